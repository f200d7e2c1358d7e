import fc from 'fast-check';
import { expect, test } from 'vitest';
import { load } from '../../src/config/load.ts';
import { newLoader } from '../../src/config/loader.ts';
import { asData, filesOf, texts } from './loaded-data.ts';

/** Words that stand for others after an edit: they change what other files come to. */
const swaps: readonly (readonly [string, string])[] = [
  ['timeout: 5s', 'timeout: 1ms'],
  ['weight: 1.2', 'weight: 3'],
  ['propagates: false', 'propagates: true'],
  ['shadow:', 'mirror:'],
  ['gpu: { type', 'tpu: { type'],
  ['zones: [a, b]', 'zones: [b]'],
  ['values: [good, fair, bad]', 'values: [good, bad]'],
  ['max: 1 }', 'max: 0.85 }'],
  ['owner: shop, region', 'owner: data, region'],
  ['labels: { tier: front } }\nsystems', 'labels: { tier: back } }\nsystems'],
  ['members: [db, db-spare]', 'members: [db, cache]'],
  ['stores: {', 'shelves: {'],
  ['stores', 'shelves'],
  ['  db:', '  database:'],
  ['  cache:\n', '  web:\n'],
  ['warn: 0.9', 'warn: 0.7'],
  ['match: { owner: data, type: cache }', 'match: { labels: { tier: back } }'],
  ['required: true', 'required: false'],
  ['extends: service', 'extends: servce'],
  ['systems:', 'systems: ['],
  ['type: cache', 'typ: cache'],
  ['retries: 2', 'retries: many'],
  ['routes:', 'routs:'],
];

type Edit =
  | { readonly kind: 'swap'; readonly swap: number }
  | { readonly kind: 'drop' | 'restore' | 'remove'; readonly file: number; readonly line: number }
  | { readonly kind: 'copy'; readonly file: number; readonly line: number; readonly to: number };

const paths = Object.keys(texts);
const file = fc.nat(paths.length - 1);
const line = fc.nat(24);
const edit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('swap' as const), swap: fc.nat(swaps.length - 1) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('drop' as const, 'restore' as const, 'remove' as const),
      file,
      line,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('copy' as const), file, line, to: file }) },
);

/** The texts after an edit. */
function edited(before: ReadonlyMap<string, string>, change: Edit): ReadonlyMap<string, string> {
  if (change.kind === 'swap') {
    const [one = '', other = ''] = swaps[change.swap] ?? [];
    const swapped = (text: string): string =>
      text.includes(one) ? text.replaceAll(one, other) : text.replaceAll(other, one);
    return new Map([...before].map(([path, text]) => [path, swapped(text)]));
  }
  const after = new Map(before);
  const path = paths[change.file] ?? '';
  const rows = (before.get(path) ?? '').split('\n');
  if (change.kind === 'copy') {
    const target = paths[change.to] ?? '';
    return after.set(target, `${before.get(target) ?? ''}${rows[change.line] ?? ''}\n`);
  }
  after.delete(path);
  if (change.kind === 'drop') {
    after.set(path, rows.toSpliced(change.line, 1).join('\n'));
  } else if (change.kind === 'restore') {
    after.set(path, texts[path] ?? '');
  }
  return after;
}

test('after any edits a loader gives what loading from nothing gives', () => {
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 8 }), (edits) => {
      const loader = newLoader();
      let now: ReadonlyMap<string, string> = new Map(Object.entries(texts));
      expect(asData(loader.load(filesOf(now)))).toEqual(asData(load(filesOf(now))));
      for (const change of edits) {
        now = edited(now, change);
        expect(asData(loader.load(filesOf(now)))).toEqual(asData(load(filesOf(now))));
      }
    }),
    { numRuns: 50 },
  );
});

test.each(swaps.map(([one, other], swap) => ({ one, other, swap })))(
  'from `$one` to `$other` and back a loader gives what loading from nothing gives',
  ({ swap }) => {
    const loader = newLoader();
    const base = new Map(Object.entries(texts));
    for (const now of [base, edited(base, { kind: 'swap', swap }), base]) {
      expect(asData(loader.load(filesOf(now)))).toEqual(asData(load(filesOf(now))));
    }
  },
);

test('the configuration that edits begin with is free of errors, so that they begin from a model', () => {
  const { model, diagnostics } = newLoader().load(filesOf(new Map(Object.entries(texts))));
  expect(model?.systems.map(({ id }) => id)).toEqual(['api', 'cache', 'db', 'db-spare', 'web']);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('what an edit does not concern is the same object in the next model', () => {
  const loader = newLoader();
  const before = loader.load(filesOf(new Map(Object.entries(texts)))).model;
  const changed = new Map(Object.entries(texts)).set(
    'topology/a.yaml',
    (texts['topology/a.yaml'] ?? '').replace('warn: 200', 'warn: 250'),
  );
  const after = loader.load(filesOf(changed)).model;
  const same = after?.systems.filter((system) => before?.systemById.get(system.id) === system);
  expect(same?.map(({ id }) => id)).toEqual(['cache', 'db', 'db-spare']);
});

test('a path that is given twice is two files, whatever was loaded before', () => {
  const twice = [...filesOf(new Map([['a.yaml', texts['topology/b.yaml'] ?? '']]))];
  const files = [...twice, ...twice.map((one) => ({ ...one }))];
  const loader = newLoader();
  loader.load(twice);
  expect(asData(loader.load(files))).toEqual(asData(load(files.map((one) => ({ ...one })))));
});
