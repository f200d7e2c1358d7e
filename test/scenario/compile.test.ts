import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compiled, told } from './shop.ts';

const expectation = '    expect: [{ at: 1m, alerts: [] }]\n';

test.each<[string, string, readonly string[]]>([
  [
    'series with the place inside of their text',
    `  a:\n    signals:\n      checkout.latency: "120x4 150+60*12"\n${expectation}`,
    ['3:32-41 scenario/bad-series `150+60*12` is not a value here | write `150+60x12`'],
  ],
  [
    'words that a signal does not have',
    `  a:\n    signals: { orders-db: { mode: okx3 dwn } }\n${expectation}`,
    ['2:40-43 scenario/bad-series `dwn` is not a value here | did you mean `down`?'],
  ],
  [
    'statuses that no health check has',
    `  a:\n    checks: { orders-db: healthyx3 maintenance }\n${expectation}`,
    [
      '2:36-47 scenario/bad-series `maintenance` is not a value here | known: `degraded`, `healthy`, `offline`, `unhealthy`, `unknown`',
    ],
  ],
  [
    'systems and signals that there are not',
    `  a:\n    signals: { chekout.latency: 1, checkout.latncy: 1 }\n    heartbeats: [agnt]\n${expectation}`,
    [
      '2:16-31 scenario/unknown-name `chekout` is not a system | did you mean `checkout`?',
      '2:36-51 scenario/unknown-name `latncy` is not a signal | did you mean `latency`?',
      '3:18-22 scenario/unknown-name `agnt` is not a system | did you mean `agent`?',
    ],
  ],
  [
    'series without a signal, and with two',
    `  a:\n    signals: { checkout: 1, checkout.latency: { up: 1 } }\n${expectation}`,
    [
      '2:16-24 scenario/bad-series `checkout` names no signal for its series | write `checkout.SIGNAL: …`, or `checkout: { SIGNAL: … }`',
      '2:29-45 scenario/bad-series `checkout.latency` names a signal already, and holds a map | write `checkout: { … }`',
    ],
  ],
  [
    'series and checks that stand twice',
    `  a:\n    signals:\n      checkout.latency: 1\n      checkout: { latency: 2 }\n    checks: { orders-db: offline }\n    failures: [{ at: 1m, system: orders-db }]\n${expectation}`,
    [
      '4:19-26 scenario/twice `checkout.latency` has two series | keep one of them',
      '6:34-43 scenario/twice what the health check of `orders-db` says stands under `checks` as well | keep one of them: a failure says healthy before and after it',
    ],
  ],
  [
    'times that cannot be',
    '  a:\n    every: 0s\n    failures: [{ at: 1m, system: agent, for: 0m }]\n    expect:\n      - { at: "2025-12-31T23:59:59Z", alerts: [] }\n      - { at: "2026-01-01T00:10", alerts: [] }\n  b:\n    start: 5m\n    expect: [{ alerts: [] }]\n  c:\n    timezone: Europe/Berln\n    expect: [{ alerts: [] }]\n',
    [
      '2:12-14 scenario/bad-time `0s` is no time at all | write a duration such as 30s or 5m',
      '3:46-48 scenario/bad-time `0m` is no time at all | write a duration such as 30s or 5m',
      '5:15-37 scenario/bad-time `2025-12-31T23:59:59Z` is before the start | let the scenario start earlier',
      '6:15-33 scenario/bad-time `2026-01-01T00:10` is a local time, and the scenario has no `timezone` | add `timezone: Europe/Berlin` to the scenario, or an offset such as `Z` to the time',
      '8:12-14 scenario/bad-time `5m` is a duration, and the start is not after anything | write an instant, such as 2026-11-21T14:52:15Z',
      '11:15-27 scenario/bad-time `Europe/Berln` is not a time zone | did you mean `Europe/Berlin`?',
    ],
  ],
  [
    'names in expectations',
    '  a:\n    expect:\n      - at: 1m\n        health: { shp: healthy }\n        alerts: [{ threshold: chekout-latency, suppressedBy: [maintenanc, agent-update] }]\n        incidents: [{ root: orders-bd, told: [page], symptoms: [checkot], level: on_cal }]\n        suppression: { checkout.latncy: [orders-db, flaping] }\n        notified: [pagr, { channel: chat, root: agnt }]\n        escalation: { agent: on-call }\n        decisions: [{ policy: checkout-is-u, subject: chekout }]\n        findings: [{ rule: waiver/unused, subject: a->b }]\n',
    [
      '4:19-22 scenario/unknown-name `shp` is not a system or a group | did you mean `shop`?',
      '5:31-46 scenario/unknown-name `chekout-latency` is not a threshold | did you mean `checkout-latency`?',
      '5:63-73 scenario/unknown-name `maintenanc` is not a system, a maintenance window, a silence or a kind of reason | did you mean `maintenance`?',
      '6:29-38 scenario/unknown-name `orders-bd` is not a system | did you mean `orders-db`?',
      '6:47-51 scenario/unknown-name `page` is not a channel | did you mean `pager`?',
      '6:65-72 scenario/unknown-name `checkot` is not a system | did you mean `checkout`?',
      '6:82-88 scenario/unknown-name `on_cal` is not a level | did you mean `on_call`?',
      '7:24-39 scenario/unknown-name `latncy` is not a signal | did you mean `latency`?',
      '7:53-60 scenario/unknown-name `flaping` is not a system, a maintenance window, a silence or a kind of reason | did you mean `flapping`?',
      '8:20-24 scenario/unknown-name `pagr` is not a channel | did you mean `pager`?',
      '8:49-53 scenario/unknown-name `agnt` is not a system | did you mean `agent`?',
      '9:30-37 scenario/unknown-name `on-call` is not a level | did you mean `on_call`?',
      '10:31-44 scenario/unknown-name `checkout-is-u` is not a policy | did you mean `checkout-is-up`?',
      '10:55-62 scenario/unknown-name `chekout` is not a subject of a policy | did you mean `checkout`?',
    ],
  ],
  [
    'expectations of nothing',
    '  a:\n    expect:\n      - at: 1m\n      - { at: 2m, health: {} }\n      - { at: 3m, alerts: [] }\n',
    [
      '3:9-11 scenario/expects-nothing this expectation expects nothing, and could never fail | add `health`, `alerts`, `incidents`, `notified` or another key, or remove it',
      '4:9-31 scenario/expects-nothing this expectation expects nothing, and could never fail | add `health`, `alerts`, `incidents`, `notified` or another key, or remove it',
    ],
  ],
  [
    'files that a reload does not find',
    `  a:\n    reload:\n      - { at: 1m, replace: { policies/gard.yaml: x.yaml } }\n      - { at: 2m, replace: { policies/guard.yaml: ../../x.yaml } }\n${expectation}`,
    [
      '3:30-48 scenario/missing-file `policies/gard.yaml` is not a file of the configuration | did you mean `policies/guard.yaml`?',
      '3:50-56 scenario/missing-file there is no file `scenarios/x.yaml` | paths start at the folder of the scenario and stay in the project',
      '4:51-63 scenario/missing-file the path leads out of the project | paths start at the folder of the scenario and stay in the project',
    ],
  ],
  [
    'scenarios that are too long',
    '  a:\n    every: 1s\n    expect: [{ at: 100000s, alerts: [] }]\n  b:\n    every: 1s\n    heartbeats: [{ system: agent, every: 1ms }]\n    expect: [{ at: 99999s, alerts: [] }]\n',
    [
      '1:3-4 scenario/too-long `a` has more than 100,000 ticks | let it end earlier, or let `every` be longer',
      '6:5-15 scenario/too-long there are more than 100,000 heartbeats | let `every` be longer',
    ],
  ],
  [
    'keys of what does not exist, with why',
    '  a:\n    requests: []\n    expect: [{ at: 1m, alerts: [], actions: [] }]\n',
    [
      '2:5-13 schema/unknown-key unknown key `requests` | claims on resources are not arbitrated, so that a scenario cannot make any',
      '3:36-43 schema/unknown-key unknown key `actions` | runs of executors cannot be expected: expect the level that runs them, by `escalation`',
    ],
  ],
  [
    'negations that could not fail',
    '  a:\n    expect: [{ at: 1m, not: { alerts: [] } }]\n',
    [
      '2:39-41 schema/too-few `alerts` is empty and needs at least one item | add one, or remove the key',
    ],
  ],
])('%s are told', (_, text, expected) => {
  expect(told(text)).toEqual(expected);
});

