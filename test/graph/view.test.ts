import { expect, test } from 'vitest';
import { graphView } from '../../src/graph/view.ts';
import type { Group, System } from '../../src/model/model.ts';
import { urgency } from '../evaluate/urgency.ts';
import { drawn, kinds } from './drawing.ts';

const at = { file: 'topology.yaml', line: 1, column: 1, endLine: 1, endColumn: 1, path: '$' };

/** A drawing as a model, everything else at its default. */
function modelOf(drawing: string): Parameters<typeof graphView>[0] {
  const { systems, groups } = drawn(drawing);
  return {
    systems: systems.map(({ id, dependsOn }) => systemOf(id, dependsOn)),
    groups: groups.map((group): Group => ({ ...group, spread: undefined, at })),
    catalog: {
      kinds,
      types: new Map(),
      protocols: new Map(),
      statuses: {
        healthy: { score: 10_000, icon: '' },
        degraded: { score: 6_000, icon: '' },
        unhealthy: { score: 2_000, icon: '' },
        offline: { score: 0, icon: '' },
        maintenance: { score: 5_000, icon: '' },
        unknown: { score: 0, icon: '' },
      },
      criticalities: { critical: row, high: row, medium: row, low: row },
      ...urgency,
      severities: {
        critical: { critical: 'p1', high: 'p2', medium: 'p3', low: 'p4' },
        warn: { critical: 'p2', high: 'p3', medium: 'p4', low: 'p5' },
      },
    },
  };
}

const row = { rank: 1, weight: 200, responseSlaMs: 0, redundancy: false, everyMs: 0 };

function systemOf(id: string, dependsOn: readonly { to: string; kind: string }[]): System {
  return {
    id,
    name: id,
    type: 'service',
    criticality: 'medium',
    owner: id === 'web' ? 'shop' : undefined,
    region: undefined,
    zone: undefined,
    version: undefined,
    renamedFrom: undefined,
    configHash: undefined,
    description: undefined,
    replicas: 1,
    labels: new Map(),
    provides: [],
    uses: [],
    dependsOn: dependsOn.map(({ to, kind }) => ({
      from: id,
      to,
      kind,
      protocol: undefined,
      timeoutMs: undefined,
      retries: 0,
      fallback: kind === 'soft' ? 'the cache' : undefined,
      at,
    })),
    probe: undefined,
    heartbeatTimeoutMs: undefined,
    detectWithinMs: undefined,
    logical: false,
    failureProbability: undefined,
    proxyFor: undefined,
    weight: 200,
    groups: [],
    thresholds: new Map(),
    at,
    origins: new Map(),
  };
}

const shop = `
  app -hard-> web
  web -hard-> api
  api -soft-> bus
  bus: 1 of bus-1 bus-2
  bus-1 -data-> zone
  other -hard-> zone`;

test('a view without options shows everything, sorted, with what a drawing needs to know', () => {
  expect(
    graphView(
      modelOf(`
        web -soft-> pair
        pair: 2 of p1 p2
        p1 -mirror-> web`),
    ),
  ).toEqual({
    nodes: [
      { id: 'p1', kind: 'system', type: 'service', criticality: 'medium' },
      { id: 'p2', kind: 'system', type: 'service', criticality: 'medium' },
      { id: 'pair', kind: 'group', note: '2 of 2 needed' },
      { id: 'web', kind: 'system', type: 'service', criticality: 'medium', owner: 'shop' },
    ],
    edges: [
      { from: 'p1', to: 'web', kind: 'mirror', impact: 0.5, propagates: true },
      { from: 'pair', to: 'p1', kind: 'member', impact: 1, propagates: true },
      { from: 'pair', to: 'p2', kind: 'member', impact: 1, propagates: true },
      {
        from: 'web',
        to: 'pair',
        kind: 'soft',
        impact: 0.5,
        propagates: false,
        note: 'fallback the cache',
      },
    ],
    omitted: 0,
  });
});

test.each([
  {
    options: { focus: 'api' },
    nodes: 'api app bus bus-1 bus-2 web zone',
    omitted: 1,
    focus: 'api',
  },
  { options: { focus: 'api', depth: 1 }, nodes: 'api bus web', omitted: 5, focus: 'api' },
  { options: { focus: 'api', depth: 0 }, nodes: 'api', omitted: 6, focus: 'api' },
  {
    options: { focus: 'bus', depth: 2 },
    nodes: 'api bus bus-1 bus-2 web zone',
    omitted: 2,
    focus: 'bus',
  },
  {
    options: { reaches: 'zone' },
    nodes: 'api app bus bus-1 other web zone',
    omitted: 1,
    focus: undefined,
  },
  {
    options: { reaches: 'zone', depth: 1 },
    nodes: 'bus-1 other zone',
    omitted: 4,
    focus: undefined,
  },
  {
    options: { focus: 'api', depth: 2, reaches: 'zone' },
    nodes: 'api app bus bus-1 web',
    omitted: 3,
    focus: 'api',
  },
  { options: { focus: 'nobody' }, nodes: '', omitted: 7, focus: undefined },
])('a view of $options shows $nodes', ({ options, nodes, omitted, focus }) => {
  const view = graphView(modelOf(shop), options);
  expect([view.nodes.map(({ id }) => id).join(' '), view.omitted, view.focus]).toEqual([
    nodes,
    omitted,
    focus,
  ]);
});

test('an edge is shown exactly where both of its ends are', () => {
  const { edges } = graphView(modelOf(shop), { focus: 'bus', depth: 1 });
  expect(edges.map(({ from, to }) => `${from} ${to}`)).toEqual([
    'api bus',
    'bus bus-1',
    'bus bus-2',
  ]);
});
