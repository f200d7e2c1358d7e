import { expect, test } from 'vitest';
import { load } from '../../../src/config/load.ts';
import { evaluate } from '../../../src/evaluate/evaluate.ts';
import { emptyState } from '../../../src/evaluate/state.ts';
import { sayInstant } from '../../../src/model/time.ts';

const text = `tower: v1
config: { name: shop }
channels: { hook: { webhook: { url: "https://hook.example/h", format: cloudevents } } }
routes: [ { notify: [hook], groupWait: 0s, groupInterval: 1s } ]
signals: { errors: { better: lower } }
systems:
  db: { type: service, owner: data, criticality: critical }
  web: { type: service, owner: shop, criticality: critical, dependsOn: { db: hard } }
thresholds: { failing: { match: { type: service }, signal: errors, critical: 50, absent: { as: hold } } }
`;

test('an incident that turns out to follow from one that is known by another group is ended in its own', () => {
  const { model } = load([{ path: 'tower.yaml', text }]);
  if (model === undefined) {
    throw new Error('it is a configuration');
  }
  const state = emptyState();
  const told = (
    [
      [0, 70, 1],
      [30, 1, 1],
      [60, 1, 70],
      [65, 70, 70],
    ] as const
  ).flatMap(([second, db, web]) => {
    const at = sayInstant(Date.UTC(2026, 10, 21) + second * 1_000);
    const signals = { db: { errors: db }, web: { errors: web } };
    return evaluate(model, state, { at, signals }).report.notifications;
  });
  const groups = Map.groupBy(told, ({ group }) => group);
  const words = [...groups.values()].map((messages) =>
    messages.map(
      ({ state: standing, incidents }) => `${incidents.map(({ root }) => root)} ${standing}`,
    ),
  );
  expect(words).toEqual([
    ['db firing', 'db resolved', 'db firing'],
    ['web firing', 'web resolved'],
  ]);
});
