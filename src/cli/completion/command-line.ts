import type { Argument, Command, Option } from 'commander';
import type { IdKind } from './ids.ts';

/** What may stand for the value of a flag or of an argument. */
export type Value =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  /** A format, or a format and a file. */
  | { readonly kind: 'formats'; readonly words: readonly string[] }
  | { readonly kind: 'file' }
  | { readonly kind: 'ids'; readonly of: IdKind }
  /** Nothing that could be listed: a number, an instant. */
  | { readonly kind: 'free' };

export interface Flag {
  /** Such as `-C` and `--root`. */
  readonly names: readonly string[];
  readonly description: string;
  /** Undefined where the flag takes none. */
  readonly value: Value | undefined;
}

export interface CommandWords {
  /** Empty for the program itself. */
  readonly name: string;
  readonly description: string;
  readonly flags: readonly Flag[];
  /** What its arguments may be, in order; the last one goes on where `isVariadic`. */
  readonly values: readonly Value[];
  readonly isVariadic: boolean;
}

/** Everything visible that a command line can be made of. */
export interface CommandLine {
  readonly program: CommandWords;
  readonly commands: readonly CommandWords[];
}

/** Builds the program; `execute` is called by the command that was named, with the formats it prints. */
export type Build = (execute: (formats: readonly string[]) => Promise<void>) => Command;

/** Placeholders that say what stands in their place: `<file>`, `[id]`. */
const idKinds: ReadonlyMap<string, IdKind> = new Map([
  ['channel', 'channel'],
  ['id', 'system'],
  ['owner', 'owner'],
  ['policy', 'policy'],
  ['thing', 'thing'],
  ['type', 'type'],
]);
const filePlaceholders = ['file', 'folder', 'path', 'paths'];

/** The command line of a program, read from the program itself. */
export async function commandLineOf(build: Build): Promise<CommandLine> {
  const program = build(async () => undefined);
  const help = program.createHelp();
  const commands = help.visibleCommands(program);
  const formatsOf = await formatsByCommand(build);
  const names = commands.map((command) => command.name());
  const wordsOf = (command: Command, name: string): CommandWords => {
    const formats = formatsOf.get(name) ?? [...new Set([...formatsOf.values()].flat())];
    const context: Context = { formats, commands: names };
    return {
      name,
      description: command.description(),
      flags: [...help.visibleOptions(command), ...help.visibleGlobalOptions(command)].map(
        (option) => flagOf(option, context),
      ),
      values: command.registeredArguments.map((argument) => argumentValue(argument, context)),
      isVariadic: command.registeredArguments.at(-1)?.variadic === true,
    };
  };
  return {
    program: wordsOf(program, ''),
    commands: commands.map((command) => wordsOf(command, command.name())),
  };
}

/** The formats of each command: it is called with an executor that only notes them. */
async function formatsByCommand(build: Build): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  let current = '';
  const program = build(async (formats) => {
    found.set(current, formats);
  });
  for (const command of program.commands) {
    current = command.name();
    const needed = command.registeredArguments.filter(({ required }) => required);
    await program.parseAsync([current, ...needed.map(({ argChoices }) => argChoices?.[0] ?? 'x')], {
      from: 'user',
    });
  }
  return found;
}

interface Context {
  readonly formats: readonly string[];
  readonly commands: readonly string[];
}

function flagOf(option: Option, context: Context): Flag {
  const placeholder = /[<[](.*)[>\]]/.exec(option.flags)?.[1];
  return {
    names: [option.short, option.long].filter((name) => name !== undefined),
    description: option.description,
    value:
      placeholder === undefined ? undefined : valueFor(placeholder, option.argChoices, context),
  };
}

function argumentValue(argument: Argument, context: Context): Value {
  return valueFor(argument.name(), argument.argChoices, context);
}

function valueFor(
  placeholder: string,
  choices: readonly string[] | undefined,
  { formats, commands }: Context,
): Value {
  const name = placeholder.replace(/\.\.\.$/, '');
  if (choices !== undefined) {
    return { kind: 'words', words: choices };
  }
  if (name === 'command') {
    return { kind: 'words', words: commands };
  }
  if (name === 'format[=file]') {
    return { kind: 'formats', words: formats };
  }
  if (filePlaceholders.includes(name)) {
    return { kind: 'file' };
  }
  const of = idKinds.get(name);
  return of === undefined ? { kind: 'free' } : { kind: 'ids', of };
}
