import { mark } from '../import/draft-yaml.ts';
import type {
  ImportDifferences,
  Imported,
  UncalledDependency,
  UndeclaredCall,
} from '../model/imported.ts';
import { type Location, sayLocation } from '../model/location.ts';
import type { RenderContext } from '../report/context.ts';
import {
  andMore,
  counted,
  flowing,
  hanging,
  type Line,
  listed,
  signsOf,
  words,
} from '../report/look.ts';
import { type Column, type Row, table } from '../report/table.ts';
import { asArgument } from '../report/text.ts';
import { nextLines } from './text.ts';

/** A comparison, and what was compared. */
export interface Compared {
  readonly imported: Imported;
  /** Path of the source; several with blanks between them. */
  readonly file: string;
  /** Name of the configuration. */
  readonly name: string;
  readonly differences: ImportDifferences;
}

const rowsMax = 20;

/** 1 where there is any difference. */
export function exitOf(differences: ImportDifferences): 0 | 1 {
  return countOf(differences) === 0 ? 0 : 1;
}

function countOf({ undeclared, uncalled, unknown, unseen, values }: ImportDifferences): number {
  return undeclared.length + uncalled.length + unknown.length + unseen.length + values.length;
}

function reasonOf(differences: ImportDifferences): string {
  const count = countOf(differences);
  return count === 0 ? 'no differences' : counted(count, 'difference');
}

/** Everything there is to say. What nobody knows is null. */
export function differencesJson({ imported, file, differences }: Compared): object {
  const { undeclared, uncalled, unknown, unseen, values, ignoredCount } = differences;
  return {
    import: {
      source: imported.source,
      file,
      systems: imported.systems.length,
      calls: imported.calls.length,
    },
    differences: {
      undeclared: undeclared.map((call) => ({
        from: call.from,
        to: call.to,
        calls: call.count ?? null,
        failedCalls: call.failedCount ?? null,
        at: call.at === undefined ? null : placeOf(call.at),
        seenAt: placeOf(call.seenAt),
      })),
      uncalled: uncalled.map(uncalledRecord),
      unknown: unknown.map(({ id, name, seenAt }) => ({ id, name, seenAt: placeOf(seenAt) })),
      unseen: unseen.map(unseenRecord),
      values: values.map(({ system, key, declared, seen, at, seenAt }) => ({
        system,
        key,
        declared,
        seen,
        at: placeOf(at),
        seenAt: placeOf(seenAt),
      })),
    },
    ignored: ignoredCount,
    exitCode: exitOf(differences),
    exitReason: reasonOf(differences),
  };
}

function uncalledRecord({ from, to, kind, at }: UncalledDependency): object {
  return { from, to, kind, at: placeOf(at) };
}

function unseenRecord({ id, at }: ImportDifferences['unseen'][number]): object {
  return { id, at: placeOf(at) };
}

function placeOf({ file, line, column }: Location): object {
  return { file, line, column };
}

/** A comparison for people: how many differences, then each kind with its places. */
export function differenceLines(compared: Compared, context: RenderContext): readonly Line[] {
  const { imported, file, name, differences } = compared;
  const { fail, pass } = signsOf(context);
  const isSame = exitOf(differences) === 0;
  const verdict: Line = [
    { text: `${isSame ? pass : fail} `, paint: isSame ? 'green' : 'red' },
    { text: `${reasonOf(differences)}   `, paint: 'bold' },
  ];
  const { ignoredCount } = differences;
  const parts = [
    words(context, `${file} against ${name}`),
    counted(imported.systems.length, 'system'),
    `${counted(imported.calls.length, 'call')} between them`,
    ...(ignoredCount === 0 ? [] : [`${ignoredCount} ignored`]),
  ].map((text) => ({ text, paint: 'dim' as const }));
  const whole = flowing(context, verdict, parts);
  return [
    ...(whole.length === 1 ? whole : [verdict, ...flowing(context, [{ text: '  ' }], parts)]),
    ...undeclaredLines(context, differences.undeclared),
    ...uncalledLines(context, differences.uncalled),
    ...section(
      context,
      'Not in the configuration',
      differences.unknown.map(({ id, name: own, seenAt }) => ({
        cells: [{ text: words(context, id) }, { text: own === id ? '' : words(context, own) }],
        tail: place(context, seenAt),
      })),
    ),
    ...unseenLines(context, differences.unseen),
    ...valueLines(context, differences),
    ...(isSame ? [] : stepLines(compared, context)),
  ];
}

const columns: readonly Column[] = [
  { heading: '', drop: 0 },
  { heading: '', drop: 0 },
];

function section(context: RenderContext, title: string, rows: readonly Row[]): readonly Line[] {
  return rows.length === 0
    ? []
    : [
        [],
        [{ text: title, paint: 'bold' }, { text: `  ${rows.length}` }],
        ...table(context, { columns, fold: 1 }, rows.slice(0, rowsMax)),
        ...andMore(context, rows.length - rowsMax, 'in -o json'),
      ];
}

