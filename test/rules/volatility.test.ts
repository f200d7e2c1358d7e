import { expect, test } from 'vitest';
import type { Scope } from '../../src/model/model.ts';
import { compileCondition } from '../../src/rules/compile.ts';
import { factShapes } from '../../src/rules/fact-shapes.ts';
import { compileMessage } from '../../src/rules/message.ts';
import type { Shape } from '../../src/rules/shape.ts';
import { messageReads, volatilityOf } from '../../src/rules/volatility.ts';
import { compiled } from './facts.ts';

const leaf = (fact: string, path: string | undefined, params?: object): object => ({
  fact,
  ...(path === undefined ? {} : { path }),
  ...(params === undefined ? {} : { params }),
  operator: 'equal',
  value: 'x',
});

/** Of a rule with one comparison that is compiled for its scope, whatever it compares with. */
function volatility(scope: Scope, fact: string, path?: string, params?: object): string {
  const { compiled: rule } = compileCondition(
    { ...leaf(fact, path, params), operator: 'someFact:equal' },
    { facts: anyShape(scope), conditions: new Map() },
  );
  if (rule === undefined) {
    throw new Error('the rule is refused');
  }
  return volatilityOf(rule, scope);
}

/** The facts of a scope, without what their values look like. */
function anyShape(scope: Scope): ReturnType<typeof factShapes> {
  const facts = factShapes(scope, { signals: ['latency'], systems: ['db'] });
  return Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [name, { ...fact, shape: { kind: 'any' } }]),
  );
}

test.each<[string, Scope, string, string | undefined, object | undefined, string]>([
  ['what is declared', 'system', 'system', '$.replicas', undefined, 'static'],
  ['a label', 'system', 'system', "$.labels['cost center']", undefined, 'static'],
  ['its place in the graph', 'system', 'system', '$.dependents', undefined, 'static'],
  ['what it depends on', 'system', 'system', '$.dependsOn[*].kind', undefined, 'static'],
  ['its health', 'system', 'system', '$.status', undefined, 'own'],
  ['its health, quoted', 'system', 'system', "$['score']", undefined, 'own'],
  ['all of it', 'system', 'system', undefined, undefined, 'own'],
  ['any field of it', 'system', 'system', '$.*', undefined, 'own'],
  ['the health of another', 'system', 'system', '$.status', { id: 'db' }, 'wide'],
  ['what is declared of another', 'system', 'system', '$.replicas', { id: 'db' }, 'static'],
  ['all of another', 'repo', 'system', undefined, { id: 'db' }, 'wide'],
  ['the value of a signal', 'system', 'signal', '$.value', { name: 'latency' }, 'own'],
  ['how old it is', 'system', 'signal', '$.ageSeconds', { name: 'latency' }, 'wide'],
  ['whether it is stale', 'system', 'signal', '$.stale', { name: 'latency' }, 'wide'],
  ['a signal, whole', 'system', 'signal', undefined, { name: 'latency' }, 'wide'],
  [
    'the value of a signal of another',
    'system',
    'signal',
    '$.value',
    { name: 'latency', system: 'db' },
    'wide',
  ],
  [
    'a signal where a resource is judged',
    'resource',
    'signal',
    '$.value',
    { name: 'latency', system: 'db' },
    'wide',
  ],
  ['how a dependency is declared', 'dependency', 'dependency', '$.kind', undefined, 'static'],
  ['a side of it', 'dependency', 'dependency', '$.from.criticality', undefined, 'static'],
  ['the health of a side', 'dependency', 'dependency', '$.to.status', undefined, 'wide'],
  ['members that are up', 'dependency', 'dependency', '$.to.up', undefined, 'wide'],
  ['all of a side', 'dependency', 'dependency', '$.from.*', undefined, 'wide'],
  ['all of a dependency', 'dependency', 'dependency', undefined, undefined, 'wide'],
  ['a resource', 'resource', 'resource', '$.utilization', undefined, 'static'],
  ['how much is configured', 'repo', 'repo', '$.systems.count', undefined, 'static'],
  ['waivers, which run out', 'repo', 'repo', '$.waivers.active', undefined, 'wide'],
  ['the overall status', 'system', 'repo', '$.status', undefined, 'wide'],
  ['the whole', 'repo', 'repo', undefined, undefined, 'wide'],
])('%s, in scope %s', (_, scope, fact, path, params, expected) => {
  expect(volatility(scope, fact, path, params)).toBe(expected);
});

