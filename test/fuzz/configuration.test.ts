import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkUtf8, textOf } from '../../src/adapters/utf8.ts';
import { load } from '../../src/config/load.ts';
import { inclusionOf } from '../../src/config/project.ts';
import { readSource } from '../../src/config/source.ts';
import { catalogue } from '../../src/model/catalogue.ts';
import type { SourceFile } from '../../src/model/diagnostic.ts';
import { filesOf } from '../config/fixture.ts';
import { exampleFiles } from '../examples/project.ts';
import { expectSound, faultsOf, renderAll } from './invariants.ts';
import { mutated, mutations } from './mutation.ts';
import { runs } from './seed.ts';
import { swapped, swaps, written } from './swap.ts';

const folder = join(import.meta.dirname, '../fixtures/diagnostics');
const fixtures = readdirSync(folder)
  .sort()
  .map((name) => filesOf(readFileSync(join(folder, name), 'utf8')));
const examples = Object.entries(catalogue)
  .filter(([code]) => !/^(batch|state)\//.test(code))
  .map(([, { example }]) => filesOf(example));
const tree = exampleFiles();

/** One of several lists of files, and which of its files is changed. */
function changing(bases: readonly (readonly SourceFile[])[]): fc.Arbitrary<readonly SourceFile[]> {
  return fc
    .record({ base: fc.constantFrom(...bases), file: fc.nat(20), by: mutations })
    .map(({ base, file, by }) =>
      base.map((own, index) =>
        index === file % base.length ? { ...own, text: mutated(own.text, by) } : own,
      ),
    );
}

test('whatever is changed in a small configuration, it loads or is told why not', () => {
  fc.assert(fc.property(changing([...fixtures, ...examples]), expectSound), runs(700));
});

test('whatever is changed in the example, it loads or is told why not', () => {
  fc.assert(fc.property(changing([tree]), expectSound), runs(25));
});

/** Files whose data can be changed: those that are YAML. */
const data = [...fixtures, ...examples, tree].flatMap((files) =>
  files.flatMap((file) => {
    const { source } = readSource(file);
    return source === undefined || source.value === null
      ? []
      : [{ files, file, value: source.value }];
  }),
);

test('whatever values and keys are swapped, a configuration loads or is told why not', () => {
  fc.assert(
    fc.property(fc.constantFrom(...data), swaps, ({ files, file, value }, by) => {
      const text = `${written(swapped(value, by))}\n`;
      expectSound(files.map((own) => (own === file ? { ...own, text } : own)));
    }),
    runs(200),
  );
});

test('a file may end anywhere', () => {
  const text = fixtures
    .flatMap((files) => files.map((file) => file.text))
    .sort((a, b) => a.length - b.length)
    .findLast(({ length }) => length < 1_500);
  const ends = Array.from({ length: (text ?? '').length + 1 }, (_, end) => end);
  const wrong = ends.flatMap((end) => {
    const files = [{ path: 'topology/main.yaml', text: (text ?? '').slice(0, end) }];
    return faultsOf(files, load(files).diagnostics);
  });
  expect([ends.length > 500, wrong]).toEqual([true, []]);
});

test('bytes that are no text are told, and what is text is loaded', () => {
  const bytes = Buffer.from(tree.map(({ text }) => text).join('\n'));
  fc.assert(
    fc.property(
      fc.nat(bytes.length - 1_000),
      fc.array(fc.tuple(fc.nat(999), fc.nat(255)), { maxLength: 4 }),
      (start, flips) => {
        const part = Uint8Array.from(bytes.subarray(start, start + 1_000));
        for (const [at, value] of flips) {
          part[at] = value;
        }
        const { file: read, diagnostic } = checkUtf8(part, 'a.yaml');
        if (read === undefined) {
          const text = new TextDecoder().decode(part);
          expect(faultsOf([{ path: 'a.yaml', text }], [diagnostic])).toEqual([]);
        } else {
          expectSound([textOf(read)]);
        }
      },
    ),
    runs(200),
  );
});

/** Names that every object answers to. */
const inherited = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];

test.each(inherited)('%s may stand wherever a name stands', (name) => {
  const sections = [
    'config',
    'defaults',
    'types',
    'catalog',
    'regions',
    'signals',
    'resources',
    'systems',
    'groups',
    'thresholds',
    'conditions',
    'policies',
    'maintenance',
    'waivers',
  ];
  for (const section of sections) {
    for (const value of ['{}', 'x', '{ type: service }', `{ ${name}: { ${name}: 1 } }`]) {
      expectSound([{ path: 'tower.yaml', text: `tower: v1\n${section}: { ${name}: ${value} }\n` }]);
    }
  }
  for (const line of [
    `systems: { web: { type: ${name} } }`,
    `systems: { web: { type: service, dependsOn: { ${name}: ${name} } } }`,
    `systems: { web: { type: service, labels: { ${name}: ${name} }, uses: { ${name}: { request: 1 } } } }`,
    `systems: { web: { type: service } }\nthresholds: { a: { match: { labels: { ${name}: x } }, signal: ${name}, warn: 1 } }`,
    `policies: { a: { enforcement: hard, scope: system, message: "{{ ${name}.x }}", require: { fact: ${name}, path: $.${name}, operator: ${name}, value: 1 } } }`,
    `policies: { a: { enforcement: hard, scope: system, message: x, require: { condition: ${name} } } }`,
    `targets: [${name}]`,
    `${name}: {}`,
  ]) {
    expectSound([{ path: 'tower.yaml', text: `tower: v1\n${line}\n` }]);
  }
});

