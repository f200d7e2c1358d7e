import type { Known } from '../config/problems.ts';
import type { Path } from '../config/source.ts';
import type * as file from '../model/scenario.generated.ts';
import { type Context, instantAt, isNamed, placeIn } from './context.ts';
import type { Names } from './names.ts';
import type { About, Expectation, Fields, ListName } from './scenario.ts';

/** An expectation whose time may still be open: then it is the end of the scenario. */
export type Open = Omit<Expectation, 'at'> & { readonly at: number | undefined };

/** One entry under a key of an expectation: what it expects, and where it stands inside of that. */
interface Entry {
  readonly about: About;
  readonly keys: Path;
  readonly part?: 'key';
}

/** What is expected, one for each entry, in the order of the file. */
export function compileExpectations(
  context: Context,
  written: readonly file.Expectation[],
): readonly Open[] {
  return written.flatMap((expectation, index) => {
    const keys = ['expect', index];
    const { at: text, not, ...own } = expectation;
    const at = text === undefined ? undefined : instantAt(context, text, [...keys, 'at']);
    const isBadTime = text !== undefined && at === undefined;
    const found = [
      ...entriesOf(context, own, keys, false),
      ...(not === undefined ? [] : entriesOf(context, not, [...keys, 'not'], true)),
    ];
    if (expectedCount(own) + expectedCount(not ?? {}) === 0) {
      context.problems.tell(
        'scenario/expects-nothing',
        placeIn(context, keys),
        'this expectation expects nothing, and could never fail',
        { help: 'add `health`, `alerts`, `incidents`, `notified` or another key, or remove it' },
      );
    }
    return isBadTime ? [] : found.map((entry) => ({ ...entry, at }));
  });
}

/** How many things are written, known or not; `[]` is one, and an empty map is none. */
function expectedCount(written: object): number {
  return Object.values(written).filter(
    (value: unknown) =>
      typeof value !== 'object' ||
      value === null ||
      Array.isArray(value) ||
      Object.keys(value).length > 0,
  ).length;
}

function entriesOf(
  context: Context,
  written: file.Negation | Omit<file.Expectation, 'at' | 'not'>,
  keys: Path,
  negated: boolean,
): readonly Omit<Open, 'at'>[] {
  const entries: readonly Entry[] = [
    ...values(context, written, keys),
    ...lists(context, written, keys),
    ...suppressions(context, written.suppression, keys),
    ...histories(context, written.notified, keys, negated),
  ];
  return entries.map(({ about, keys: own, part }) => ({
    path: [...context.path, ...own],
    place: placeIn(context, own, part ?? 'value'),
    negated,
    about,
  }));
}

function values(
  context: Context,
  { health, overall, escalation }: file.Negation,
  keys: Path,
): readonly Entry[] {
  const { names } = context;
  const ofMap = (
    of: 'health' | 'escalation',
    map: Readonly<Record<string, string>> | undefined,
    ids: () => Known,
  ): readonly Entry[] =>
    Object.entries(map ?? {}).flatMap(([id, expected]): readonly Entry[] => {
      const own = [...keys, of, id];
      const isKnownId = isNamed(context, id, placeIn(context, own, 'key'), ids);
      const isLevel =
        of === 'health' || isNamed(context, expected, placeIn(context, own), names.level);
      return isKnownId && isLevel
        ? [{ about: { kind: 'value', of, id, expected }, keys: own, part: 'key' }]
        : [];
    });
  return [
    ...ofMap('health', health, names.node),
    ...(overall === undefined
      ? []
      : [
          {
            about: { kind: 'value', of: 'overall', id: '', expected: overall } as const,
            keys: [...keys, 'overall'],
          },
        ]),
    ...ofMap('escalation', escalation, names.system),
  ];
}

/** Which names the keys of an object hold; the others hold words that the schema knows. */
const nameOfKey: Readonly<Record<string, keyof Names>> = {
  system: 'system',
  root: 'system',
  symptoms: 'system',
  signal: 'signal',
  threshold: 'threshold',
  suppressedBy: 'reason',
  level: 'level',
  told: 'channel',
  channel: 'channel',
  policy: 'policy',
  rule: 'policy',
  subject: 'subject',
};

