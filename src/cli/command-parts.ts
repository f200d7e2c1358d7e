import { InvalidArgumentError, Option } from 'commander';
import { didYouMean } from '../model/nearest.ts';
import { isWholeNumber } from './flag-rows.ts';
import type { Outcome } from './outcome.ts';
import type { Formats } from './outputs.ts';
import type { Session } from './session.ts';

/** Formats of commands that show something to people and programs alike. */
export const viewFormats: Formats = ['pretty', 'json'];

/** Carries out a command that prints in some formats; `outputs` are wanted besides those of the command line. */
export type Execute = (
  formats: Formats,
  command: (session: Session) => Promise<Outcome>,
  outputs?: readonly string[],
) => Promise<void>;

export function stateOption(what: string): Option {
  return new Option('--state <file>', `${what} (TOWER_STATE)`);
}

export function secretsOption(): Option {
  return new Option(
    '--secrets-dir <folder>',
    'folder with the files that `{ file: NAME }` names (TOWER_SECRETS_DIR)',
  );
}

export function wholeNumber(text: string): number {
  if (!isWholeNumber(text)) {
    throw new InvalidArgumentError('it is a whole number, 0 or more');
  }
  return Number(text);
}

/** An option with a closed set of values, which help and completion list. */
export function oneOf(option: Option, values: readonly string[]): Option {
  return option.choices(values).argParser((text: string) => {
    if (!values.includes(text)) {
      throw new InvalidArgumentError(didYouMean(text, values));
    }
    return text;
  });
}

/** The values of an option that may be given more than once, in order. */
export function gathered(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value];
}
