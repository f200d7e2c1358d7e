import { mark } from '../import/draft-yaml.ts';
import { sortedBy } from '../model/order.ts';

/** Three policies that tell and fail nothing. */
export const guardText = `# What must be (\`require\`) or must not be (\`deny\`). \`warn\` tells and fails nothing; make it \`hard\` once it holds, and a pull
# request that breaks it fails. \`tower rules\` lists what conditions can say.
tower: v1

policies:
  every-system-has-an-owner:
    title: Somebody answers for every system
    enforcement: warn
    scope: system
    require: { fact: system, path: $.owner, operator: notEqual, value: "" }
    message: "nobody answers for {{ system.id }}"
    fix: "add \`owner: TEAM\`"

  what-matters-is-redundant:
    title: Critical and high systems survive the loss of a replica
    enforcement: warn
    scope: system
    deny:
      all:
        - { fact: system, path: $.criticality, operator: in, value: [critical, high] }
        - { fact: system, path: $.isSpof, operator: equal, value: true }
    message: "{{ system.id }} is {{ system.criticality }}, runs once and takes down what needs it"
    fix: set \`replicas\` to 2 or more, or depend on a group

  nothing-fails-with-something-less-critical:
    title: What a system fails with matters at least as much as the system
    enforcement: warn
    scope: dependency
    deny:
      all:
        - { fact: dependency, path: $.propagates, operator: equal, value: true }
        - fact: dependency
          path: $.from.criticalityRank
          operator: greaterThan
          value: { fact: dependency, path: $.to.criticalityRank }
    message: "{{ dependency.from.id }} ({{ dependency.from.criticality }}) fails with {{ dependency.to.id }} ({{ dependency.to.criticality }})"
    fix: raise the criticality of the target, or make the dependency \`soft\`
`;

/** A channel, an escalation and routes that need no secret to be valid. */
export const escalationText = `# Who is told of an incident. Nothing is sent before somebody runs \`tower watch --deliver\`.
tower: v1

channels:
  journal: { file: { path: var/notifications.ndjson } }
  team-mail: { email: { to: [team@example.com] } }  # ${mark}: whom you want to reach; also slack, pagerduty, sms, webhook

# While nobody acknowledges, the next level is told.
escalations:
  wake-somebody:
    steps:
      - { level: on_call, notify: [journal, team-mail], wait: 15m }
      - { level: team_lead, notify: [team-mail] }

# The first route that matches counts, and the last one takes the rest.
routes:
  - match: { priority: [p1, p2, p3] }
    escalation: wake-somebody
  - notify: [journal]
`;

/** A limit of a primary signal, and a value that is well. */
interface Limit {
  readonly signal: string;
  readonly warn: string;
  readonly critical: string;
  readonly well: number | string;
}

/** One signal for each type of the built-in catalog. The limits are guesses, and marked as such. */
const limitByType: ReadonlyMap<string, Limit> = new Map([
  ['agent', { signal: 'error_rate', warn: '0.05', critical: '{ at: 0.2, for: 2m }', well: 0.01 }],
  ['cache', { signal: 'memory', warn: '0.9', critical: '{ at: 0.98, for: 5m }', well: 0.6 }],
  [
    'database',
    { signal: 'connections', warn: '0.8', critical: '{ at: 0.95, for: 1m }', well: 0.4 },
  ],
  ['integration', { signal: 'status', warn: 'degraded', critical: 'down', well: 'ok' }],
  [
    'orchestrator',
    { signal: 'queue_depth', warn: '100', critical: '{ at: 500, for: 5m }', well: 5 },
  ],
  ['pipeline', { signal: 'failures', warn: '1', critical: '3', well: 0 }],
  ['queue', { signal: 'age', warn: '60', critical: '{ at: 300, for: 1m }', well: 2 }],
  [
    'service',
    { signal: 'availability', warn: '0.99', critical: '{ at: 0.95, for: 2m }', well: 0.999 },
  ],
]);

/** Limits for the types that there are; undefined where none of them has one. */
export function thresholdsText(types: Iterable<string>): string | undefined {
  const own = sortedBy(new Set(types), (type) => type).flatMap((type) => {
    const limit = limitByType.get(type);
    return limit === undefined ? [] : [{ type, ...limit }];
  });
  return own.length === 0
    ? undefined
    : [
        '# When a signal is bad. Which direction is good belongs to the signal, and is never repeated here. Limits are inclusive.',
        'tower: v1',
        '',
        'thresholds:',
        ...own.flatMap(({ type, signal, warn, critical }) => [
          `  ${type}-${signal.replaceAll('_', '-')}:`,
          `    match: { type: ${type} }`,
          `    signal: ${signal}`,
          `    warn: ${warn}  # ${mark}`,
          `    critical: ${critical}  # ${mark}`,
        ]),
        '',
      ].join('\n');
}

/** A signal of a type with a value that is well; undefined where nobody follows one. */
export function wellOf(
  type: string,
): { readonly signal: string; readonly value: number | string } | undefined {
  const limit = limitByType.get(type);
  return limit && { signal: limit.signal, value: limit.well };
}
