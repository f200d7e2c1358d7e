import { expect, test } from 'vitest';
import { rewritten } from '../../src/scenario/rewrite.ts';
import { compiled, tested } from './shop.ts';

const head = 'tower: v1\nscenarios:\n';

/** A file of scenarios after its failed expectations were rewritten; without the lines that every file has. */
function updated(scenarios: string): string {
  const { rewrites } = tested(scenarios);
  const after = rewritten(head + scenarios, rewrites.get('scenarios/shop.scenario.yaml') ?? []);
  return (after?.text ?? head + scenarios).slice(head.length);
}

const happenings = `  a:   # what happens
    heartbeats: [agent]
    signals: { checkout.latency: 120x3 250x9, orders-db: { up: 1x3 0x9, mode: okx12 } }
`;

test.each<[string, string, string]>([
  [
    'words of a map',
    '{ at: 4m, health: { checkout: healthy, agent: healthy }, overall: "healthy" } # then',
    '{ at: 4m, health: { checkout: unhealthy, agent: healthy }, overall: unhealthy } # then',
  ],
  [
    'the values of an object that differ, in the form in which they stand',
    '{ at: 4m, incidents: [{ root: orders-db, symptoms: 3, acknowledged: true, level: on_call, state: open }] }',
    '{ at: 4m, incidents: [{ root: orders-db, symptoms: 1, acknowledged: false, level: automated, state: open }] }',
  ],
  [
    'reasons',
    '{ at: 4m, suppression: { checkout: [] , orders-db.up: silence } }',
    '{ at: 4m, suppression: { checkout: [dependency, orders-db] , orders-db.up: [] } }',
  ],
  [
    'lists that were to be empty',
    '{ at: 4m, incidents: [], decisions: [] }',
    '{ at: 4m, incidents: [{ root: orders-db, priority: p1, state: open }], decisions: [{ policy: checkout-is-up, subject: checkout, outcome: denied }] }',
  ],
  ['who was told', '{ at: 8m, notified: [pager] }', '{ at: 8m, notified: [chat, pager] }'],
  [
    'who was told, with what was expected of it',
    '{ at: 8m, notified: [{ channel: pager, reason: first }] }',
    '{ at: 8m, notified: [{ channel: chat, reason: escalated }, { channel: pager, reason: escalated }] }',
  ],
  [
    'a list in lines of its own',
    'at: 8m\n        notified:\n          - pager   # first\n          - pager\n        health: { agent: healthy }   # still',
    'at: 8m\n        notified:\n          [chat, pager]\n        health: { agent: healthy }   # still',
  ],
  [
    'nothing where no other value would do: negations, and what is not there',
    '{ at: 4m, alerts: [{ system: agent }], not: { overall: unhealthy, notified: [pager] } }',
    '{ at: 4m, alerts: [{ system: agent }], not: { overall: unhealthy, notified: [pager] } }',
  ],
])('rewrites %s', (_, before, after) => {
  const text = `${happenings}    expect:\n      - ${before}\n`;
  expect(updated(text)).toBe(`${happenings}    expect:\n      - ${after}\n`);
});

test('what is rewritten holds', () => {
  const text = `${happenings}    expect:
      - { at: 4m, health: { checkout: offline }, alerts: [{ system: checkout, severity: critical }], incidents: [] }
      - at: 8m
        notified: []
        escalation: { orders-db: team_lead }
        suppression:
          checkout.latency:
            - silence
`;
  const after = updated(text);
  expect(compiled(after).diagnostics).toEqual([]);
  expect(tested(after).files.map(({ scenarios }) => scenarios.map(({ passed }) => passed))).toEqual(
    [[true]],
  );
});

test('the lines that change are told, those of one line together', () => {
  const text = 'a:\n  b: [1, 2]   # c\n  d: { e: x, f: y }\n';
  expect(
    rewritten(text, [
      { path: ['a', 'd', 'f'], value: 'true' },
      { path: ['a', 'b'], value: ['p q', '12'] },
      { path: ['a', 'd', 'e'], value: [{ g: 1, h: ['i', 'j'] }] },
      { path: ['a', 'nowhere'], value: 'z' },
    ]),
  ).toEqual({
    text: 'a:\n  b: ["p q", "12"]   # c\n  d: { e: [{ g: 1, h: [i, j] }], f: "true" }\n',
    hunks: [
      { line: 2, before: ['  b: [1, 2]   # c'], after: ['  b: ["p q", "12"]   # c'] },
      {
        line: 3,
        before: ['  d: { e: x, f: y }'],
        after: ['  d: { e: [{ g: 1, h: [i, j] }], f: "true" }'],
      },
    ],
  });
});

test('what stands behind an alias, or is already so, stays', () => {
  const text = 'a: &x { b: 1 }\nc: *x\n';
  expect(rewritten(text, [{ path: ['c', 'b'], value: 'z' }])).toBeUndefined();
  expect(rewritten(text, [{ path: ['a', 'b'], value: 1 }])).toBeUndefined();
});
