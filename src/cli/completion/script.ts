import type { CommandLine, Flag, Value } from './command-line.ts';

/** A flag that takes a value, at a command; `command` is undefined where it is one of every command. */
export interface Slot {
  readonly command: string | undefined;
  readonly names: readonly string[];
  readonly description: string;
  readonly value: Value;
}

/** An argument of a command: the one at a position from 0, and where `isOpen` all behind it. */
export interface Place {
  readonly command: string;
  readonly position: number;
  readonly isOpen: boolean;
  readonly value: Value;
}

/** Whether a flag means the same at every command: the formats of `--output` differ from command to command. */
export function isGlobal(line: CommandLine, flag: Flag): boolean {
  return (
    flag.value?.kind !== 'formats' &&
    line.program.flags.some((known) => known.names.join() === flag.names.join())
  );
}

/** Flags that take a value: first those of a command, then those of every command. */
export function slotsOf(line: CommandLine): readonly Slot[] {
  const slot = (command: string | undefined, flag: Flag): readonly Slot[] =>
    flag.value === undefined ? [] : [{ ...flag, command, value: flag.value }];
  return [
    ...line.commands.flatMap(({ name, flags }) =>
      flags.filter((flag) => !isGlobal(line, flag)).flatMap((flag) => slot(name, flag)),
    ),
    ...line.program.flags.flatMap((flag) => slot(undefined, flag)),
  ];
}

/** Arguments that something can be offered for. */
export function placesOf(line: CommandLine): readonly Place[] {
  return line.commands.flatMap(({ name, values, isVariadic }) =>
    values
      .map((value, position) => ({
        command: name,
        position,
        isOpen: isVariadic && position === values.length - 1,
        value,
      }))
      .filter(({ value }) => value.kind !== 'free'),
  );
}

/** The names of the flag that says where the configuration is: ids are read from there. */
export function rootNames(line: CommandLine): readonly string[] {
  return line.program.flags.find(({ names }) => names.includes('--root'))?.names ?? [];
}

/** Lines as a text. */
export function said(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
