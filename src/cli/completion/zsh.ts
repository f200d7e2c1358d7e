import type { CommandLine, CommandWords } from './command-line.ts';
import { said } from './script.ts';
import { sharedFunctions, shellWord } from './tables.ts';

const primitives = `
_tower_offer() {
  compadd -- "$@"
}

_tower_files() {
  _files
}

_tower_formats() {
  if compset -P 1 '*='; then _files; else compadd -- "$@"; fi
}

_tower_ids() {
  local -a ids
  ids=("\${(@f)$(tower \${root:+"--root=$root"} completion --ids "$1" 2>/dev/null </dev/null)}")
  ids=("\${(@)ids:#}")
  compadd -- "\${(@)ids}"
}

# Offers words with what they mean: \`word:meaning\`.
_tower_describe() {
  local kind=$1
  local -a described
  shift
  described=("$@")
  _describe "$kind" described
}
`.trim();

const main = `
_tower() {
  local command= flag= root=
  local -i i position=0
  for ((i = 2; i < CURRENT; i++)); do
    _tower_read "\${(Q)words[i]}"
  done
  if [[ -z $flag && $PREFIX == --*=* ]]; then
    flag=\${PREFIX%%=*}
    compset -P 1 '*='
  fi
  if [[ -n $flag ]]; then
    _tower_value "$command" "$flag"
  elif [[ $PREFIX == -* ]]; then
    _tower_flags "$command"
  else
    _tower_argument "$command" "$position"
  fi
}

if [[ \${funcstack[1]} == _tower ]]; then
  _tower "$@"
else
  compdef _tower tower
fi
`.trim();

/** A completion script for zsh. */
export function zshScript(line: CommandLine): string {
  return said([
    '#compdef tower',
    '# Completion of tower for zsh. Load it behind compinit: source <(tower completion zsh)',
    '',
    primitives,
    '',
    '_tower_commands() {',
    describe(
      'command',
      line.commands.map(({ name, description }) => [name, description] as const),
    ),
    '}',
    '',
    '_tower_flags() {',
    '  case "$1" in',
    ...line.commands.flatMap((command) => [
      `    ${shellWord(command.name)})`,
      `    ${describeFlags(command)} ;;`,
    ]),
    `    *)`,
    `    ${describeFlags(line.program)} ;;`,
    '  esac',
    '}',
    '',
    ...sharedFunctions(line),
    '',
    main,
  ]);
}

function describeFlags({ flags }: CommandWords): string {
  return describe(
    'flag',
    flags.flatMap(({ names, description }) => names.map((name) => [name, description] as const)),
  );
}

function describe(kind: string, words: readonly (readonly [string, string])[]): string {
  const described = words.map(([word, meaning]) =>
    shellWord(`${word.replaceAll(':', '\\:')}:${meaning}`),
  );
  return `  _tower_describe ${[kind, ...described].join(' ')}`;
}
