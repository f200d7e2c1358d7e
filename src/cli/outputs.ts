import { didYouMean } from '../model/nearest.ts';
import { failed, type Outcome } from './outcome.ts';
import { type Session, variable } from './session.ts';

/** A format and the file it goes to; without a file it goes to standard output. */
export interface Target {
  readonly format: string;
  readonly file: string | undefined;
}

/** The formats that a command prints, the default first. */
export type Formats = readonly [string, ...string[]];

/** Where a result goes. */
export interface Wanted {
  readonly targets: readonly Target[];
  /** The file that GitHub Actions shows as the summary of a step; Markdown is added to its end. */
  readonly summary?: string | undefined;
}

export type Targets =
  | (Wanted & { readonly outcome?: undefined })
  | { readonly targets?: undefined; readonly outcome: Outcome };

/**
 * Where the result goes, by `FORMAT[=FILE]` of the flag or of TOWER_OUTPUT (separated by commas). Standard output always
 * gets one: the default where none was asked for. On GitHub Actions annotations follow the default, and a summary
 * goes with them. Only annotations may share standard output.
 */
export function targetsOf(
  session: Pick<Session, 'world'>,
  flags: readonly string[],
  formats: Formats,
): Targets {
  const named = variable(session.world, 'TOWER_OUTPUT')?.split(',') ?? [];
  const asked = (flags.length > 0 ? flags : named).map(parsed);
  const unknown = asked.find(({ format }) => !formats.includes(format));
  if (unknown !== undefined) {
    return {
      outcome: failed(
        3,
        `\`${unknown.format}\` is not a format of this command`,
        didYouMean(unknown.format, formats),
      ),
    };
  }
  const isOnActions = variable(session.world, 'GITHUB_ACTIONS') === 'true';
  const targets = withDefault(asked, formats, isOnActions);
  const clash = clashIn(targets);
  const isAnnotated = targets.some(({ format, file }) => format === 'github' && file === undefined);
  const summary =
    isOnActions && isAnnotated && formats.includes('markdown')
      ? variable(session.world, 'GITHUB_STEP_SUMMARY')
      : undefined;
  return clash === undefined ? { targets, summary } : { outcome: clash };
}

function parsed(text: string): Target {
  const at = text.indexOf('=');
  return at === -1
    ? { format: text.trim(), file: undefined }
    : { format: text.slice(0, at).trim(), file: text.slice(at + 1) };
}

function withDefault(
  asked: readonly Target[],
  formats: Formats,
  isOnActions: boolean,
): readonly Target[] {
  const [usual] = formats;
  const printed = asked.filter(({ file }) => file === undefined);
  const isAnnotated = isOnActions && formats.includes('github');
  if (printed.length > 0) {
    return asked;
  }
  return [
    { format: usual, file: undefined },
    ...(isAnnotated ? [{ format: 'github', file: undefined }] : []),
    ...asked,
  ];
}

function clashIn(targets: readonly Target[]): Outcome | undefined {
  const printed = targets.filter(({ file, format }) => file === undefined && format !== 'github');
  const [first, second] = printed;
  if (first !== undefined && second !== undefined) {
    return failed(
      3,
      `\`${first.format}\` and \`${second.format}\` would both go to standard output`,
      `give one of them a file: \`--output ${second.format}=FILE\``,
    );
  }
  const nameless = targets.find(({ file }) => file === '');
  if (nameless !== undefined) {
    return failed(3, `\`${nameless.format}=\` names no file`, 'write the path behind the `=`');
  }
  const files = targets.flatMap(({ file }) => (file === undefined ? [] : [file]));
  const double = files.find((file, index) => files.indexOf(file) !== index);
  return double === undefined
    ? undefined
    : failed(3, `two formats would go to the file \`${double}\``, 'give each its own file');
}