test('a configuration that a reload breaks is told in the file that stands in', () => {
  const text = `  a:\n    reload: { at: 1m, replace: { topology/shop.yaml: broken.yaml } }\n${expectation}`;
  const broken = {
    path: 'scenarios/broken.yaml',
    text: 'tower: v1\nsystems:\n  checkout: { type: servce }\n',
  };
  const found = told(text, [broken]);
  expect(found.filter((one) => one.includes('unknown-type'))).toEqual([
    '1:21-27 topology/unknown-type `servce` is not a system type | did you mean `service`?',
  ]);
});

test('a file without scenarios is an error', () => {
  expect(told('')).toEqual([
    '0:1-10 schema/wrong-type `scenarios` is empty and must be a map | write `{}` for none, or remove the key',
  ]);
});

const whole = `  a:
    every: 30s
    start: "2026-03-29T01:30"
    timezone: Europe/Berlin
    signals: { checkout.latency: "120x3 450x6 _x2 stale", orders-db: { up: 1x2 0x6, mode: okx3 down } }
    failures: [{ at: 1m, system: orders-db, for: 2m }]
    heartbeats: [agent, { system: agent, from: 1m, until: 2m, every: 10s }]
    acknowledge: [{ at: 3m, system: orders-db, by: ada, for: 1h }]
    expect:
      - { at: 4m, health: { shop: healthy }, alerts: [{ system: checkout, suppressedBy: [orders-db] }], notified: [chat] }
      - { not: { escalation: { orders-db: on_call }, suppression: { checkout.latency: maintenance } } }
`;

test('no mistake makes compiling fail, and each is told where it stands', () => {
  const pieces = fc.constantFrom(
    '"',
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    ' ',
    '\n',
    '-',
    'x',
    '9',
    '0',
    '&a ',
    '*a',
    '__proto__',
    'null',
    '1e9',
    '😀',
  );
  const length = whole.split('\n').length;
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(whole.length), fc.nat(4), pieces), { minLength: 1, maxLength: 3 }),
      (changes) => {
        const text = changes.reduce(
          (now, [at, gone, piece]) => now.slice(0, at) + piece + now.slice(at + gone),
          whole,
        );
        return compiled(text).diagnostics.every(({ at }) => at.line >= 1 && at.line <= length + 5);
      },
    ),
    { numRuns: 300 },
  );
  expect(compiled(whole).diagnostics).toEqual([]);
});
