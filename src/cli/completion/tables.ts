import type { CommandLine, Value } from './command-line.ts';
import { type Place, placesOf, rootNames, slotsOf } from './script.ts';

/** A text as one word of bash or zsh. */
export function shellWord(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * Functions that bash and zsh read alike: what may stand for the value of a flag and for an argument, and how a command line
 * is taken apart. They call `_tower_offer WORD…`, `_tower_formats WORD…`, `_tower_files` and `_tower_ids KIND`, which each shell has
 * its own of, and `_tower_commands`.
 */
export function sharedFunctions(line: CommandLine): readonly string[] {
  const slots = slotsOf(line);
  return [
    '# Offers what may stand for the value of the flag $2 of the command $1.',
    '_tower_value() {',
    '  case "$1 $2" in',
    ...slots.map(
      ({ command, names, value }) => `    ${slotPattern(command, names)}) ${offer(value)} ;;`,
    ),
    '  esac',
    '}',
    '',
    '# Offers what may stand behind the command $1 as the argument at position $2.',
    '_tower_argument() {',
    '  case "$1 $2" in',
    "    ' 0') _tower_commands ;;",
    ...placesOf(line).map((place) => `    ${placePattern(place)}) ${offer(place.value)} ;;`),
    '  esac',
    '}',
    '',
    '# Whether the flag $2 of the command $1 takes a value.',
    '_tower_takes_value() {',
    '  case "$1 $2" in',
    ...slots.map(({ command, names }) => `    ${slotPattern(command, names)}) return 0 ;;`),
    '  esac',
    '  return 1',
    '}',
    '',
    '# Reads a word before the cursor into `command`, `position`, `root` and `flag`, which the caller has.',
    '_tower_read() {',
    '  if [[ -n $flag ]]; then',
    `    case "$flag" in ${rootNames(line).map(shellWord).join(' | ')}) root=$1 ;; esac`,
    '    flag=',
    '  elif [[ $1 == --root=* ]]; then',
    `    root=\${1#*=}`,
    '  elif [[ $1 == --*=* ]]; then',
    '    :',
    '  elif [[ $1 == -* ]]; then',
    '    if _tower_takes_value "$command" "$1"; then flag=$1; fi',
    '  elif [[ -z $command ]]; then',
    '    command=$1',
    '  else',
    '    position=$((position + 1))',
    '  fi',
    '}',
  ];
}

/** A pattern for a command, a blank and a flag. */
function slotPattern(command: string | undefined, names: readonly string[]): string {
  return names
    .map((name) =>
      command === undefined ? `*${shellWord(` ${name}`)}` : shellWord(`${command} ${name}`),
    )
    .join(' | ');
}

/** A pattern for a command, a blank and a position. */
function placePattern({ command, position, isOpen }: Place): string {
  const start = shellWord(`${command} `);
  if (!isOpen) {
    return `${start}${position}`;
  }
  return position === 0 ? `${start}*` : `${start}[${position}-9] | ${start}[1-9][0-9]*`;
}

function offer(value: Value): string {
  switch (value.kind) {
    case 'words':
      return ['_tower_offer', ...value.words.map(shellWord)].join(' ');
    case 'formats':
      return ['_tower_formats', ...value.words.map(shellWord)].join(' ');
    case 'file':
      return '_tower_files';
    case 'ids':
      return `_tower_ids ${value.of}`;
    case 'free':
      return ':';
  }
}
