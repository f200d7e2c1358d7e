import { expect, test } from 'vitest';
import { load } from '../../src/config/load.ts';
import { withFailures } from '../../src/graph/failure-marks.ts';
import { topologyOf } from '../../src/graph/topology.ts';
import { graphView } from '../../src/graph/view.ts';

const { model } = load([
  {
    path: 'tower.yaml',
    text: `
tower: v1
config: { name: shop }
systems:
  web: { type: service, dependsOn: { api: hard } }
  api: { type: service, dependsOn: { db: hard, bus: hard } }
  report: { type: service, dependsOn: { db: soft } }
  bus-1: { type: queue, dependsOn: { db: soft } }
  bus-2: { type: queue, dependsOn: { db: soft } }
  db: { type: database }
groups:
  bus: { members: [bus-1, bus-2], need: 1 }
`,
  },
]);
if (model === undefined) {
  throw new Error('the configuration does not load');
}
const topology = topologyOf(model);

test('what a failure does is counted over all systems, whatever is shown', () => {
  const failures = { failed: 1, fails: 2, impaired: 3 };
  const whole = withFailures(graphView(model), topology, ['db'], ['db']);
  expect(whole.failures).toEqual(failures);
  expect(whole.nodes.map(({ id, failure }) => [id, failure])).toEqual([
    ['api', 'fails'],
    ['bus', 'impaired'],
    ['bus-1', 'impaired'],
    ['bus-2', 'impaired'],
    ['db', 'failed'],
    ['report', 'impaired'],
    ['web', 'fails'],
  ]);
  const part = graphView(model, { focus: 'report', depth: 0 });
  expect(withFailures(part, topology, ['db'], ['db'])).toMatchObject({
    nodes: [{ id: 'report', failure: 'impaired' }],
    failing: ['db'],
    failures,
  });
});

test('a failure comes over all that takes something down, and over the worst of what makes it worse', () => {
  const { edges } = withFailures(graphView(model), topology, ['db'], ['db']);
  expect(edges.filter(({ carries }) => carries).map(({ from, to }) => `${from} -> ${to}`)).toEqual([
    'api -> db',
    'bus -> bus-2',
    'bus-1 -> db',
    'bus-2 -> db',
    'report -> db',
    'web -> api',
  ]);
});
