/** A configuration of 1,000 lines in seven files, free of findings: the text of each file by its path. */
export function thousandLines(): ReadonlyMap<string, string> {
  return new Map([
    ['tower.yaml', textOf(['tower: v1', 'config:', '  name: thousand', '', 'targets: [s00]'])],
    ...range(4).map((part): readonly [string, string] => [
      `topology/part-${part}.yaml`,
      textOf([
        '# The systems of one team.',
        'tower: v1',
        'defaults:',
        `  owner: team-${part}`,
        'systems:',
        '',
        ...range(20).flatMap((index) => system(part * 20 + index)),
      ]),
    ]),
    [
      'policies/thresholds.yaml',
      textOf(['tower: v1', 'thresholds:', ...range(40).flatMap(threshold)]),
    ],
    [
      'policies/guard.yaml',
      textOf(['tower: v1', '', '', 'policies:', ...range(5).flatMap(policy)]),
    ],
  ]);
}

/** Nine lines. A system depends on two of those that follow, so that there is no cycle. */
function system(number: number): readonly string[] {
  return [
    `  ${idOf(number)}:`,
    '    type: service',
    '    criticality: medium',
    '    replicas: 3',
    `    labels: { tier: t${number % 5} }`,
    '    objectives: { detectWithin: 60s }',
    ...(number < 78
      ? [
          '    dependsOn:',
          `      ${idOf(number + 1)}: { kind: soft, timeout: 2s }`,
          `      ${idOf(number + 2)}: optional`,
        ]
      : ['    probe:', '      heartbeat:', '        { every: 10s, timeout: 30s }']),
  ];
}

/** Five lines. */
function threshold(number: number): readonly string[] {
  return [
    `  latency-${number}:`,
    `    match: { systems: [${idOf(number * 2)}, ${idOf(number * 2 + 1)}] }`,
    '    signal: latency',
    '    warn: 500',
    '    critical: { at: 2000, for: 30s }',
  ];
}

/** Nine lines. */
function policy(number: number): readonly string[] {
  return [
    `  spare-${number}:`,
    `    title: What is of tier t${number} has a spare`,
    '    enforcement: hard',
    '    scope: system',
    `    match: { labels: { tier: t${number} } }`,
    '    require:',
    '      all:',
    '        - { fact: system, path: $.replicas, operator: greaterThanInclusive, value: 2 }',
    '    message: "{{ system.id }} runs {{ system.replicas }} replica"',
  ];
}

function idOf(number: number): string {
  return `s${String(number).padStart(2, '0')}`;
}

function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function textOf(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