/** The fields of a fact that are of a volatility when they are looked at. */
function fieldsThatAre(expected: string, scope: Scope, fact: string, prefix = '$'): string[] {
  let shape: Shape | undefined = factShapes(scope, { signals: [] })[fact]?.shape;
  for (const name of prefix.split('.').slice(1)) {
    shape = shape?.kind === 'object' ? shape.fields[name] : undefined;
  }
  const names = shape?.kind === 'object' ? Object.keys(shape.fields) : [];
  return names.filter((name) => volatility(scope, fact, `${prefix}.${name}`) === expected);
}

test('only the health of a system and what was seen to run change while its configuration stays', () => {
  const health = [
    'status',
    'own',
    'observed',
    'score',
    'maintenance',
    'observedVersions',
    'versionDrift',
    'configDrift',
    'undeclaredDependencies',
    'uncalledDependencies',
  ];
  expect(fieldsThatAre('own', 'system', 'system')).toEqual(health);
  expect(fieldsThatAre('wide', 'system', 'system')).toEqual([]);
  expect(fieldsThatAre('wide', 'dependency', 'dependency', '$.from')).toEqual(health);
  expect(fieldsThatAre('wide', 'dependency', 'dependency', '$.to')).toEqual([...health, 'up']);
  expect(fieldsThatAre('wide', 'repo', 'repo')).toEqual(['waivers', 'status', 'score', 'coverage']);
});

test('a rule is as volatile as the most volatile thing that it looks at', () => {
  const own = { fact: 'system', fields: ['status'] };
  const declared = { fact: 'system', fields: ['replicas'] };
  const whole = { fact: 'repo', fields: ['score'] };
  expect(volatilityOf({ reads: [] }, 'system')).toBe('static');
  expect(volatilityOf({ reads: [declared, own] }, 'system')).toBe('own');
  expect(volatilityOf({ reads: [own, whole, declared] }, 'system')).toBe('wide');
  expect(volatilityOf({ reads: [{ fact: 'unheard of', fields: ['x'] }] }, 'system')).toBe('wide');
});

test('a rule looks at both sides of its comparisons and into the conditions that it refers to, each once', () => {
  const named = { small: { fact: 'count', operator: 'lessThan', value: 3 } };
  const { reads, about } = compiled(
    {
      any: [
        { fact: 'signal', params: { name: 'latency' }, operator: 'lessThan', value: 1 },
        { not: { condition: 'small' } },
        {
          fact: 'system',
          path: '$.groups[*].spare',
          operator: 'someFact:lessThan',
          value: { fact: 'system', path: '$.signals.latency' },
        },
        { condition: 'small' },
      ],
    },
    named,
  );
  expect(reads).toEqual([
    { fact: 'signal', params: { name: 'latency' }, fields: [] },
    { fact: 'count', fields: [] },
    { fact: 'system', fields: ['groups'] },
    { fact: 'system', fields: ['signals', 'latency'] },
  ]);
  expect(about).toBe('count');
});

test('a message looks at what its placeholders name', () => {
  const facts = factShapes('dependency', { signals: [] });
  const { parts, problems } = compileMessage(
    'from {{ dependency.from.id }} to {{ dependency.to.members[0] }}, {{ repo.status }}',
    facts,
  );
  expect(problems).toEqual([]);
  expect(messageReads(parts)).toEqual([
    { fact: 'dependency', fields: ['from', 'id'] },
    { fact: 'dependency', fields: ['to', 'members'] },
    { fact: 'repo', fields: ['status'] },
  ]);
});
