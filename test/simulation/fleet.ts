import type { SourceFile } from '../../src/model/diagnostic.ts';
import type { Chance } from './chance.ts';

/** A configuration as plain data, which people change. */
export interface Fleet {
  readonly systems: readonly string[];
  /** What a system depends on, by place. */
  readonly dependsOn: readonly (number | undefined)[];
  /** Latency from which on it is critical, in milliseconds. */
  readonly limit: number;
  /** How long it has to be, in seconds. */
  readonly forS: number;
  readonly channels: readonly string[];
  /** How many of the channels the route tells. */
  readonly toldCount: number;
  readonly hasEscalation: boolean;
  readonly groupWaitS: number;
  readonly everyS: number;
  /** Whether silence is an alert. */
  readonly knowsSilence: boolean;
  /** A text that changes nothing. */
  readonly note: string;
}

const channelNames = ['hook', 'pager', 'chat'] as const;

export function fleetOf(chance: Chance): Fleet {
  const count = chance.between(3, 8);
  return {
    systems: Array.from({ length: count }, (_, index) => `s${index}`),
    dependsOn: Array.from({ length: count }, (_, index) =>
      index > 0 && chance.isLucky(0.5) ? chance.below(index) : undefined,
    ),
    limit: chance.pick([400, 500]),
    forS: chance.pick([0, 0, 10, 30]),
    channels: channelNames.slice(0, chance.between(2, 3)),
    toldCount: 1,
    hasEscalation: chance.isLucky(0.7),
    groupWaitS: chance.pick([0, 0, 5, 30]),
    everyS: chance.pick([15, 60]),
    knowsSilence: chance.isLucky(0.3),
    note: '',
  };
}

/** Somebody changes something. */
export function changed(fleet: Fleet, chance: Chance): Fleet {
  const { systems, dependsOn, channels } = fleet;
  switch (chance.below(9)) {
    case 0:
      return { ...fleet, limit: chance.pick([400, 450, 500, 600]) };
    case 1:
      return { ...fleet, forS: chance.pick([0, 10, 30]) };
    case 2:
      return { ...fleet, note: `note ${chance.below(5)}` };
    case 3:
      return systems.length < 8
        ? {
            ...fleet,
            systems: [...systems, `t${systems.length}`],
            dependsOn: [...dependsOn, chance.below(systems.length)],
          }
        : fleet;
    case 4: {
      // The last ones go: one, or so many that somebody has to say yes.
      const left = Math.max(2, systems.length - chance.pick([1, 1, 2, 3]));
      return { ...fleet, systems: systems.slice(0, left), dependsOn: dependsOn.slice(0, left) };
    }
    case 5:
      return { ...fleet, channels: channelNames.slice(0, channels.length === 2 ? 3 : 2) };
    case 6:
      return { ...fleet, toldCount: chance.between(1, channels.length) };
    case 7:
      return { ...fleet, hasEscalation: !fleet.hasEscalation };
    default:
      return { ...fleet, groupWaitS: chance.pick([0, 5, 30]) };
  }
}

/** The files of a configuration, sorted by path. */
export function filesOf(fleet: Fleet): readonly SourceFile[] {
  return [
    { path: 'policies.yaml', text: policies(fleet) },
    { path: 'topology.yaml', text: topology(fleet) },
    { path: 'tower.yaml', text: root(fleet) },
  ];
}

function root({ everyS, note }: Fleet): string {
  return `tower: v1
# ${note}
config: { name: simulated, evaluate: { every: ${everyS}s } }
signals:
  latency: { unit: ms, better: lower }
  errors: { better: lower }
`;
}

function topology({ systems, dependsOn }: Fleet): string {
  const rows = systems.map((id, index) => {
    const to = dependsOn[index];
    const depends = to === undefined ? '' : `, dependsOn: { ${systems[to]}: hard }`;
    const criticality = index % 3 === 0 ? 'critical' : 'high';
    return `  ${id}: { type: service, owner: team-${index % 2}, criticality: ${criticality}${depends} }`;
  });
  return ['tower: v1', 'systems:', ...rows, ''].join('\n');
}

function policies(fleet: Fleet): string {
  const { channels, toldCount, hasEscalation, limit, forS, groupWaitS, knowsSilence } = fleet;
  const last = channels.at(-1) ?? '';
  const absent = knowsSilence ? ', absent: { for: 2m, as: unhealthy }' : ', absent: { as: hold }';
  return [
    'tower: v1',
    'channels:',
    ...channels.map(
      (id) => `  ${id}: { webhook: { url: "https://${id}.example/h", format: cloudevents } }`,
    ),
    ...(hasEscalation
      ? [
          'escalations:',
          '  e: { steps: [ { level: on_call, notify: [hook], wait: 2m }, { level: manager, notify: ' +
            `[${last}], wait: 5m } ], repeat: 15m }`,
        ]
      : []),
    'routes:',
    `  - { notify: [${channels.slice(0, toldCount).join(', ')}], groupWait: ${groupWaitS}s, groupInterval: 1m${
      hasEscalation ? ', escalation: e' : ''
    } }`,
    'thresholds:',
    `  slow: { match: { type: service }, signal: latency, critical: { at: ${limit}, for: ${forS}s }${absent} }`,
    '  failing: { match: { type: service }, signal: errors, warn: 10, critical: 50, absent: { as: hold } }',
    '',
  ].join('\n');
}
