import { expect, test } from 'vitest';
import type { Scope } from '../../src/model/model.ts';
import type { FactValue } from '../../src/model/trace.ts';
import { factShapes } from '../../src/rules/fact-shapes.ts';
import type { Shape } from '../../src/rules/shape.ts';
import { factOf, sourceOf } from './shop.ts';

/** Paths of what a shape announces. */
function announced(path: string, shape: Shape): readonly string[] {
  switch (shape.kind) {
    case 'object':
      return Object.entries(shape.fields).flatMap(([name, field]) =>
        announced(`${path}.${name}`, field),
      );
    case 'list':
    case 'map':
      return announced(`${path}[*]`, shape.of);
    default:
      return [`${path}: ${shape.kind}`];
  }
}

/** Paths of what a value holds; where the shape does not announce it, or announces something else, it says so. */
function held(path: string, value: FactValue, shape: Shape | undefined): readonly string[] {
  if (shape?.kind === 'any') {
    return [`${path}: any`];
  }
  if (typeof value !== 'object' || value === null) {
    const isWord = shape?.kind !== 'string' || (shape.values ?? [value]).includes(String(value));
    return [`${path}: ${isWord ? typeof value : `the word ${value}`}`];
  }
  if (shape?.kind === 'list' || shape?.kind === 'map') {
    return Object.values(value).flatMap((item: FactValue) => held(`${path}[*]`, item, shape.of));
  }
  const fields = shape?.kind === 'object' ? shape.fields : {};
  return Object.entries(value).flatMap(([name, item]: [string, FactValue]) =>
    held(`${path}.${name}`, item, fields[name]),
  );
}

const produced: readonly (readonly [Scope, string, readonly FactValue[]])[] = [
  ['system', 'system', [factOf('system', 'web')]],
  ['system', 'signal', [sourceOf('system', 'web')('signal', { name: 'latency' })]],
  ['system', 'repo', [factOf('repo', 'repo')]],
  [
    'dependency',
    'dependency',
    [
      factOf('dependency', 'web->db'),
      factOf('dependency', 'web->quorum'),
      factOf('dependency', 'db->web'),
    ],
  ],
  ['resource', 'resource', [factOf('resource', 'cpu')]],
];

test.each(produced)(
  'in scope %s, fact %s is exactly what its shape announces',
  (scope, fact, values) => {
    const shape = factShapes(scope, { signals: [] })[fact]?.shape;
    const found = new Set(values.flatMap((value) => held(fact, value, shape)));
    expect([...found].sort()).toEqual([...announced(fact, shape ?? { kind: 'any' })].sort());
  },
);
