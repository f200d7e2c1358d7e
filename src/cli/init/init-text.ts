import { mark } from '../../import/draft-yaml.ts';
import { counted } from '../../init/counted.ts';
import type { Decisions } from '../../init/decisions.ts';
import { nounOf, type Source } from '../../init/sources.ts';
import type { RenderContext } from '../../report/context.ts';
import { hanging, type Line, nextSteps, words } from '../../report/look.ts';
import { columnsOf, padded } from '../../report/text.ts';
import { paragraph } from '../text.ts';
import type { Skipped } from './surroundings.ts';

/** What `tower init` did, or would do. */
export interface InitResult {
  readonly name: string;
  /** As it is named on a command line; `.` for the working directory. */
  readonly folder: string;
  readonly found: readonly Source[];
  readonly chosen: readonly Source[];
  /** How the choice came about where nobody was asked; undefined where somebody was, or named it. */
  readonly because: string | undefined;
  /** Whether what was found has been shown already. */
  readonly isAsked: boolean;
  readonly created: readonly { readonly path: string; readonly note: string }[];
  readonly skipped: readonly Skipped[];
  readonly decisions: readonly Decisions[];
  readonly isDry: boolean;
  /** Commands to go on with. */
  readonly next: readonly string[];
}

export function initJson(result: InitResult): object {
  const { name, folder, found, chosen, created, skipped, decisions, isDry } = result;
  const reason = created.length === 0 ? 'nothing to create' : counted(created.length, 'file');
  return {
    init: { name, folder, dryRun: isDry },
    found: found.map((source) => ({
      kind: source.kind,
      path: source.name,
      count: source.count,
      usable: source.isUsable,
      imported: chosen.includes(source),
    })),
    files: [
      ...created.map(({ path }) => ({ path, action: 'create' })),
      ...skipped.map(({ path, why, lines }) => ({ path, action: 'skip', why, lines })),
    ],
    decisions: {
      count: sum(decisions),
      by: decisions.map(({ what, noun, count }) => ({ what: `${what} ${noun}`.trim(), count })),
    },
    next: result.next,
    exitCode: 0,
    exitReason: isDry ? `would create ${reason}` : reason,
  };
}

function sum(decisions: readonly Decisions[]): number {
  return decisions.reduce((total, { count }) => total + count, 0);
}

/** What was found, with numbers by which it can be chosen. */
export function foundLines(context: RenderContext, found: readonly Source[]): readonly Line[] {
  const longest = Math.max(0, ...found.map(({ name }) => columnsOf(name)));
  return found.flatMap((source, index) => {
    const { name, kind, count, isUsable, diagnostics } = source;
    const fault = diagnostics.find(({ severity }) => severity === 'error')?.message ?? '';
    const start = index === 0 ? 'Found   ' : '        ';
    return hanging(
      context,
      [
        { text: start, paint: 'bold' },
        { text: `${index + 1}  `, paint: 'dim' },
        { text: `${padded(words(context, name), longest)}   ` },
      ],
      isUsable
        ? { text: counted(count, nounOf(kind)), paint: 'dim' }
        : { text: words(context, `cannot be read: ${fault}`), paint: 'yellow' },
    );
  });
}

export function initLines(result: InitResult, context: RenderContext): readonly Line[] {
  const { because, created, skipped, decisions, isDry, next } = result;
  const found = result.isAsked ? [] : result.found;
  const rows = [
    ...created.map((file) => ({ ...file, action: isDry ? 'would create' : 'create' })),
    ...skipped.map(({ path, why, lines }) => ({
      path,
      note: lines.length === 0 ? why : `${why}; lines to add are printed below`,
      action: 'skip',
    })),
  ];
  return [
    ...foundLines(context, found),
    ...(because === undefined
      ? []
      : hanging(context, [{ text: found.length === 0 ? '' : '        ' }], {
          text: words(context, because),
        })),
    ...(found.length === 0 && because === undefined ? [] : [[]]),
    ...rows.flatMap((row) => fileLine(context, row, rows)),
    ...additionLines(context, skipped),
    ...(decisions.length === 0 ? [] : [[], ...decisionLines(context, decisions)]),
    ...(next.length === 0 ? [] : [[], ...nextSteps(context, next)]),
  ];
}

interface FileRow {
  readonly path: string;
  readonly note: string;
  readonly action: string;
}

function fileLine(
  context: RenderContext,
  { path, note, action }: FileRow,
  rows: readonly FileRow[],
): readonly Line[] {
  const [first, second] = [
    Math.max(...rows.map((row) => columnsOf(row.action))),
    Math.max(...rows.map((row) => columnsOf(row.path))),
  ];
  return hanging(
    context,
    [
      { text: `  ${padded(action, first)}  `, paint: action === 'skip' ? 'dim' : 'green' },
      { text: note === '' ? words(context, path) : `${padded(words(context, path), second)}   ` },
    ],
    { text: words(context, note), paint: 'dim' },
  );
}

function additionLines(context: RenderContext, skipped: readonly Skipped[]): readonly Line[] {
  return skipped
    .filter(({ lines }) => lines.length > 0)
    .flatMap(({ path, lines }) => [
      [],
      [{ text: words(context, `For ${path}`), paint: 'bold' as const }],
      ...lines.map((line): Line => [{ text: `  ${words(context, line)}` }]),
    ]);
}

function decisionLines(context: RenderContext, decisions: readonly Decisions[]): readonly Line[] {
  const parts = decisions.map(({ what, noun, count }) =>
    `${what} ${counted(count, noun)}`.trimStart(),
  );
  const text = `${counted(sum(decisions), 'thing')} to decide (marked \`# ${mark}\`): ${parts.join(', ')}`;
  return paragraph(context, text, 2);
}