/** Texts that are large in one way, in full and cut off. */
const heavy: readonly (readonly [string, string])[] = [
  ['blank lines', '\n'.repeat(100_000)],
  ['blanks', ' '.repeat(1_000_000)],
  ['comments', '#\n'.repeat(50_000)],
  ['a comment of a million signs', `# ${'x'.repeat(1_000_000)}`],
  ['a value of a million signs', `config: { name: ${'x'.repeat(1_000_000)} }`],
  [
    'a number of a million digits',
    `systems: { web: { type: service, replicas: ${'1'.repeat(1_000_000)} } }`,
  ],
  ['a quoted value of a million signs', `config: { name: "${'é'.repeat(1_000_000)}" }`],
  ['a quote that is never closed', `config: { name: "${'x'.repeat(1_000_000)}`],
  ['escapes that are none', `config: { name: "${'\\q'.repeat(200_000)}" }`],
  ['a key of a million signs', `${'x'.repeat(1_000_000)}: 1`],
  ['a text of many lines', `config:\n  name: |\n${'    x\n'.repeat(100_000)}`],
  ['open brackets', '['.repeat(1_000_000)],
  ['open brackets of a value', `targets: ${'['.repeat(1_000_000)}`],
  ['closing brackets', `targets: ${']'.repeat(1_000_000)}`],
  ['dashes', '- '.repeat(300_000)],
  ['question marks', '? '.repeat(300_000)],
  ['colons', ': '.repeat(300_000)],
  ['directives', '%A\n'.repeat(100_000)],
  ['documents', 'a: 1\n---\n'.repeat(50_000)],
  ['tags', `targets: [${'!a x,'.repeat(50_000)}]`],
  ['anchors', `targets: [${'&a x,'.repeat(20_000)}]`],
  ['aliases of nothing', `targets: [${'*a ,'.repeat(20_000)}]`],
  ['numbers for names', `targets: [${'1,'.repeat(20_000)}]`],
  ['unknown keys', Array.from({ length: 5_000 }, (_, i) => `k${i}: 1\n`).join('')],
  [
    'unknown names',
    `systems:\n${Array.from({ length: 2_000 }, (_, i) => `  s${i}: { type: service, dependsOn: { t${i}: hard } }\n`).join('')}`,
  ],
  [
    'a group of thousands that thousands call',
    `systems:\n${Array.from({ length: 1_500 }, (_, i) => `  s${i}: { type: service, dependsOn: { all: { kind: soft, timeout: 1s }, s${(i + 1) % 1_500}: { kind: soft, timeout: 1h, retries: 3 } } }\n`).join('')}groups: { all: { need: 1, members: [${Array.from({ length: 1_500 }, (_, i) => `s${i}`).join(', ')}] } }`,
  ],
  [
    'a circle of thousands',
    `systems:\n${Array.from({ length: 1_500 }, (_, i) => `  s${i}: { type: service, dependsOn: { s${(i + 1) % 1_500}: hard } }\n`).join('')}`,
  ],
  [
    'thresholds that override each other',
    `systems: { web: { type: service } }\nthresholds:\n${Array.from({ length: 2_000 }, (_, i) => `  t${i}: { match: { type: service }, signal: latency, warn: 1, overrides: [t${(i + 1) % 2_000}] }\n`).join('')}`,
  ],
  [
    'a condition of thousands',
    `conditions: { a: { any: [${'{ fact: system, path: $.x, operator: equal, value: 1 },'.repeat(5_000)}] } }`,
  ],
];

test.each(heavy)('%s are told, or loaded', (_name, text) => {
  const files = [{ path: 'tower.yaml', text: `tower: v1\n${text}` }];
  const { diagnostics } = load(files);
  expect(diagnostics.length).toBeLessThanOrEqual(10_001);
  expect(faultsOf(files, diagnostics.slice(0, 50))).toEqual([]);
  renderAll(files, diagnostics.slice(0, 50));
});

test('patterns of files are chosen or told, whatever they are', () => {
  const root = 'tower: v1\nconfig: { include: ["topology/**/*.yaml", "a?/*.yaml"] }\n';
  fc.assert(
    fc.property(mutations, (by) => {
      const text = mutated(root, by);
      const file = { path: 'tower.yaml', text };
      const { diagnostics } = inclusionOf(file).choose(['topology/a/b.yaml', 'ab/c.yaml']);
      expect(faultsOf([file], diagnostics)).toEqual([]);
    }),
    runs(300),
  );
});
