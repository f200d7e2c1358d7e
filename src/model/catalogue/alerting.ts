import type { CatalogueRow } from './row.ts';

const head = `tower: v1
systems:
  web: { type: service, owner: shop }
  db: { type: database, owner: shop }
thresholds:
  slow: { match: { systems: [web] }, signal: latency, warn: 200 }
`;
const channels = `channels:
  pager: { pagerduty: { routingKey: { env: TOWER_SECRET_PAGER } } }
  hook: { webhook: { url: "https://hooks.shop.example", format: cloudevents } }
`;

/** A file with channels and what is given: sections as lines. */
function alerting(...lines: readonly string[]): string {
  return `${head}${channels}${lines.map((line) => `${line}\n`).join('')}`;
}

/** A file with one escalation, given as its steps, and a route to it. */
function escalation(...steps: readonly string[]): string {
  return alerting(
    'escalations:',
    '  shop:',
    '    steps:',
    ...steps.map((step) => `      - ${step}`),
    'routes:',
    '  - { escalation: shop, notify: [hook] }',
  );
}

const executor = `executors:
  restart: { webhook: { url: "https://automation.shop.example/runs" } }
`;

/** A file with an escalation whose first level runs something. */
function running(name: string): string {
  const steps = [
    `{ level: automated, run: ${name}, wait: 5m }`,
    '{ level: on_call, notify: [pager] }',
  ];
  return `${escalation(...steps)}${executor}`;
}

/** A file with an escalation and the given routes. */
function routes(...list: readonly string[]): string {
  return alerting(
    'escalations:',
    '  shop: { steps: [{ level: on_call, notify: [pager] }] }',
    'routes:',
    ...list.map((route) => `  - ${route}`),
  );
}

/** A file with one silence, given as keys of a map. */
function silence(keys: string): string {
  return `${head}silences:\n  disks: { ${keys}, reason: The vendor replaces the disks }\n`;
}

