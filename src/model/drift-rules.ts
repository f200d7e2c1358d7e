/** A rule about drift: that what runs is what is declared. They are built in, and `config.drift` says how they count. */
export interface DriftRule {
  /** What policies call an id; waivers and reports name it. */
  readonly id: string;
  /** Its key in `config.drift`. */
  readonly part: DriftPart;
  readonly scope: 'system' | 'dependency';
  readonly title: string;
  /** What it demands, for people. */
  readonly explanation: string;
}

export type DriftPart = 'version' | 'configHash' | 'dependencies';

/** Sorted by id. */
export const driftRules: readonly DriftRule[] = [
  {
    id: 'drift/config',
    part: 'configHash',
    scope: 'system',
    title: 'Systems run with the configuration that is declared',
    explanation:
      'Where a system declares `configHash` and hashes were observed of it, all of the last instant must be that one. Hashes are compared as texts.',
  },
  {
    id: 'drift/dependencies',
    part: 'dependencies',
    scope: 'dependency',
    title: 'Systems call what they declare',
    explanation:
      'What a system was seen to call must follow from its `dependsOn`: a member stands for its group, a system for its proxies, and a fallback that names a system is declared as well. Where the observation says that it is complete, each declared dependency must be among the calls.',
  },
  {
    id: 'drift/version',
    part: 'version',
    scope: 'system',
    title: 'Systems run the version that is declared',
    explanation:
      'Where a system declares `version` and versions were observed of it, all of the last instant must be that one. Versions are compared as texts.',
  },
];

/** The built-in rule of an id. */
export function driftRuleOf(id: string): DriftRule | undefined {
  return driftRules.find((rule) => rule.id === id);
}
