import { compareText } from '../model/order.ts';
import { agrees, agreesAll, alike } from './agree.ts';
import { flowText } from './flow-text.ts';
import { rowsOf } from './rows.ts';
import type { Moment } from './run.ts';
import type { About, Expectation, Fields, FieldValue } from './scenario.ts';

/** How an expectation was not met. */
export interface Mismatch {
  /** What was looked at: ``health of `web` ``. */
  readonly about: string;
  readonly expected: readonly string[];
  readonly received: readonly string[];
  /** Systems that it is about, the most important first. */
  readonly systems: readonly string[];
  /** What to write to expect what was received; none where that cannot be said by other values. */
  readonly rewrites: readonly Rewrite[];
}

/** A value in the place of the one at a path of the file. */
export interface Rewrite {
  readonly path: Expectation['path'];
  readonly value: FieldValue | readonly Fields[];
}

/** Rows that are shown where none was expected, or none is alike. */
const rowsMax = 5;

/** How an expectation is not met at its instant; undefined where it is. */
export function mismatchOf(expectation: Expectation, moment: Moment): Mismatch | undefined {
  const mismatch = mismatchIn(expectation, moment);
  return mismatch === undefined || !expectation.negated ? mismatch : { ...mismatch, rewrites: [] };
}

function mismatchIn({ about, negated, path }: Expectation, moment: Moment): Mismatch | undefined {
  switch (about.kind) {
    case 'value':
      return valueMismatch(about, negated, path, moment);
    case 'contains':
      return containsMismatch(about, negated, path, moment);
    case 'none':
      return noneMismatch(about, path, moment);
    case 'suppression':
      return suppressionMismatch(about, negated, path, moment);
    case 'history':
      return historyMismatch(about, path, moment);
  }
}

type Of<K extends About['kind']> = Extract<About, { readonly kind: K }>;

function valueMismatch(
  { of, id, expected }: Of<'value'>,
  negated: boolean,
  path: Expectation['path'],
  moment: Moment,
): Mismatch | undefined {
  const received = standingOf(of, id, moment);
  if ((received === expected) !== negated) {
    return undefined;
  }
  return {
    about: of === 'overall' ? 'overall' : `${of} of \`${id}\``,
    expected: [expected],
    received: [received ?? 'none'],
    systems: id === '' ? [] : membersOf(id, moment),
    rewrites: received === undefined ? [] : [{ path, value: received }],
  };
}

function standingOf(of: Of<'value'>['of'], id: string, { report }: Moment): string | undefined {
  switch (of) {
    case 'overall':
      return report.overall.status;
    case 'health':
      return [...report.systems, ...report.groups].find((one) => one.id === id)?.status;
    case 'escalation':
      return (
        report.incidents.find(({ root, state }) => root === id && state === 'open') ??
        report.incidents.find(({ root }) => root === id)
      )?.escalation?.level;
  }
}

/** A system itself; of a group, its members. */
function membersOf(id: string, { model }: Moment): readonly string[] {
  return model.groupById.get(id)?.members ?? [id];
}

function containsMismatch(
  { of, item }: Of<'contains'>,
  negated: boolean,
  path: Expectation['path'],
  moment: Moment,
): Mismatch | undefined {
  const rows = rowsOf(of, moment);
  const found = rows.filter((row) => agreesAll(item, row));
  if (found.length > 0 !== negated) {
    return undefined;
  }
  const keys = Object.keys(item);
  const near = negated ? found : alike(item, rows);
  const shown = near.length > 0 ? near : rows;
  const [nearest] = near;
  return {
    about: of,
    expected: [flowText(item)],
    received: sayRows(shown.map((row) => part(row, keys))),
    systems: systemsIn([item]),
    rewrites: nearest === undefined ? [] : rewritesOf(item, nearest, path),
  };
}

/** The values of an object that have to be others. One that the received object does not have cannot be rewritten. */
function rewritesOf(item: Fields, row: Fields, path: Expectation['path']): readonly Rewrite[] {
  const wrong = Object.entries(item).filter(([key, value]) => !agrees(value, row[key]));
  const rewrites = wrong.flatMap(([key, value]): readonly Rewrite[] => {
    const received = row[key];
    return received === undefined ? [] : [{ path: [...path, key], value: inForm(value, received) }];
  });
  return rewrites.length === wrong.length ? rewrites : [];
}

