import { expect, test } from 'vitest';
import type { Coverage } from '../../src/model/scenario-results.ts';
import { shopFiles, tested } from './shop.ts';

const outage = `  outage:
    heartbeats: [agent]
    signals: { checkout.latency: 120x1 300x4, orders-db.mode: okx5 }
    failures: [{ at: 1m, system: orders-db }]
    expect:
      - { at: 30s, alerts: [] }
      - { at: 6m, escalation: { orders-db: on_call } }
`;
const denied = `  denied:
    signals: { checkout.latency: 300x1 450x3 }
    expect: [{ at: 2m, decisions: [{ policy: checkout-is-up, outcome: denied }] }]
`;

function said({ items, covered, total }: Coverage): readonly string[] {
  return [
    `${covered} of ${total}`,
    ...items.map(({ kind, name, at, scenarios }) => `${kind} ${name} :${at.line} ${scenarios}`),
  ];
}

test('what scenarios exercise is counted by scenario, in the order of its places', () => {
  expect(said(tested(outage + denied).coverage)).toEqual([
    '7 of 10',
    'threshold checkout-latency warn :6 2',
    'threshold checkout-latency critical :7 1',
    'threshold db-up critical :11 0',
    'threshold db-mode warn :15 0',
    'policy checkout-is-up :17 1',
    'route route 1 :43 2',
    'route route 2 :44 1',
    'step payments automated :38 2',
    'step payments on_call :39 1',
    'step payments team_lead :40 0',
  ]);
});

test('a policy that is violated while nobody looks at it is not exercised', () => {
  const looking = denied.replace(
    'decisions: [{ policy: checkout-is-up, outcome: denied }]',
    'overall: unhealthy',
  );
  const policyOf = (text: string): number | undefined =>
    tested(text).coverage.items.find(({ kind }) => kind === 'policy')?.scenarios;
  expect([policyOf(denied), policyOf(looking)]).toEqual([1, 0]);
});

test('comparisons of a policy are watched where that is asked for, also after a reload', () => {
  const comparisonsOf = (text: string): unknown =>
    tested(text, [{ path: 'scenarios/same.yaml', text: `${guard}# again\n` }], true)
      .coverage.items.filter(({ kind }) => kind === 'policy')
      .flatMap(({ comparisons }) =>
        comparisons.map((one) => [one.text, one.at.line, one.held, one.failed]),
      );
  const guard = shopFiles.find(({ path }) => path === 'policies/guard.yaml')?.text ?? '';
  const status = 'system $.status to be one of `healthy`, `degraded`';
  const low = 'system $.criticality to be `low`';
  expect(comparisonsOf(denied)).toEqual([
    [status, 23, false, true],
    [low, 24, false, true],
  ]);
  expect(
    comparisonsOf(
      `${denied}  reloaded:
    heartbeats: [agent]
    signals: { checkout.latency: 120x9 }
    reload: { at: 1m, replace: { policies/guard.yaml: same.yaml } }
    expect: [{ at: 2m, findings: [] }]
`,
    ),
  ).toEqual([
    [status, 23, true, true],
    [low, 24, false, true],
  ]);
  expect(tested(denied).coverage.items.flatMap(({ comparisons }) => comparisons)).toEqual([]);
});
