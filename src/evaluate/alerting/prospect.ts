import type { PriorityName } from '../../model/config.generated.ts';
import type { Escalation, EscalationStep, Model, Route, System } from '../../model/model.ts';
import { routeFor } from './alert-plan.ts';
import { type Wait, waitAt } from './escalation.ts';

/**
 * What becomes of an incident while nobody acknowledges it and nothing suppresses it. Times are in milliseconds from its
 * beginning, and infinite for what never happens.
 */
export interface Prospect {
  readonly priority: PriorityName;
  /** Undefined: nobody is told. */
  readonly route: Route | undefined;
  readonly escalation: Escalation | undefined;
  readonly levels: readonly ProspectLevel[];
  /** When nobody is left to escalate to. */
  readonly exhaustedAtMs: number;
  /** Channels that the route tells by itself: those that no level tells. */
  readonly direct: readonly string[];
}

export interface ProspectLevel {
  readonly step: EscalationStep;
  readonly reachedAtMs: number;
  /** When its channels are told and its executor runs. Those of the first level wait for `groupWait`, and no longer than the level lasts. */
  readonly actsAtMs: number;
  /** When its channels are told; infinite where it has none. */
  readonly toldAtMs: number;
  readonly wait: Wait;
}

/** Which route an incident of a root takes that has had a priority all along, and who would be told when. */
export function prospectOf(model: Model, root: System, priority: PriorityName): Prospect {
  const route = routeFor(model, root, priority);
  const escalation = model.escalations.get(route?.escalation ?? '');
  let reachedAtMs = 0;
  const levels = (escalation?.steps ?? []).map((step, index): ProspectLevel => {
    const wait = waitAt(model.catalog, priority, step);
    const heldMs = index === 0 ? Math.min(route?.groupWaitMs ?? 0, wait.ms) : 0;
    const level: ProspectLevel = {
      step,
      reachedAtMs,
      actsAtMs: reachedAtMs + heldMs,
      toldAtMs: step.notify.length > 0 ? reachedAtMs + heldMs : Number.POSITIVE_INFINITY,
      wait,
    };
    reachedAtMs += wait.ms;
    return level;
  });
  return {
    priority,
    route,
    escalation,
    levels,
    exhaustedAtMs: levels.length === 0 ? Number.POSITIVE_INFINITY : reachedAtMs,
    direct: route === undefined ? [] : directChannels(route, escalation),
  };
}

/** The channels that a route tells by itself: one that its escalation names is told by that. */
export function directChannels(
  { notify }: Pick<Route, 'notify'>,
  escalation: { readonly steps: readonly Pick<EscalationStep, 'notify'>[] } | undefined,
): readonly string[] {
  const called = new Set(escalation?.steps.flatMap((step) => step.notify));
  return notify.filter((channel) => !called.has(channel));
}