/** Stages 3 and 4 for channels, escalations, routes and silences. */
export const alertingRows = {
  'channel/unknown-channel': {
    severity: 'error',
    title: 'a channel is unknown',
    explanation:
      'A route or a step of an escalation tells a channel that does not exist, so that nobody would be told. Channels are defined in the section `channels` of any file. Correct the name, or define the channel.',
    example: routes('{ escalation: shop, notify: [hok, hook] }'),
    fixed: routes('{ escalation: shop, notify: [hook] }'),
  },
  'channel/unused': {
    severity: 'warning',
    title: 'nothing tells a channel',
    explanation:
      'No route and no step of an escalation names the channel in its `notify`, so that it never gets a notification. Whoever waits for one there waits in vain. Name it, or remove it.',
    example: alerting('routes:', '  - { notify: [pager] }'),
    fixed: alerting('routes:', '  - { notify: [pager, hook] }'),
  },
  'executor/unknown-executor': {
    severity: 'error',
    title: 'an executor is unknown',
    explanation:
      'The `run` of a step names an executor that does not exist, so that nothing would be run. Executors are defined in the section `executors` of any file. Correct the name, or define the executor.',
    example: running('restrat'),
    fixed: running('restart'),
  },
  'executor/unused': {
    severity: 'warning',
    title: 'nothing runs an executor',
    explanation:
      'No step of an escalation names the executor as its `run`, so that it is never run. Whoever relies on it waits in vain. Name it, or remove it.',
    example: `${routes('{ escalation: shop, notify: [hook] }')}${executor}`,
    fixed: running('restart'),
  },
  'escalation/unknown-level': {
    severity: 'error',
    title: 'a level of an escalation is unknown',
    explanation:
      'A step names a level that is no row of `catalog.levels`, where it is said how long each level has to respond. The built-in ones are automated, on_call, team_lead, manager and executive. Correct the name, or add a row.',
    example: escalation('{ level: oncall, notify: [pager] }'),
    fixed: escalation('{ level: on_call, notify: [pager] }'),
  },
  'escalation/repeated-level': {
    severity: 'error',
    title: 'a level stands twice in an escalation',
    explanation:
      'An incident is at one level at a time, and reports call the level by its name, so that two steps of one name cannot be told apart. Let one step notify everybody of the level, or give the second another level.',
    example: escalation(
      '{ level: on_call, notify: [pager], wait: 5m }',
      '{ level: on_call, notify: [pager] }',
    ),
    fixed: escalation(
      '{ level: on_call, notify: [pager], wait: 5m }',
      '{ level: manager, notify: [pager] }',
    ),
  },
  'escalation/level-never-reached': {
    severity: 'warning',
    title: 'a level of an escalation is never reached',
    explanation:
      'A step before it has no `wait`, and none of the priorities that routes send here has a time after which it escalates by itself (`escalateAfter` in `catalog.priorities`; p4 and p5 have none). Incidents stay at that step for good. Give it a `wait`, or remove what stands behind it.',
    example: alerting(
      'escalations:',
      '  shop:',
      '    steps:',
      '      - { level: on_call, notify: [pager] }',
      '      - { level: manager, notify: [pager] }',
      'routes:',
      '  - { match: { priority: [p4, p5] }, escalation: shop }',
      '  - { notify: [hook] }',
    ),
    fixed: alerting(
      'escalations:',
      '  shop:',
      '    steps:',
      '      - { level: on_call, notify: [pager], wait: 2h }',
      '      - { level: manager, notify: [pager] }',
      'routes:',
      '  - { match: { priority: [p4, p5] }, escalation: shop }',
      '  - { notify: [hook] }',
    ),
  },
  'escalation/no-person': {
    severity: 'warning',
    title: 'an escalation ends without a person',
    explanation:
      'The last level notifies no channel that reaches a person: pagerduty, slack, email or sms. Where nobody acknowledged before, nobody will, and the incident stays with a machine. Let the last level notify a person; a webhook that pages somebody is a reason to accept the warning.',
    example: escalation(
      '{ level: on_call, notify: [pager], wait: 5m }',
      '{ level: manager, notify: [hook] }',
    ),
    fixed: escalation(
      '{ level: on_call, notify: [hook], wait: 5m }',
      '{ level: manager, notify: [pager] }',
    ),
  },
  'escalation/unused': {
    severity: 'warning',
    title: 'no route leads to an escalation',
    explanation:
      'No route names the escalation, so that no incident ever goes through it. Its people are never told. Name it as the `escalation` of a route, or remove it.',
    example: alerting(
      'escalations:',
      '  shop: { steps: [{ level: on_call, notify: [pager] }] }',
      'routes:',
      '  - { notify: [hook] }',
    ),
    fixed: routes('{ escalation: shop, notify: [hook] }'),
  },
  'route/unknown-escalation': {
    severity: 'error',
    title: 'an escalation is unknown',
    explanation:
      'A route leads to an escalation that does not exist, so that its incidents would go nowhere. Escalations are defined in the section `escalations` of any file. Correct the name, or define the escalation.',
    example: routes(
      '{ match: { priority: p1 }, escalation: shp }',
      '{ escalation: shop, notify: [hook] }',
    ),
    fixed: routes(
      '{ match: { priority: p1 }, escalation: shop }',
      '{ escalation: shop, notify: [hook] }',
    ),
  },
  'route/several-files': {
    severity: 'error',
    title: '`routes` stands in more than one file',
    explanation:
      'Routes are ordered, and the first that matches counts; nothing says in which order those of two files would come. Write all of them as one list in one file.',
    example: `-- topology/main.yaml --\n${routes('{ escalation: shop }')}-- topology/more.yaml --\ntower: v1\nroutes:\n  - { notify: [hook] }\n`,
    fixed: `-- topology/main.yaml --\n${routes('{ match: { owner: shop }, escalation: shop }', '{ notify: [hook] }')}-- topology/more.yaml --\ntower: v1\n`,
  },
  'route/no-default': {
    severity: 'error',
    title: 'the last route does not take everything',
    explanation:
      'Incidents go by the first route that matches. Where the last one has a `match`, nobody is told of an incident that fits none; where it has `active` times and no escalation, nobody is told at other times. End `routes` with a route that takes everything, always.',
    example: routes('{ match: { owner: shop }, escalation: shop, notify: [hook] }'),
    fixed: routes('{ match: { owner: shop }, escalation: shop }', '{ notify: [hook] }'),
  },
  'route/never-reached': {
    severity: 'warning',
    title: 'a route is never reached',
    explanation:
      'Earlier routes take all incidents that this one matches: one of them has no `match`, or together they match all of its systems and priorities. The first route that matches counts. Move it up, or remove it.',
    example: routes('{ escalation: shop, notify: [hook] }', '{ notify: [pager] }'),
    fixed: routes('{ match: { priority: p1 }, escalation: shop }', '{ notify: [pager, hook] }'),
  },
  'route/repeats-too-often': {
    severity: 'error',
    title: 'a route repeats before it may tell again',
    explanation:
      '`repeat` says when a group is told again although nothing changed, `groupInterval` how long it waits before it tells what did. Repeating sooner would break the promise of the other. Let `repeat` be at least as long; it is 4h unless given, and `groupInterval` 5m.',
    example: routes('{ escalation: shop, notify: [hook], repeat: 1m }'),
    fixed: routes('{ escalation: shop, notify: [hook], repeat: 1h }'),
  },
  'route/no-effect': {
    severity: 'warning',
    title: 'a key of a route has no effect',
    explanation:
      '`groupBy`, `groupInterval`, `repeat` and `active` are about the channels that a route tells directly, by `notify`. An escalation is for one incident, goes on at any time, and says itself how often it repeats. Add `notify`, or remove the key.',
    example: routes(
      '{ match: { owner: shop }, escalation: shop, groupBy: [owner] }',
      '{ notify: [hook] }',
    ),
    fixed: routes(
      '{ match: { owner: shop }, escalation: shop }',
      '{ notify: [hook], groupBy: [owner] }',
    ),
  },
  'silence/unknown-threshold': {
    severity: 'error',
    title: 'a silence names no threshold',
    explanation:
      'The threshold whose alerts are to be silent does not exist; it may have been renamed or removed. A silence without a threshold would come into force again, unseen, with the next one of that name. Correct the name, or remove it.',
    example: silence('thresholds: [slw], until: 2026-12-05T22:00:00Z'),
    fixed: silence('thresholds: [slow], until: 2026-12-05T22:00:00Z'),
  },
  'silence/no-such-instant': {
    severity: 'error',
    title: 'a silence begins or ends at an instant that does not exist',
    explanation:
      'The instant has the form of RFC 3339 and names a day or a time that does not exist, so that it is unclear when the silence is in force. Write year-month-dayThour:minute:second and the offset from UTC.',
    example: silence('match: { systems: [web] }, until: 2026-02-30T22:00:00Z'),
    fixed: silence('match: { systems: [web] }, until: 2026-02-28T22:00:00Z'),
  },
  'silence/ends-before-it-begins': {
    severity: 'error',
    title: 'a silence ends before it begins',
    explanation:
      '`until` is the first instant after a silence, and it is not after `from`, so that the silence is never in force. Swap the two, or leave `from` away for a silence that is in force at once.',
    example: silence(
      'match: { systems: [web] }, from: 2026-12-06T22:00:00Z, until: 2026-12-05T22:00:00Z',
    ),
    fixed: silence(
      'match: { systems: [web] }, from: 2026-12-05T22:00:00Z, until: 2026-12-06T22:00:00Z',
    ),
  },
  'silence/matches-nothing': {
    severity: 'warning',
    title: 'a silence silences nothing',
    explanation:
      'None of the thresholds that the silence names judges a system that it selects: for each system and signal only the most specific threshold counts, and it may be another one. `tower explain system/ID` shows which ones judge a system. Name those, or widen the selection.',
    example: silence('match: { systems: [db] }, thresholds: [slow], until: 2026-12-05T22:00:00Z'),
    fixed: silence('match: { systems: [web] }, thresholds: [slow], until: 2026-12-05T22:00:00Z'),
  },
} as const satisfies Record<string, CatalogueRow>;
