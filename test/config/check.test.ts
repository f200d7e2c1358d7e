import fc from 'fast-check';
import { expect, test } from 'vitest';
import { check } from '../../src/config/check.ts';
import type { Validator } from '../../src/config/schema-error.ts';
import { batchValidator, stateValidator, towerValidator } from '../../src/config/validators.ts';
import { sayLocation } from '../../src/model/location.ts';
import { sourceOf } from './source-of.ts';

function told(text: string, validator?: Validator): readonly string[] {
  return check(sourceOf(text), validator).map(
    ({ at, code, message, help }) =>
      `${sayLocation(at)} ${code} ${message}${help === undefined ? '' : ` | ${help}`}`,
  );
}

test('a file that is as its schema says has no faults, and neither has an empty one', () => {
  expect([told('tower: v1\nsystems: { web: { type: service } }'), told('# nothing')]).toEqual([
    [],
    [],
  ]);
});

test('a batch is checked by its own schema', () => {
  const batch = `{
  "at": "yesterday",
  "signals": { "web": { "latency": [] } },
  "checks": [{ "system": 1, "status": "well" }, { "sytem": "db", "status": "healthy" }],
  "tower": "v1"
}`;
  expect(told(batch, batchValidator)).toEqual([
    'a.yaml:2:9 schema/bad-format `at` cannot be `yesterday` | an instant is RFC 3339, such as 2026-11-21T14:52:15Z',
    'a.yaml:3:36 schema/wrong-type `latency` must be a number, a text or `null`, not a list',
    'a.yaml:4:26 schema/wrong-type `system` must be a text, not the number `1` | put it in quotes: `"1"`',
    'a.yaml:4:39 schema/bad-value `status` cannot be `well` | known: `degraded`, `healthy`, `offline`, `unhealthy`, `unknown`',
    'a.yaml:4:51 schema/unknown-key unknown key `sytem` | did you mean `system`?',
    'a.yaml:5:3 schema/unknown-key unknown key `tower` | known: `acknowledgements`, `heartbeats`, `observed`, `silences`',
  ]);
});

test('a sample in the list form of a batch is told like any other part', () => {
  expect(
    told('{ "at": "2026-11-21T14:52:15Z", "signals": [{ "system": "web" }] }', batchValidator),
  ).toEqual([
    'a.yaml:1:45 schema/missing-key item 1 of `signals` has no `signal` and no `value` | add `signal` and `value`',
  ]);
});

test('a batch without an instant is told at its first key', () => {
  expect(told('{ "signals": {} }', batchValidator)).toEqual([
    'a.yaml:1:3 schema/missing-key the document has no `at` | add `at`',
  ]);
});

test('a state is checked by its own schema', () => {
  expect(
    told(
      '{ "schemaVersion": 3, "name": "x", "revision": "y", "at": 1.5, "systems": {} }',
      stateValidator,
    ),
  ).toEqual([
    'a.yaml:1:20 schema/bad-value `schemaVersion` cannot be the number `3` | known: `1`',
    'a.yaml:1:59 schema/wrong-type `at` must be a whole number, not the number `1.5`',
  ]);
});

/** A validator that finds one error at the top of whatever it is given. */
function refusing(keyword: string, params: Readonly<Record<string, unknown>>): Validator {
  const validator: Validator = (value) => {
    validator.errors = [
      {
        keyword,
        params,
        instancePath: '/items',
        schemaPath: `#/${keyword}`,
        data: (value as { readonly items: unknown }).items,
      },
    ];
    return false;
  };
  return validator;
}

test.each([
  [
    'maxItems',
    { limit: 1 },
    'items: [a, b]',
    'schema/out-of-range `items` has 2 items; at most 1 are allowed',
  ],
  [
    'maxProperties',
    { limit: 1 },
    'items: { a: 1, b: 2 }',
    'schema/out-of-range `items` has 2 keys; at most 1 are allowed',
  ],
  [
    'multipleOf',
    { multipleOf: 5 },
    'items: 7',
    'schema/out-of-range `items` must be a multiple of 5, not `7`',
  ],
  [
    'exclusiveMaximum',
    { limit: 5 },
    'items: 5',
    'schema/out-of-range `items` must be less than 5, not `5`',
  ],
  [
    'minLength',
    { limit: 3 },
    'items: ab',
    'schema/out-of-range `items` needs at least 3 characters and has 2',
  ],
  ['contains', {}, 'items: ab', 'schema/out-of-range `items` cannot be `ab`'],
])('a schema may also say %s', (keyword, params, text, expected) => {
  expect(told(text, refusing(keyword, params))).toEqual([`a.yaml:1:8 ${expected}`]);
});

test('what an anchor holds is told once, with its own place', () => {
  const text = 'tower: v1\nsystems:\n  a: &a { type: service, replicas: -1 }\n  b: *a\n  c: *a\n';
  expect(told(text)).toEqual([
    'a.yaml:3:36 schema/out-of-range `replicas` must be at least 0, not `-1`',
  ]);
});

test('numbers with two decimals have two decimals, whatever they are in binary', () => {
  const weights = [0.01, 0.07, 0.29, 0.57, 0.58, 1.1, 1.15, 2.3, 9.99];
  const types = weights.map((weight, index) => `  t${index}: { weight: ${weight} }`).join('\n');
  expect(told(`tower: v1\ntypes:\n${types}\n`)).toEqual([]);
});