function place(context: RenderContext, at: Location): Row['cells'][number] {
  return { text: words(context, sayLocation(at)), paint: 'dim' };
}

function undeclaredLines(
  context: RenderContext,
  calls: readonly UndeclaredCall[],
): readonly Line[] {
  return section(
    context,
    'Called and not declared',
    calls.map((call) => ({
      cells: [{ text: words(context, `${call.from} → ${call.to}`) }, { text: sayCounts(call) }],
      tail: place(context, call.at ?? call.seenAt),
    })),
  );
}

function sayCounts({ count, failedCount = 0 }: UndeclaredCall): string {
  if (count === undefined) {
    return '';
  }
  const failed = failedCount > 0 ? `, ${sayNumber(failedCount)} failed` : '';
  return `${sayNumber(count)} ${count === 1 ? 'call' : 'calls'}${failed}`;
}

/** A count that may be large or, from a rate, no whole number. */
function sayNumber(count: number): string {
  return count >= 1e15 ? count.toExponential(2) : String(Math.round(count * 100) / 100);
}

function uncalledLines(
  context: RenderContext,
  edges: readonly UncalledDependency[],
): readonly Line[] {
  return section(
    context,
    'Declared and never called',
    edges.map(({ from, to, kind, at }) => ({
      cells: [{ text: words(context, `${from} → ${to}`) }, { text: words(context, kind) }],
      tail: place(context, at),
    })),
  );
}

function unseenLines(
  context: RenderContext,
  systems: ImportDifferences['unseen'],
): readonly Line[] {
  return section(
    context,
    'Never seen',
    systems.map(({ id, at }) => ({
      cells: [{ text: words(context, id) }],
      tail: place(context, at),
    })),
  );
}

function valueLines(context: RenderContext, { values }: ImportDifferences): readonly Line[] {
  return section(
    context,
    'Other versions and configurations',
    values.map(({ system, key, declared, seen, at }) => ({
      cells: [
        { text: words(context, system) },
        { text: words(context, `${key} ${declared}, seen ${seen.join(', ')}`) },
      ],
      tail: place(context, at),
    })),
  );
}

function stepLines(
  { imported, file, differences }: Compared,
  context: RenderContext,
): readonly Line[] {
  const isNew = differences.undeclared.length > 0 || differences.unknown.length > 0;
  const command = `tower import ${imported.source} ${file.replaceAll('<stdin>', '-')} --update FILE`;
  return isNew ? [[], ...nextLines(context, [command])] : [];
}

/** An update, and what it left as it is. */
export interface UpdateResult {
  /** Path of the file. */
  readonly path: string;
  /** What `--root` must say so that its configuration is found; undefined where it is found from here. */
  readonly root: string | undefined;
  readonly isNew: boolean;
  readonly systems: readonly string[];
  readonly calls: readonly UndeclaredCall[];
  /** Of what stands in the file, what the import has not. */
  readonly uncalled: ImportDifferences['uncalled'];
  readonly unseen: ImportDifferences['unseen'];
  readonly ignoredCount: number;
}

export function updateJson(result: UpdateResult): object {
  const { path, isNew, systems, calls, uncalled, unseen, ignoredCount } = result;
  return {
    update: {
      file: path,
      created: isNew,
      systems,
      dependencies: calls.map(({ from, to, kind }) => ({ from, to, kind: kind.word })),
    },
    unseen: unseen.map(unseenRecord),
    uncalled: uncalled.map(uncalledRecord),
    ignored: ignoredCount,
  };
}

export function updateLines(result: UpdateResult, context: RenderContext): readonly Line[] {
  const { path, systems, calls, uncalled, unseen } = result;
  const added = [
    ...(systems.length === 0 ? [] : [counted(systems.length, 'system')]),
    ...(calls.length === 0 ? [] : [counted(calls.length, 'dependency', 'dependencies')]),
  ].join(' and ');
  const text = added === '' ? 'nothing is new' : `${added} added, marked \`${mark}\``;
  const calledText = calls.map(({ from, to }) => words(context, `${from} → ${to}`));
  return [
    ...hanging(context, [{ text: `${signsOf(context).pass} `, paint: 'green' }], {
      text: words(context, `${path}: ${text}`),
    }),
    ...(systems.length === 0
      ? []
      : listed(
          context,
          [{ text: '  systems       ', paint: 'dim' }],
          systems.map((id) => words(context, id)),
        )),
    ...(calls.length === 0
      ? []
      : listed(context, [{ text: '  dependencies  ', paint: 'dim' }], calledText)),
    ...uncalledLines(context, uncalled),
    ...unseenLines(context, unseen),
    [],
    ...nextLines(context, [
      `tower validate${result.root === undefined ? '' : ` --root ${asArgument(result.root)}`}`,
    ]),
  ];
}