/** A value in the form in which the author says such a value: how many, whether any, which. */
function inForm(written: FieldValue, received: FieldValue): FieldValue {
  if (typeof received !== 'object') {
    return received;
  }
  switch (typeof written) {
    case 'number':
      return received.length;
    case 'boolean':
      return received.length > 0;
    case 'string':
      // One name, or none: a single key takes no list.
      return received.length === 1 ? (received[0] ?? false) : received.length > 0 && received;
    default:
      return received;
  }
}

function noneMismatch(
  { of }: Of<'none'>,
  path: Expectation['path'],
  moment: Moment,
): Mismatch | undefined {
  const rows = rowsOf(of, moment).filter((row) => row['outcome'] !== 'allowed');
  if (rows.length === 0) {
    return undefined;
  }
  const brief = rows.map((row) => part(row, briefKeys[of]));
  return {
    about: of,
    expected: ['none'],
    received: sayRows(brief),
    systems: systemsIn(rows),
    rewrites: [{ path, value: brief }],
  };
}

/** What tells one object of a list from the others. */
const briefKeys: Readonly<Record<Of<'none'>['of'], readonly string[]>> = {
  alerts: ['system', 'signal', 'severity', 'state'],
  incidents: ['root', 'priority', 'state'],
  decisions: ['policy', 'subject', 'outcome'],
  findings: ['rule', 'subject', 'severity'],
  notified: ['channel', 'reason', 'root'],
};

function suppressionMismatch(
  { system, signal, reasons }: Of<'suppression'>,
  negated: boolean,
  path: Expectation['path'],
  moment: Moment,
): Mismatch | undefined {
  const rows = rowsOf('alerts', moment).filter(
    (row) => row['system'] === system && (signal === undefined || row['signal'] === signal),
  );
  const isSo = (words: readonly string[]): boolean =>
    rows.some((row) => agrees(words, row['suppressedBy']));
  const isMet = negated
    ? reasons.length === 0
      ? !isSo([])
      : reasons.every((reason) => !isSo([reason]))
    : rows.length > 0 && rows.every((row) => agrees(reasons, row['suppressedBy']));
  if (isMet) {
    return undefined;
  }
  const [first] = rows;
  const received = first?.['suppressedBy'];
  return {
    about: `suppression of \`${signal === undefined ? system : `${system}.${signal}`}\``,
    expected: [flowText(reasons)],
    received:
      first === undefined
        ? ['there is no such alert']
        : sayRows(rows.map((row) => part(row, ['signal', 'suppressedBy']))),
    systems: [system],
    rewrites: received === undefined ? [] : [{ path, value: received }],
  };
}

function historyMismatch(
  { items }: Of<'history'>,
  path: Expectation['path'],
  moment: Moment,
): Mismatch | undefined {
  const rows = rowsOf('notified', moment);
  const isSame =
    rows.length === items.length &&
    items.every((item, index) => agreesAll(item, rows[index] ?? {}));
  if (isSame) {
    return undefined;
  }
  const keys = [...new Set(['channel', ...items.flatMap((item) => Object.keys(item))])];
  const isPlain = keys.length === 1;
  const say = (all: readonly Fields[]): FieldValue | readonly Fields[] =>
    isPlain ? all.map((row) => String(row['channel'])) : all.map((row) => written(part(row, keys)));
  return {
    about: 'notified',
    expected: [flowText(say(items))],
    received: [flowText(say(rows))],
    systems: [
      ...new Set([...systemsIn(rows), ...moment.report.incidents.map(({ root }) => root)]),
    ].sort(compareText),
    rewrites: [{ path, value: say(rows) }],
  };
}

/** A notification as it is expected: of its reasons and roots the first. */
function written(row: Fields): Fields {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key,
      typeof value === 'object' ? (value[0] ?? '') : value,
    ]),
  );
}

function part(row: Fields, keys: readonly string[]): Fields {
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value = row[key];
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

function sayRows(rows: readonly Fields[]): readonly string[] {
  const lines = [...new Set(rows.map((row) => flowText(row)))];
  const more = lines.length - rowsMax;
  return lines.length === 0
    ? ['none']
    : [...lines.slice(0, rowsMax), ...(more > 0 ? [`… and ${more} more`] : [])];
}

/** The systems that objects name, each once. */
function systemsIn(rows: readonly Fields[]): readonly string[] {
  const words = rows.flatMap((row) => [row['system'], row['root'], row['subject']].flat());
  return [...new Set(words.filter((word) => typeof word === 'string'))];
}