test.each([
  ['2', 'the number `2`'],
  ['', 'nothing'],
  ['[v1]', 'a list'],
  ['{ toString: 1 }', 'a map'],
  ['v1.0', '`tower: v1.0`'],
])('`tower: %s` is another version', (written, found) => {
  const [fault] = check(sourceOf(`tower: ${written}\nsystems: {}\n`));
  expect([fault?.code, fault?.message]).toEqual([
    'schema/version',
    `this version of Tower reads \`tower: v1\`, not ${found}`,
  ]);
});

test('the length of a text is counted in characters', () => {
  expect(told(`tower: v1\nconfig: { name: ${'🗼'.repeat(121)} }\n`)).toEqual([
    'a.yaml:2:17 schema/out-of-range `name` has 121 characters; at most 120 are allowed',
  ]);
});

test('long words of the author are cut', () => {
  const [message = ''] = told(`tower: v1\n${'k'.repeat(500)}: 1\n`);
  expect(message).toContain(`unknown key \`${'k'.repeat(59)}…\``);
});

test('an unknown key is a fault of the map that it stands in', () => {
  const [fault] = check(sourceOf('tower: v1\nsystems:\n  web: { type: service, typ: x }\n'));
  expect(fault?.at).toEqual({
    file: 'a.yaml',
    line: 3,
    column: 25,
    endLine: 3,
    endColumn: 28,
    path: '$.systems.web',
  });
});

const valid = {
  tower: 'v1',
  config: { name: 'shop', waivers: { maxDays: 90 } },
  systems: {
    web: {
      type: 'service',
      replicas: 2,
      labels: { tier: 'front' },
      dependsOn: { db: 'hard', cache: { kind: 'soft', timeout: '2s' } },
      probe: { tcp: { host: 'web.example', port: 443 } },
    },
  },
  groups: { all: { members: ['web', 'db'], need: 1 } },
  thresholds: {
    slow: { match: { type: ['service'] }, signal: 'latency', warn: 200, critical: { at: 400 } },
  },
  policies: {
    replicated: {
      enforcement: 'warn',
      scope: 'system',
      require: { all: [{ not: { fact: 'system', operator: 'equal', value: 1 } }] },
      message: 'm',
    },
  },
};

/** A copy in which one value is replaced, removed or joined by another; `steps` choose the way to it. */
function changed(value: unknown, steps: readonly number[], other: unknown): unknown {
  const [step = 0, ...rest] = steps;
  if (typeof value !== 'object' || value === null || steps.length === 0) {
    return other;
  }
  if (Array.isArray(value)) {
    const index = step % (value.length + 1);
    return value.toSpliced(index, 1, changed(value[index], rest, other));
  }
  const entries = Object.entries(value);
  const index = step % (entries.length + 1);
  const [key, inner] = entries[index] ?? ['extra', undefined];
  const replaced: unknown = changed(inner, rest, other);
  const kept = entries.filter(([name]) => name !== key);
  return Object.fromEntries(replaced === undefined ? kept : [...kept, [key, replaced]]);
}

test('whatever the validator refuses is told, inside of the file, and nothing else is', () => {
  const others = fc.oneof(
    fc.constant(undefined),
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom(
      '',
      'v2',
      -1,
      0.001,
      {},
      [],
      ['a', 'a'],
      { all: [] },
      { kind: 1 },
      { at: true },
    ),
  );
  fc.assert(
    fc.property(fc.array(fc.nat(20), { minLength: 1, maxLength: 6 }), others, (steps, other) => {
      const value = changed(valid, steps, other);
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        return;
      }
      const text = JSON.stringify(value, undefined, 1);
      const found = check(sourceOf(text));
      const lines = text.split('\n');
      const isInside = found.every(
        ({ at }) =>
          at.line <= at.endLine &&
          at.column >= 1 &&
          at.endColumn <= (lines[at.endLine - 1] ?? '').length + 1,
      );
      expect([found.length > 0, isInside]).toEqual([!towerValidator(value), true]);
    }),
    { numRuns: 2000 },
  );
});

test('a fault at any level of a condition is told once', () => {
  const condition = (inner: string): string =>
    `{ all: [{ any: [{ not: ${inner} }, { condition: c }] }] }`;
  const policy = (inner: string): string =>
    `tower: v1\npolicies:\n  p: { enforcement: warn, scope: system, message: m, require: ${condition(inner)} }\n`;
  expect([told(policy('{ fact: system, operator: equal, vaule: 1 }')), told(policy('5'))]).toEqual([
    ['a.yaml:3:119 schema/unknown-key unknown key `vaule` | did you mean `value`?'],
    ['a.yaml:3:86 schema/wrong-type `not` must be a map, not the number `5`'],
  ]);
});

test('a list of unique ids is compared by a table', () => {
  // Each with each, 200,000 ids would take longer than a test may.
  const members = Array.from({ length: 200_000 }, (_, index) => `m${index}`);
  const groups = { all: { need: 1, members } };
  expect(towerValidator({ tower: 'v1', groups })).toBe(true);
  expect(
    towerValidator({ tower: 'v1', groups: { all: { need: 1, members: [...members, 'm0'] } } }),
  ).toBe(false);
});

/** Systems with two mistakes each. */
function mistaken(count: number): string {
  const systems = Array.from(
    { length: count },
    (_, index) => `  s${index}: { tpye: service, replicas: -1 }`,
  );
  return `tower: v1\nsystems:\n${systems.join('\n')}\n`;
}

test('many faults cost little more than many values', () => {
  expect(told(mistaken(500))).toHaveLength(1000);
});

test('the mistakes of 1,000 parts of a file are told, and that there are others', () => {
  const found = told(mistaken(5_000));
  expect(found).toHaveLength(1001);
  expect(found.at(-1)).toBe(
    'a.yaml:502:38 config/more-problems the file has more than 1,000 problems; the others are not told | mend these first',
  );
});
