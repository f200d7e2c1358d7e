import { type Hunk, hunksBetween } from '../format/line-diff.ts';
import type { RenderContext } from '../report/context.ts';
import { counted, hanging, type Line, signsOf, words } from '../report/look.ts';
import type { ExitCode } from './outcome.ts';

/** A file that is not in canonical form. */
export interface FormChange {
  readonly name: string;
  readonly full: string;
  readonly before: string;
  readonly after: string;
  readonly hasMark: boolean;
}

export interface FmtResult {
  readonly changes: readonly FormChange[];
  /** Names of files that were left as they are because something is wrong with them. */
  readonly failures: readonly string[];
  /** Number of files that were looked at. */
  readonly count: number;
  /** Whether nothing is written. */
  readonly check: boolean;
  readonly exitCode: ExitCode;
  readonly exitReason: string;
}

/** Lines of a difference, of one file and of all, and files that are shown. */
const linesMax = 24;
const allLinesMax = 200;

export function fmtJson(result: FmtResult): object {
  return {
    files: result.count,
    changed: result.changes.map(({ name }) => name),
    failed: result.failures,
    check: result.check,
    exitCode: result.exitCode,
    exitReason: result.exitReason,
  };
}

/** What differs, or what was changed, and the verdict. */
export function fmtLines(result: FmtResult, context: RenderContext): readonly Line[] {
  const { changes, check, count, failures } = result;
  const body = check
    ? differences(changes, context)
    : changes.map(({ name }): Line => [{ text: words(context, `  ${name}`) }]);
  return [...body, ...(body.length === 0 ? [] : [[]]), ...verdict()];

  function verdict(): readonly Line[] {
    const { pass, fail } = signsOf(context);
    const isGood = failures.length === 0 && (!check || changes.length === 0);
    const sign = { text: `${isGood ? pass : fail} `, paint: isGood ? 'green' : 'red' } as const;
    const left = failures.length === 0 ? '' : `; ${failures.length} left as found`;
    return hanging(context, [sign], { text: `${sayCounts(changes.length, count, check)}${left}` });
  }
}

function sayCounts(changed: number, count: number, check: boolean): string {
  const files = counted(count, 'file');
  if (changed === 0) {
    return check ? `${files} looked at, nothing to format` : `${files} looked at, nothing changed`;
  }
  return check
    ? `${changed} of ${files} not in canonical form: \`tower fmt\` writes it`
    : `${changed} of ${files} formatted`;
}

function differences(changes: readonly FormChange[], context: RenderContext): readonly Line[] {
  const lines: Line[] = [];
  for (const [index, change] of changes.entries()) {
    if (lines.length >= allLinesMax) {
      const more = `${signsOf(context).ellipsis} and ${counted(changes.length - index, 'more file')}`;
      lines.push([{ text: more, paint: 'dim' }]);
      break;
    }
    lines.push(...(index === 0 ? [] : [[]]), ...difference(change, context));
  }
  return lines;
}

function difference(change: FormChange, context: RenderContext): readonly Line[] {
  const hunks = hunksBetween(linesOf(change.before), linesOf(change.after));
  const count = hunks.reduce((sum, { lines }) => sum + lines.length + 1, 0);
  const lines: Line[] = [
    [{ text: words(context, `--- ${change.name}`), paint: 'bold' }],
    [{ text: words(context, `+++ ${change.name}`), paint: 'bold' }],
  ];
  if (change.hasMark) {
    lines.push([{ text: '  the byte order mark goes', paint: 'dim' }]);
  }
  const most = lines.length + linesMax;
  for (const hunk of hunks) {
    lines.push(...hunkLines(hunk, context, most - lines.length));
    if (lines.length >= most) {
      break;
    }
  }
  const rest = count - linesMax;
  const more = `  ${signsOf(context).ellipsis} and ${counted(rest, 'more line')}`;
  return rest > 0 ? [...lines, [{ text: more, paint: 'dim' }]] : lines;
}

/** A text that lacks its last end of line has a line that says so. */
function linesOf(text: string): readonly string[] {
  const lines = text.split('\n');
  const last = lines.pop() ?? '';
  return last === '' ? lines : [...lines, last, '\\ No newline at end of file'];
}

const paints = { ' ': undefined, '-': 'red', '+': 'green' } as const;

/** At most so many lines of a hunk. */
function hunkLines(
  { before, after, lines }: Hunk,
  context: RenderContext,
  most: number,
): readonly Line[] {
  const was = lines.filter(({ kind }) => kind !== '+').length;
  const is = lines.filter(({ kind }) => kind !== '-').length;
  return [
    [{ text: `@@ -${rangeOf(before, was)} +${rangeOf(after, is)} @@`, paint: 'cyan' } as const],
    ...lines
      .slice(0, most - 1)
      .map(({ kind, text }): Line => [{ text: words(context, kind + text), paint: paints[kind] }]),
  ].slice(0, most);
}

/** A range as unified diffs have it: an empty one goes by the line before it. */
function rangeOf(from: number, count: number): string {
  return `${count === 0 ? from - 1 : from},${count}`;
}
