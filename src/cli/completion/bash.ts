import type { CommandLine, CommandWords } from './command-line.ts';
import { said } from './script.ts';
import { sharedFunctions, shellWord } from './tables.ts';

const primitives = `
# Offers the words that begin as what is typed, quoted where they need it. Bash puts in only what follows the last \`=\` or \`:\`.
_tower_offer() {
  local candidate
  for candidate in "$@"; do
    if [[ $typed == [\\'\\"]* ]]; then
      if [[ $candidate == "\${typed:1}"* && $candidate != *[\\'\\"\\\\\\$\\\`]* ]]; then
        COMPREPLY+=("$candidate")
      fi
    else
      printf -v candidate %q "$candidate"
      if [[ $candidate == "$typed"* ]]; then
        candidate=$before$candidate
        COMPREPLY+=("\${candidate#"$kept"}")
      fi
    fi
  done
}

# Leaves it to bash, which completes files where nothing is offered.
_tower_files() {
  files=yes
}

_tower_formats() {
  if [[ $typed == *=* ]]; then _tower_files; else _tower_offer "$@"; fi
}

_tower_ids() {
  local line
  while IFS= read -r line; do
    _tower_offer "$line"
  done < <(tower \${root:+"--root=$root"} completion --ids "$1" 2>/dev/null </dev/null)
}
`.trim();

const main = `
_tower() {
  local command= flag= root= typed= before= kept= files= word i
  local position=0
  local -a parts
  COMPREPLY=()
  parts=()
  # Bash divides words at \`=\` and \`:\` as well: they are put together again.
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if ((i > 1)) && [[ $word == [=:]* || \${COMP_WORDS[i - 1]} == [=:]* ]]; then
      parts[\${#parts[@]} - 1]+=$word
    else
      parts+=("$word")
    fi
  done
  for ((i = 0; i < \${#parts[@]} - 1; i++)); do
    _tower_read "\${parts[i]}"
  done
  typed=\${parts[\${#parts[@]} - 1]}
  word=\${COMP_WORDS[COMP_CWORD]}
  if [[ $word == [=:]* ]]; then word=; fi
  kept=\${typed%"$word"}
  if [[ -z $flag && $typed == --*=* ]]; then
    flag=\${typed%%=*}
    before=$flag=
    typed=\${typed#*=}
  fi
  if [[ -n $flag ]]; then
    _tower_value "$command" "$flag"
  elif [[ $typed == -* ]]; then
    _tower_flags "$command"
  else
    _tower_argument "$command" "$position"
  fi
  if [[ -z $files ]]; then compopt +o default +o bashdefault 2>/dev/null; fi
  return 0
}

complete -o bashdefault -o default -F _tower tower
`.trim();

/** A completion script for bash, 3.2 or later. */
export function bashScript(line: CommandLine): string {
  const flagWords = ({ flags }: CommandWords): string =>
    flags.flatMap(({ names }) => names.map(shellWord)).join(' ');
  return said([
    '# Completion of tower for bash. Load it: source <(tower completion bash)',
    '',
    primitives,
    '',
    '_tower_commands() {',
    `  _tower_offer ${line.commands.map(({ name }) => shellWord(name)).join(' ')}`,
    '}',
    '',
    '_tower_flags() {',
    '  case "$1" in',
    ...line.commands.map(
      (command) => `    ${shellWord(command.name)}) _tower_offer ${flagWords(command)} ;;`,
    ),
    `    *) _tower_offer ${flagWords(line.program)} ;;`,
    '  esac',
    '}',
    '',
    ...sharedFunctions(line),
    '',
    main,
  ]);
}
