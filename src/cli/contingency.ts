import { contingencyOf } from '../analysis/contingency.ts';
import { type FailureUnit, unitsOf } from '../analysis/failure-units.ts';
import type { TopologySource } from '../graph/topology.ts';
import type { Model } from '../model/model.ts';
import { compareText } from '../model/order.ts';
import { isFailing } from '../model/words.ts';
import { answered } from './answer.ts';
import { configurationOf } from './configuration.ts';
import { contingencyLines } from './contingency-text.ts';
import { carriedOut, endingOfWork } from './long-work.ts';
import { failed, type Outcome } from './outcome.ts';
import { type Session, statePath } from './session.ts';
import { lastReport } from './state.ts';
import { unknownNode } from './unknown-node.ts';

export interface ContingencyOptions {
  readonly all?: '1' | '2';
  readonly unit?: string;
  readonly target?: readonly string[];
  readonly state?: string;
}

/** Tries all failures of one unit, or of two, and prints the worst. An interrupt prints those that were found. */
export async function contingency(
  session: Session,
  options: ContingencyOptions & { readonly all: '1' | '2' },
): Promise<Outcome> {
  const opened = configurationOf(session, false);
  if ('outcome' in opened) {
    return opened.outcome;
  }
  const { model } = opened;
  const { all, unit = 'system', target } = options;
  const unknown = unknownNode(model, target ?? []);
  if (unknown !== undefined) {
    return unknown;
  }
  const found = unitsOf(model, unit);
  if (found.units === undefined) {
    return failed(3, found.message, found.help);
  }
  const working = workingOf(session, model, options);
  if ('outcome' in working) {
    return working.outcome;
  }
  const { source, down } = working;
  const work = contingencyOf(model, {
    order: all === '1' ? 1 : 2,
    unit,
    units: without(found.units, down),
    targets: target?.toSorted(compareText),
    source,
  });
  const title = all === '1' ? 'single failures' : 'pairs of failures';
  const worked = await carriedOut(session.world, work, title);
  const { found: worst } = worked;
  return endingOfWork(
    answered({ contingency: worst }, (context) => contingencyLines(worst, context)),
    worked,
  );
}

interface Working {
  readonly source: TopologySource;
  /** Ids of systems that are down already. */
  readonly down: ReadonlySet<string>;
}

/** The graph of what still works: all of the model, or without what a state says is down. */
function workingOf(
  session: Session,
  model: Model,
  { state }: ContingencyOptions,
): Working | { readonly outcome: Outcome } {
  const path = statePath(session, state);
  if (path === undefined) {
    return { source: model, down: new Set() };
  }
  const last = lastReport(session, model, path);
  if ('outcome' in last) {
    return last;
  }
  const { systems, groups } = last.report;
  const down = new Set(
    [...systems, ...groups].filter(({ status }) => isFailing(status)).map(({ id }) => id),
  );
  return {
    down,
    source: {
      catalog: model.catalog,
      systems: model.systems.filter(({ id }) => !down.has(id)),
      groups: model.groups
        .filter(({ id }) => !down.has(id))
        .map((group) => ({ ...group, members: group.members.filter((id) => !down.has(id)) })),
    },
  };
}

function without(units: readonly FailureUnit[], down: ReadonlySet<string>): readonly FailureUnit[] {
  return units
    .map(({ name, systems }) => ({ name, systems: systems.filter((id) => !down.has(id)) }))
    .filter(({ systems }) => systems.length > 0);
}
