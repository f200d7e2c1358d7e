import type { CommandLine, CommandWords, Value } from './command-line.ts';
import { type Place, placesOf, rootNames, type Slot, said, slotsOf } from './script.ts';

/** A text as one word of PowerShell. */
function word(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function words(texts: readonly string[]): string {
  return texts.map(word).join(', ');
}

const main = `
  $command = ''; $position = 0; $flag = ''; $root = @(); $lead = ''
  $before = @($ast.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursor } |
    Select-Object -Skip 1 | ForEach-Object { $_.Extent.Text.Trim("'", '"') })
  foreach ($word in $before) {
    if ($flag) {
      if ($roots -ccontains $flag) { $root = @("--root=$word") }
      $flag = ''
    }
    elseif ($word -clike '--root=*') { $root = @($word) }
    elseif ($word -clike '--*=*') { }
    elseif ($word -clike '-*') { if (TowerValue $command $word) { $flag = $word } }
    elseif (-not $command) { $command = $word }
    else { $position += 1 }
  }
  if (-not $flag -and $typed -cmatch '^(--[a-z-]+)=(.*)$') {
    $flag = $Matches[1]; $lead = "$flag="; $typed = $Matches[2]
  }

  $kind, $rest = if ($flag) { TowerValue $command $flag }
    elseif ($typed -clike '-*') { 'flags' }
    elseif (-not $command) { 'commands' }
    else { TowerArgument $command $position }
  # Where nothing is offered, PowerShell completes files.
  if ($kind -eq 'formats' -and $typed.Contains('=')) { return }
  $offers = switch ($kind) {
    'words' { $rest | ForEach-Object { @{ Text = $_; Meaning = $_ } } }
    'formats' { $rest | ForEach-Object { @{ Text = $_; Meaning = $_ } } }
    'ids' { tower @root completion --ids @($rest)[0] 2>$null | ForEach-Object { @{ Text = $_; Meaning = $_ } } }
    'commands' { TowerCommands }
    'flags' { TowerFlags $command }
  }
  $offers | Where-Object { $_.Text.StartsWith($typed, [StringComparison]::Ordinal) } | ForEach-Object {
    $text = $_.Text
    if ($text -cnotmatch '^[\\w./:-]+$') { $text = "'" + $text.Replace("'", "''") + "'" }
    [System.Management.Automation.CompletionResult]::new("$lead$text", $_.Text, 'ParameterValue', $_.Meaning)
  }
}
`.replace(/^\n/, '');

/** A completion script for PowerShell, 5.1 or later. */
export function powershellScript(line: CommandLine): string {
  const slots = slotsOf(line);
  const own = slots.filter(({ command }) => command !== undefined);
  const shared = slots.filter(({ command }) => command === undefined);
  return (
    said([
      '# Completion of tower for PowerShell. Load it: tower completion powershell | Out-String | Invoke-Expression',
      'Register-ArgumentCompleter -Native -CommandName tower -ScriptBlock {',
      '  param($typed, $ast, $cursor)',
      `  $roots = @(${words(rootNames(line))})`,
      '',
      '  # The kind of what may stand for the value of a flag, and its words.',
      '  function TowerValue($command, $flag) {',
      '    switch -CaseSensitive -Exact ("$command $flag") {',
      ...own.flatMap((slot) => slotCases(slot)),
      '    }',
      '    switch -CaseSensitive -Exact ($flag) {',
      ...shared.flatMap((slot) => slotCases(slot)),
      '    }',
      '  }',
      '',
      '  function TowerArgument($command, $position) {',
      '    switch -CaseSensitive -Regex ("$command $position") {',
      ...placesOf(line).map(placeCase),
      '    }',
      '  }',
      '',
      '  function TowerCommands {',
      ...line.commands.map(({ name, description }) => `    ${offer(name, description)}`),
      '  }',
      '',
      '  function TowerFlags($command) {',
      '    switch -CaseSensitive -Exact ($command) {',
      ...line.commands.flatMap((command) => flagCase(word(command.name), command)),
      ...flagCase('default', line.program),
      '    }',
      '  }',
      '',
    ]) + main
  );
}

function slotCases({ command, names, value }: Slot): readonly string[] {
  return names.map((name) => {
    const key = command === undefined ? name : `${command} ${name}`;
    return `      ${word(key)} { return ${sayValue(value)} }`;
  });
}

function placeCase({ command, position, isOpen, value }: Place): string {
  const positions = isOpen ? '\\d+' : String(position);
  return `      ${word(`^${command} ${positions}$`)} { return ${sayValue(value)} }`;
}

function flagCase(pattern: string, { flags }: CommandWords): readonly string[] {
  return [
    `      ${pattern} {`,
    ...flags.flatMap(({ names, description }) =>
      names.map((name) => `        ${offer(name, description)}`),
    ),
    '        return',
    '      }',
  ];
}

function offer(text: string, meaning: string): string {
  return `@{ Text = ${word(text)}; Meaning = ${word(meaning)} }`;
}

function sayValue(value: Value): string {
  switch (value.kind) {
    case 'words':
    case 'formats':
      return words([value.kind, ...value.words]);
    case 'ids':
      return words(['ids', value.of]);
    case 'file':
    case 'free':
      return words([value.kind]);
  }
}