function lists(context: Context, written: file.Negation, keys: Path): readonly Entry[] {
  const { alerts, incidents, decisions, findings } = written;
  const all: Readonly<Record<Exclude<ListName, 'notified'>, readonly Fields[] | undefined>> = {
    alerts: alerts?.map(fieldsOf),
    incidents: incidents?.map(fieldsOf),
    decisions: decisions?.map(fieldsOf),
    findings: findings?.map(fieldsOf),
  };
  return (['alerts', 'incidents', 'decisions', 'findings'] as const).flatMap((of) => {
    const items = all[of];
    if (items === undefined) {
      return [];
    }
    return items.length === 0
      ? [{ about: { kind: 'none', of } as const, keys: [...keys, of] }]
      : items.flatMap((item, index) => containing(context, { of, item }, [...keys, of, index]));
  });
}

/** The keys of an object that say something. */
function fieldsOf(item: object): Fields {
  return Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined));
}

function containing(
  context: Context,
  { of, item }: { readonly of: ListName; readonly item: Fields },
  keys: Path,
): readonly Entry[] {
  return areNamed(context, item, keys) ? [{ about: { kind: 'contains', of, item }, keys }] : [];
}

/** Whether all names of an object are known; each that is not is told. */
function areNamed(context: Context, item: Fields, keys: Path): boolean {
  const unknown = Object.entries(item).flatMap(([key, value]) => {
    const known = Object.hasOwn(nameOfKey, key) ? nameOfKey[key] : undefined;
    return known === undefined
      ? []
      : wordsIn(value).filter(({ word, keys: own }) => {
          const at = placeIn(context, [...keys, key, ...own]);
          return !isFree(key, word) && !isNamed(context, word, at, context.names[known]);
        });
  });
  return unknown.length === 0;
}

function wordsIn(value: Fields[string]): readonly { readonly word: string; readonly keys: Path }[] {
  if (typeof value === 'string') {
    return [{ word: value, keys: [] }];
  }
  return typeof value === 'object' ? value.map((word, index) => ({ word, keys: [index] })) : [];
}

/** What is no name of the configuration: rules about waivers, and calls that were seen and are not declared. */
function isFree(key: string, word: string): boolean {
  return (
    (key === 'rule' && word.startsWith('waiver/')) || (key === 'subject' && word.includes('->'))
  );
}

function suppressions(
  context: Context,
  written: file.Negation['suppression'],
  keys: Path,
): readonly Entry[] {
  return Object.entries(written ?? {}).flatMap(([selection, value]): readonly Entry[] => {
    const own = [...keys, 'suppression', selection];
    const [system = '', signal] = selection.split('.');
    const reasons = typeof value === 'string' ? [value] : value;
    const at = placeIn(context, own, 'key');
    const isKnownSystem = isNamed(context, system, at, context.names.system);
    const isKnownSignal =
      signal === undefined || isNamed(context, signal, at, context.names.signal);
    const unknown = wordsIn(value).filter(
      ({ word, keys: place }) =>
        !isNamed(context, word, placeIn(context, [...own, ...place]), context.names.reason),
    );
    return isKnownSystem && isKnownSignal && unknown.length === 0
      ? [{ about: { kind: 'suppression', system, signal, reasons }, keys: own, part: 'key' }]
      : [];
  });
}

/** Who was told: the whole list is one expectation, and under `not` each entry is one. */
function histories(
  context: Context,
  written: file.Negation['notified'],
  keys: Path,
  negated: boolean,
): readonly Entry[] {
  if (written === undefined) {
    return [];
  }
  const own = [...keys, 'notified'];
  const { channel } = context.names;
  const items = written.map((telling, index) => {
    const isWord = typeof telling === 'string';
    const isKnownTelling = isWord
      ? isNamed(context, telling, placeIn(context, [...own, index]), channel)
      : areNamed(context, fieldsOf(telling), [...own, index]);
    return isKnownTelling ? (isWord ? { channel: telling } : fieldsOf(telling)) : undefined;
  });
  const known = items.filter((item) => item !== undefined);
  if (negated) {
    return items.flatMap((item, index) =>
      item === undefined
        ? []
        : [{ about: { kind: 'contains', of: 'notified', item }, keys: [...own, index] } as const],
    );
  }
  return known.length === items.length
    ? [{ about: { kind: 'history', items: known }, keys: own }]
    : [];
}
