import type { Known } from '../config/problems.ts';
import { subjectsOf } from '../evaluate/subjects.ts';
import { driftRules } from '../model/drift-rules.ts';
import type { Model } from '../model/model.ts';

/** What a scenario may name: each is made when something first asks for it. */
export interface Names {
  readonly system: () => Known;
  readonly node: () => Known;
  readonly signal: () => Known;
  readonly threshold: () => Known;
  readonly channel: () => Known;
  readonly level: () => Known;
  readonly policy: () => Known;
  readonly subject: () => Known;
  /** What keeps people from being told: what does it, or the kind of reason. */
  readonly reason: () => Known;
}

/** Kinds of reasons for which nobody is told. */
const reasonKinds = [
  'acknowledged',
  'dependency',
  'flapping',
  'maintenance',
  'route-hours',
  'silence',
] as const;

/** What alerts of probes have in the place of a signal. */
const probeSignals = ['check', 'heartbeat'] as const;

const scopes = ['system', 'dependency', 'resource', 'repo'] as const;

/** The names of all configurations that a scenario runs with. */
export function namesOf(models: readonly Model[]): Names {
  const known = (what: string, idsIn: (model: Model) => Iterable<string>): (() => Known) => {
    let made: Known | undefined;
    return () => {
      made ??= { what, ids: new Set(models.flatMap((model) => [...idsIn(model)])) };
      return made;
    };
  };
  return {
    system: known('a system', ({ systemById }) => systemById.keys()),
    node: known('a system or a group', ({ systemById, groupById }) => [
      ...systemById.keys(),
      ...groupById.keys(),
    ]),
    signal: known('a signal', ({ signals }) => [...signals.keys(), ...probeSignals]),
    threshold: known('a threshold', ({ thresholds }) => thresholds.map(({ id }) => id)),
    channel: known('a channel', ({ channels }) => channels.keys()),
    level: known('a level', ({ catalog, escalations }) => [
      ...catalog.levels.keys(),
      ...[...escalations.values()].flatMap(({ steps }) => steps.map(({ level }) => level)),
    ]),
    policy: known('a policy', ({ policies }) => [
      ...policies.map(({ id }) => id),
      ...driftRules.map(({ id }) => id),
    ]),
    subject: known('a subject of a policy', subjectIds),
    reason: known(
      'a system, a maintenance window, a silence or a kind of reason',
      ({ systemById, windows, silences }) => [
        ...reasonKinds,
        ...systemById.keys(),
        ...windows.map(({ id }) => id),
        ...silences.map(({ id }) => id),
      ],
    ),
  };
}

function subjectIds(model: Model): readonly string[] {
  return [
    ...scopes.flatMap((scope) => subjectsOf(scope, model).map(({ id }) => id)),
    ...model.waivers.map(({ id }) => id),
  ];
}
