import { waitAt } from '../../evaluate/alerting/escalation.ts';
import { type Prospect, prospectOf } from '../../evaluate/alerting/prospect.ts';
import type { PriorityName } from '../../model/config.generated.ts';
import type { Escalation, Model, Route } from '../../model/model.ts';
import { didYouMean } from '../../model/nearest.ts';
import { type Configuration, configurationOf } from '../configuration.ts';
import { type Written, writtenIn } from '../match-text.ts';
import { failed, type Outcome } from '../outcome.ts';
import { prospectText } from '../prospect-text.ts';
import { priorities } from '../route-words.ts';
import { routeLines } from '../routes-text.ts';
import type { Session } from '../session.ts';
import { sayLines } from '../text.ts';

export interface RoutesOptions {
  readonly system?: string;
  readonly priority?: PriorityName;
}

/** Prints where incidents go, or who would be told when of an incident of one system. */
export function routes(session: Session, { system: id, priority }: RoutesOptions): Outcome {
  if (id === undefined && priority !== undefined) {
    return failed(3, '`--priority` is about a system', 'name it: `--system ID`');
  }
  const opened = configurationOf(session, false);
  if ('outcome' in opened) {
    return opened.outcome;
  }
  return id === undefined
    ? allRoutes(opened)
    : routesOf(opened, id, priority === undefined ? priorities : [priority]);
}

function allRoutes({ model, project }: Configuration): Outcome {
  const written = writtenIn(project.files);
  return {
    exitCode: 0,
    render: (format, canvas) => {
      const context = { ...canvas, sources: project.sources };
      return format === 'json'
        ? json({ routes: model.routes.map((route) => routeRecord(model, route, written)) })
        : sayLines(context, routeLines(model, written, context));
    },
  };
}

function routesOf(
  { model, project }: Configuration,
  id: string,
  wanted: readonly PriorityName[],
): Outcome {
  const system = model.systemById.get(id);
  if (system === undefined) {
    return failed(3, `\`${id}\` is not a system`, didYouMean(id, model.systemById.keys()));
  }
  const prospects = wanted.map((priority) => prospectOf(model, system, priority));
  const written = writtenIn(project.files);
  return {
    exitCode: 0,
    render: (format, canvas) =>
      format === 'json'
        ? json({ system: id, prospects: prospects.map(prospectRecord) })
        : prospectText(
            { model, system, prospects, written },
            { ...canvas, sources: project.sources },
          ),
  };
}

function routeRecord(model: Model, route: Route, written: Written): object {
  const escalation = model.escalations.get(route.escalation ?? '');
  return {
    number: route.index + 1,
    match: written(route, 'match') ?? {},
    priorities: route.priorities ?? priorities,
    escalation:
      escalation === undefined ? null : escalationRecord(model, escalation, route.priorities),
    notify: route.notify,
    groupBy: route.groupBy,
    groupWaitMs: route.groupWaitMs,
    groupIntervalMs: route.groupIntervalMs,
    repeatMs: route.repeatMs ?? null,
    active: written(route, 'active') ?? null,
    file: route.at.file,
    line: route.at.line,
  };
}

function escalationRecord(
  { catalog }: Model,
  escalation: Escalation,
  those: readonly PriorityName[] | undefined,
): object {
  return {
    id: escalation.id,
    steps: escalation.steps.map((step) => ({
      level: step.level,
      notify: step.notify,
      run: step.run ?? null,
      waitMs: Object.fromEntries(
        (those ?? priorities).map((priority) => [
          priority,
          finite(waitAt(catalog, priority, step).ms),
        ]),
      ),
    })),
    acknowledgeStops: escalation.acknowledgeStops,
    acknowledgeExpiresMs: escalation.acknowledgeExpiresMs ?? null,
    repeatMs: escalation.repeatMs ?? null,
    file: escalation.at.file,
    line: escalation.at.line,
  };
}

function prospectRecord(prospect: Prospect): object {
  const { priority, route, escalation, levels, exhaustedAtMs, direct } = prospect;
  return {
    priority,
    route: route === undefined ? null : route.index + 1,
    escalation: escalation?.id ?? null,
    levels: levels.map(({ step, reachedAtMs, toldAtMs, wait }) => ({
      level: step.level,
      notify: step.notify,
      run: step.run ?? null,
      reachedAtMs: finite(reachedAtMs),
      toldAtMs: finite(toldAtMs),
      waitMs: finite(wait.ms),
      waitFrom: wait.from,
    })),
    exhaustedAtMs: finite(exhaustedAtMs),
    direct,
    directAtMs: direct.length === 0 ? null : (route?.groupWaitMs ?? null),
  };
}

/** JSON has no infinity: what never happens is null. */
function finite(ms: number): number | null {
  return Number.isFinite(ms) ? ms : null;
}

function json(value: object): string {
  return JSON.stringify(value, undefined, 2);
}
