/**
 * A configuration of 1,000 files with 100 lines each, free of errors, as many teams keep one: the text of each file by its path. 980 teams
 * have a file of eight systems with dependencies, a group and thresholds; every tenth of them also has a channel, an escalation
 * and a policy of its own. The rest is what everybody shares.
 */
export function manyFiles(): ReadonlyMap<string, string> {
  return new Map([
    ['tower.yaml', padded(root)],
    ...range(teams).map((team): readonly [string, string] => [pathOf(team), teamFile(team)]),
    [
      'policies/routes.yaml',
      padded(['tower: v1', 'routes:', ...range(30).flatMap(route), ...last]),
    ],
    [
      'policies/guard.yaml',
      padded(['tower: v1', ...conditions, 'policies:', ...range(9).flatMap(policy)]),
    ],
    ...range(files - teams - 3).map((part): readonly [string, string] => [
      `policies/thresholds/part-${two(part)}.yaml`,
      padded(['tower: v1', 'thresholds:', ...range(12).flatMap((index) => threshold(part, index))]),
    ]),
  ]);
}

/** The first teams of it in one file of 1,000 lines: the text of each file by its path. */
export function largeFile(): ReadonlyMap<string, string> {
  const those = range(14);
  const text = [
    'tower: v1',
    'defaults: { owner: everybody, region: eu-west }',
    'systems:',
    ...those.flatMap((team) => range(systemsEach).flatMap((index) => system(team, index))),
    'thresholds:',
    ...those.flatMap((team) => latency(team, `systems: [${idOf(team, 0)}, ${idOf(team, 4)}]`)),
    'groups:',
    ...those.map(group),
  ];
  return new Map([
    ['tower.yaml', padded(root)],
    ['topology/large.yaml', padded(text, 10 * lines)],
  ]);
}

/** The file of a team. */
export function pathOf(team: number): string {
  return `topology/area-${two(team % areas)}/team-${three(team)}.yaml`;
}

const files = 1_000;
const teams = 980;
/** Four times as many as there are files of thresholds that all share. */
const areas = 68;
const systemsEach = 8;
const lines = 100;

const root = [
  'tower: v1',
  'config:',
  '  name: many',
  '  evaluate: { every: 15s }',
  'regions:',
  '  eu-west: { zones: [a, b, c] }',
  '  us-east: { zones: [a, b, c] }',
  'channels:',
  '  everybody: { slack: { channel: "#operations", token: { env: TOWER_SECRET_SLACK } } }',
  'targets: [t000-0, t001-0, t002-0]',
];

/** A hundred lines: systems of eight lines each, then what the team has beside them, and comments to fill the rest. */
function teamFile(team: number): string {
  return padded([
    '# The systems of one team, and what watches over them.',
    'tower: v1',
    `defaults: { owner: team-${three(team)}, region: ${team % 2 === 0 ? 'eu-west' : 'us-east'} }`,
    'systems:',
    ...range(systemsEach).flatMap((index) => system(team, index)),
    'groups:',
    group(team),
    'thresholds:',
    ...latency(team, `owner: team-${three(team)}, type: service`),
    `  t${three(team)}-errors:`,
    `    match: { systems: [${idOf(team, 0)}, ${idOf(team, 1)}] }`,
    '    signal: error_rate',
    '    warn: 0.01',
    '    critical: { at: 0.05, for: 1m }',
    ...(team % 10 === 0 ? own(team) : []),
  ]);
}

const types = ['service', 'service', 'agent', 'queue', 'service', 'database', 'service', 'service'];

/** Eight lines. A system depends on the next one of its team and on one of a team before, so that there is no cycle. */
function system(team: number, index: number): readonly string[] {
  const before = Math.floor(team / (index + 2));
  return [
    `  ${idOf(team, index)}:`,
    `    type: ${types[index]}`,
    `    criticality: ${['high', 'medium', 'medium', 'low'][(team + index) % 4]}`,
    `    replicas: ${2 + (index % 3)}`,
    `    labels: { tier: t${(team + index) % 5}, area: a${team % areas} }`,
    ...(team === 0
      ? ['    version: 1.4.2', '    description: One of those', '      that all others need.']
      : [
          '    dependsOn:',
          `      ${index === systemsEach - 1 ? idOf(before, 1) : idOf(team, index + 1)}: { kind: soft, timeout: 2s }`,
          `      ${idOf(before, 0)}: ${['soft', 'hard', 'optional', 'data'][index % 4]}`,
        ]),
  ];
}

function group(team: number): string {
  return `  g${three(team)}: { members: [${idOf(team, 6)}, ${idOf(team, 7)}], need: 1 }`;
}

function latency(team: number, match: string): readonly string[] {
  return [
    `  t${three(team)}-latency:`,
    `    match: { ${match} }`,
    '    signal: latency',
    `    warn: ${300 + (team % 7) * 50}`,
    '    critical: { at: 2000, for: 30s }',
  ];
}

function own(team: number): readonly string[] {
  return [
    'channels:',
    `  c${three(team)}: { slack: { channel: "#team-${three(team)}", token: { env: TOWER_SECRET_SLACK } } }`,
    'escalations:',
    `  e${three(team)}:`,
    '    steps:',
    `      - { level: on_call, notify: [c${three(team)}], wait: 10m }`,
    '      - { level: manager, notify: [everybody] }',
    'policies:',
    `  p${three(team)}:`,
    '    enforcement: warn',
    '    scope: system',
    `    match: { owner: team-${three(team)} }`,
    '    require: { all: [{ condition: redundant }] }',
    '    message: "{{ system.id }} has no spare"',
  ];
}

function route(index: number): readonly string[] {
  const team = index * 10;
  return [
    `  - match: { owner: team-${three(team)}, priority: [p1, p2] }`,
    `    escalation: e${three(team)}`,
  ];
}

const last = ['  - notify: [everybody]'];

const conditions = [
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
    `    scope: system`,
    `    match: { labels: { tier: t${index % 5} }, type: ${types[index % types.length]} }`,
    '    require:',
    '      all:',
    '        - { condition: redundant }',
    '    message: "{{ system.id }} runs {{ system.replicas }} replica"',
  ];
}

/** Six lines. */
function threshold(part: number, index: number): readonly string[] {
  const signal = ['memory', 'queue_depth', 'availability'][index % 3];
  const levels = [
    ['0.8', '0.95'],
    ['100', '1000'],
    ['0.99', '0.95'],
  ][index % 3];
  const area = 4 * part + Math.floor(index / 3);
  return [
    `  shared-${two(part)}-${index}:`,
    `    match: { labels: { area: a${area} } }`,
    `    signal: ${signal}`,
    `    warn: ${levels?.[0]}`,
    `    critical: ${levels?.[1]}`,
    '    keepFiring: 1m',
  ];
}

function idOf(team: number, index: number): string {
  return `t${three(team)}-${index}`;
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

/** So many lines, of which the last are comments. */
function padded(text: readonly string[], count = lines): string {
  const rest = range(count - text.length).map(() => '# …');
  return `${[...text, ...rest].join('\n')}\n`;
}
