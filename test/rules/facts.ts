import type { CompiledRule } from '../../src/model/model.ts';
import type { FactSource, FactValue } from '../../src/model/trace.ts';
import { compileCondition } from '../../src/rules/compile.ts';
import { isRow } from '../../src/rules/fact-row.ts';
import type { RuleProblem } from '../../src/rules/problem.ts';
import type { FactShapes } from '../../src/rules/shape.ts';

/** Facts of every kind of shape. */
export const facts: FactShapes = {
  system: {
    description: 'a system',
    shape: {
      kind: 'object',
      fields: {
        name: { kind: 'string' },
        criticality: { kind: 'string', values: ['critical', 'high', 'low', 'medium'] },
        replicas: { kind: 'number' },
        logical: { kind: 'boolean' },
        tags: { kind: 'list', of: { kind: 'string' } },
        kinds: { kind: 'list', of: { kind: 'string', values: ['auth', 'hard', 'soft'] } },
        numbers: { kind: 'list', of: { kind: 'number' } },
        groups: {
          kind: 'list',
          of: { kind: 'object', fields: { id: { kind: 'string' }, spare: { kind: 'number' } } },
        },
        labels: { kind: 'map', of: { kind: 'string' } },
        signals: { kind: 'map', of: { kind: 'number' }, keys: ['error_rate', 'latency'] },
        extra: { kind: 'any' },
      },
    },
  },
  count: { description: 'a number', shape: { kind: 'number' } },
  word: { description: 'a word', shape: { kind: 'string' } },
  signal: {
    description: 'the value of a signal',
    shape: { kind: 'number' },
    params: {
      name: { required: true, known: ['error_rate', 'latency'], what: 'signal' },
      window: { required: false, what: 'window' },
    },
  },
};

export function compiled(condition: unknown, named: Record<string, unknown> = {}): CompiledRule {
  const result = compileCondition(condition, {
    facts,
    conditions: new Map(Object.entries(named)),
  });
  if (result.compiled === undefined) {
    throw new Error(JSON.stringify(result.problems));
  }
  return result.compiled;
}

export function problemsOf(
  condition: unknown,
  named: Record<string, unknown> = {},
): readonly RuleProblem[] {
  return compileCondition(condition, { facts, conditions: new Map(Object.entries(named)) })
    .problems;
}

/** A source of plain values; what is not among them is missing. */
export function sourceOf(values: Readonly<Record<string, FactValue>>): FactSource {
  return (fact) => (Object.hasOwn(values, fact) ? values[fact] : undefined);
}

/** A value with all that it is made of worked out. */
export function plain(value: FactValue): FactValue {
  if (isRow(value)) {
    return Object.fromEntries(value.names().map((name) => [name, plain(value.field(name))]));
  }
  if (Array.isArray(value)) {
    return value.map(plain);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value).map(([name, field]: [string, FactValue]) => [name, plain(field)]),
      )
    : value;
}
