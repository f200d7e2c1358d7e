import type { CommandLine, Flag, Value } from './command-line.ts';
import { isGlobal, type Place, placesOf, rootNames, said, slotsOf } from './script.ts';

const positionsMax = 9;

/** A text as one word of fish. */
function word(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** A completion script for fish, 3.1 or later. */
export function fishScript(line: CommandLine): string {
  const everywhere = line.program.flags.filter((flag) => isGlobal(line, flag));
  const unnamed = line.program.flags.filter((flag) => !isGlobal(line, flag));
  return said([
    '# Completion of tower for fish. Load it: tower completion fish | source',
    '',
    ...functions(line),
    '',
    'complete -c tower -e',
    'complete -c tower -f',
    ...line.commands.map(
      ({ name, description }) =>
        `complete -c tower -n "__tower_at ''" -a ${word(name)} -d ${word(description)}`,
    ),
    ...everywhere.map((flag) => flagLine('', flag)),
    ...unnamed.map((flag) => flagLine(`-n "__tower_at ''"`, flag)),
    ...line.commands.flatMap(({ name, flags }) =>
      flags
        .filter((flag) => !isGlobal(line, flag))
        .map((flag) => flagLine(`-n "__tower_at ${name}"`, flag)),
    ),
    ...placesOf(line).map(placeLine),
  ]);
}

/** Functions that say where the cursor is, and offer what no list has. */
function functions(line: CommandLine): readonly string[] {
  const taking = slotsOf(line).flatMap(({ command, names }) =>
    names.map((name) => word(command === undefined ? name : `${command} ${name}`)),
  );
  const roots = rootNames(line).map(word).join(' ');
  return [
    '# Prints the command before the cursor, how many arguments follow it, and the value of --root.',
    'function __tower_line',
    '  set -l command',
    '  set -l position 0',
    '  set -l flag',
    '  set -l root',
    `  set -l taking ${taking.join(' ')}`,
    '  for word in (commandline -opc)[2..-1]',
    '    if set -q flag[1]',
    `      contains -- $flag ${roots}; and set root $word`,
    '      set -e flag[1]',
    `    else if string match -q -- '--*=*' $word`,
    `      string match -q -- '--root=*' $word; and set root (string replace -- --root= '' $word)`,
    `    else if string match -q -- '-*' $word`,
    '      if contains -- $word $taking; or contains -- "$command $word" $taking',
    '        set flag $word',
    '      end',
    '    else if not set -q command[1]',
    '      set command $word',
    '    else',
    '      set position (math $position + 1)',
    '    end',
    '  end',
    '  printf "%s\\n" "$command" $position $root',
    'end',
    '',
    '# Whether the cursor is behind a command, and at one of the positions where some are given.',
    'function __tower_at',
    '  set -l line (__tower_line)',
    '  test "$line[1]" = "$argv[1]"; or return 1',
    '  test (count $argv) -eq 1; or contains -- $line[2] $argv[2..-1]',
    'end',
    '',
    'function __tower_ids',
    '  set -l line (__tower_line)',
    '  set -l root',
    '  set -q line[3]; and set root --root=$line[3]',
    '  tower $root completion --ids $argv[1] 2>/dev/null </dev/null',
    'end',
    '',
    '# Offers formats, and files behind `FORMAT=`.',
    'function __tower_formats',
    `  set -l typed (commandline -ct | string replace -r -- '^(--[a-z-]+=|-o)' '')`,
    `  if string match -q -- '*=*' $typed`,
    `    set -l format (string replace -r -- '=.*' '=' $typed)`,
    `    for file in (__fish_complete_path (string replace -r -- '^[^=]*=' '' $typed))`,
    '      echo $format$file',
    '    end',
    '  else',
    '    printf "%s\\n" $argv',
    '  end',
    'end',
  ];
}

function flagLine(condition: string, { names, description, value }: Flag): string {
  const named = names.map((name) =>
    name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
  );
  return ['complete -c tower', condition, ...named, ...valueWords(value), `-d ${word(description)}`]
    .filter((text) => text !== '')
    .join(' ');
}

function valueWords(value: Value | undefined): readonly string[] {
  if (value === undefined) {
    return [];
  }
  return value.kind === 'file' ? ['-r -F'] : ['-x', ...offered(value)];
}

function offered(value: Value): readonly string[] {
  switch (value.kind) {
    case 'words':
      return [`-a ${word(value.words.join(' '))}`];
    case 'formats':
      return [`-a ${word(`(__tower_formats ${value.words.join(' ')})`)}`];
    case 'ids':
      return [`-a ${word(`(__tower_ids ${value.of})`)}`];
    default:
      return [];
  }
}

function placeLine({ command, position, isOpen, value }: Place): string {
  const last = isOpen ? positionsMax : position;
  const positions = Array.from({ length: last - position + 1 }, (_, index) => position + index);
  const condition = `-n "__tower_at ${[command, ...positions].join(' ')}"`;
  const what = value.kind === 'file' ? ['-F'] : offered(value);
  return ['complete -c tower', condition, ...what].join(' ');
}
