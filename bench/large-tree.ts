/**
 * A configuration of 10,000 systems in 200 files, about 110,000 lines, free of errors, as a large company keeps one: the text of each file
 * by its path. 196 teams have a file of 51 or 52 systems with dependencies, labels, probes, groups and thresholds, and comments
 * between them; every fourth of them also has a channel, an escalation and a policy of its own. The rest is what everybody shares.
 */
export function largeTree(): ReadonlyMap<string, string> {
  return new Map([
    ['tower.yaml', textOf(root)],
    ...range(teams).map((team): readonly [string, string] => [teamPath(team), teamFile(team)]),
    ['policies/guard.yaml', textOf([...conditions, 'policies:', ...range(16).flatMap(policy)])],
    ['policies/routes.yaml', textOf(['tower: v1', 'routes:', ...routes, ...lastRoute])],
    ['policies/thresholds.yaml', textOf(['tower: v1', 'thresholds:', ...sharedThresholds])],
  ]);
}

/** The file of a team, 0 to 195. */
export function teamPath(team: number): string {
  return `topology/division-${team % 14}/team-${three(team)}.yaml`;
}

const systemCount = 10_000;
const teams = 196;
const kinds = ['service', 'service', 'agent', 'queue', 'service', 'database', 'cache', 'pipeline'];

const root = [
  'tower: v1',
  '# What the whole company agrees on. Teams own their files.',
  'config:',
  '  name: large',
  '  evaluate: { every: 15s }',
  'regions:',
  '  eu-west: { zones: [a, b, c] }',
  '  us-east: { zones: [a, b, c] }',
  'channels:',
  '  everybody: { slack: { channel: "#operations", token: { env: TOWER_SECRET_SLACK } } }',
  'targets: [t000-00, t001-00, t002-00]',
];

function teamFile(team: number): string {
  const systems = range(Math.ceil((systemCount - team) / teams));
  const groups = systems.filter((index) => index % 10 === 0 && index < 50);
  return textOf([
    `# What team ${team} runs, and what watches over it.`,
    '# Changes need a review by the team and by operations.',
    'tower: v1',
    `defaults: { owner: team-${three(team)}, region: ${team % 2 === 0 ? 'eu-west' : 'us-east'} }`,
    '',
    'systems:',
    ...systems.flatMap((index) => [...system(team, index), '']),
    'groups:',
    ...groups.map((index) => group(team, index)),
    '',
    'thresholds:',
    ...thresholds(team),
    ...(team % 4 === 0 ? own(team) : []),
  ]);
}

/** A system depends on the next one of its team and on one of a team before, so that there is no cycle. */
function system(team: number, index: number): readonly string[] {
  const before = Math.floor(team / 2);
  const kind = kinds[(team + index) % kinds.length];
  return [
    ...(index % 5 === 0 ? [`  # Part ${index / 5} of what the team runs.`] : []),
    `  ${idOf(team, index)}:`,
    `    type: ${kind}`,
    `    criticality: ${['high', 'medium', 'medium', 'low'][(team + index) % 4]}`,
    `    replicas: ${2 + (index % 3)}   # see the plan of capacity`,
    `    labels: { tier: t${(team + index) % 5}, domain: d${team % 14} }`,
    ...(index % 2 === 0 ? [`    description: The ${kind} ${index} of this team`] : []),
    ...(index >= 48
      ? ['    version: "1.4.2"', '    probe: { heartbeat: { every: 10s, timeout: 45s } }']
      : [
          '    dependsOn:',
          `      ${idOf(team, index + 1)}: { kind: soft, timeout: 2s }`,
          ...(team === 0 ? [] : [`      ${idOf(before, index)}: ${impacts[index % 4]}`]),
        ]),
  ];
}

const impacts = ['soft', 'hard', 'optional', 'data'];

function group(team: number, index: number): string {
  return `  g${three(team)}-${two(index)}: { members: [${idOf(team, index)}, ${idOf(team, index + 1)}], need: 1 }`;
}

function thresholds(team: number): readonly string[] {
  return [
    `  t${three(team)}-latency:`,
    `    match: { owner: team-${three(team)}, type: service }`,
    '    signal: latency',
    `    warn: ${300 + (team % 7) * 50}`,
    '    critical: { at: 2000, for: 30s }',
    ...range(8).flatMap((index) => [
      `  t${three(team)}-errors-${index}:`,
      `    match: { systems: [${idOf(team, 3 * index)}, ${idOf(team, 3 * index + 1)}] }`,
      '    signal: error_rate',
      '    warn: 0.01',
      '    critical: { at: 0.05, for: 1m }',
    ]),
  ];
}

function own(team: number): readonly string[] {
  const name = three(team);
  return [
    '',
    'channels:',
    `  c${name}: { slack: { channel: "#team-${name}", token: { env: TOWER_SECRET_SLACK } } }`,
    'escalations:',
    `  e${name}:`,
    '    steps:',
    `      - { level: on_call, notify: [c${name}], wait: 10m }`,
    '      - { level: manager, notify: [everybody] }',
    'policies:',
    `  p${name}:`,
    '    enforcement: warn',
    '    scope: system',
    `    match: { owner: team-${name} }`,
    '    require: { all: [{ condition: redundant }] }',
    '    message: "{{ system.id }} has no spare"',
  ];
}

const routes = range(teams / 4).flatMap((part) => [
  `  - match: { owner: team-${three(4 * part)}, priority: [p1, p2] }`,
  `    escalation: e${three(4 * part)}`,
]);

const lastRoute = ['  - notify: [everybody]'];

const conditions = [
  'tower: v1',
  'conditions:',
  '  redundant:',
  '    any:',
  '      - { fact: system, path: $.replicas, operator: greaterThanInclusive, value: 2 }',
  '      - { fact: system, path: $.group.spare, operator: greaterThanInclusive, value: 1 }',
];

function policy(index: number): readonly string[] {
  return [
    `  shared-${index}:`,
    `    title: What is of tier t${index % 5} has a spare and an owner`,
    '    enforcement: warn',
    '    scope: system',
    `    match: { labels: { tier: t${index % 5} }, type: ${kinds[index % kinds.length]} }`,
    '    require:',
    '      all:',
    '        - { condition: redundant }',
    '        - { fact: system, path: $.owner, operator: notEqual, value: nobody }',
    '    message: "{{ system.id }} runs {{ system.replicas }} replica"',
  ];
}

const sharedThresholds = range(42).flatMap((index) => {
  const [signal, warn, critical] = [
    ['memory', '0.8', '0.95'],
    ['queue_depth', '100', '1000'],
    ['availability', '0.99', '0.95'],
  ][index % 3] ?? ['latency', '1', '2'];
  return [
    `  shared-${two(index)}:`,
    `    match: { labels: { domain: d${Math.floor(index / 3)} } }`,
    `    signal: ${signal}`,
    `    warn: ${warn}`,
    `    critical: ${critical}`,
    '    keepFiring: 1m',
  ];
});

function idOf(team: number, index: number): string {
  return `t${three(team)}-${two(index)}`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

function three(number: number): string {
  return String(number).padStart(3, '0');
}

function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function textOf(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
