import type { CatalogueRow } from './row.ts';

const head = `tower: v1
systems:
  web: { type: service, criticality: high, owner: shop, replicas: 2 }
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
  'escalation/unknown-level': {
    severity: 'error',
    title: 'a level of an escalation is unknown',
    explanation:
      'A step names a level that is no row of `catalog.levels`, where it is said how long each level has to respond. The built-in ones are automated, on_call, team_lead, manager and executive. Correct the name, or add a row.',
    example: escalation('{ level: oncall, notify: [pager] }'),
    fixed: escalation('{ level: on_call, notify: [pager] }'),
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
} as const satisfies Record<string, CatalogueRow>;
