import { evaluate, type Step } from '../evaluate/evaluate.ts';
import { forkState, type State } from '../evaluate/state.ts';
import type { Migration } from '../model/migration.ts';
import type { Model } from '../model/model.ts';
import { compareText } from '../model/order.ts';
import { renamedIn } from '../model/renames.ts';
import type { Alert, Finding, Report } from '../model/report.generated.ts';
import { sayInstant } from '../model/time.ts';
import { configurationChanges, type Renames } from './configuration-changes.ts';

/** What is live: the model, what it remembers, and its last report, where there is one at hand. */
export interface Live {
  readonly model: Model;
  /** Not changed. */
  readonly state: State;
  readonly report?: Report;
}

/** A change of the configuration, tried out. */
export interface Rehearsal {
  readonly migration: Migration;
  /** The first step under the new configuration, with nothing heard. Its state is what the live one becomes when it is taken. */
  readonly step: Step;
}

const changedMax = 20;

/**
 * What another configuration makes of what is live at an instant in milliseconds, found by taking the first step under it on a copy of
 * the state. The report before, where it is not given, is that of a step under the old one at the same instant.
 */
export function rehearse(before: Live, after: Model, at: number): Rehearsal {
  const batch = { at: sayInstant(Math.max(at, before.state.at)) };
  const was = before.report ?? evaluate(before.model, forkState(before.state), batch).report;
  const step = evaluate(after, forkState(before.state), batch);
  return { migration: compared(before.model, was, after, step.report), step };
}

function compared(before: Model, was: Report, after: Model, is: Report): Migration {
  const renames = renamesBetween(before, after);
  const changed = configurationChanges(before, after, renames);
  const names = { was: activeNames(was, renames), is: activeNames(is, noRenames) };
  return {
    changes: changed.length,
    changed: changed.slice(0, changedMax),
    systems: systemsMigrated(before, after, renames),
    alerts: {
      firingBefore: names.was.size,
      resolve: missing(names.was, names.is),
      fire: missing(names.is, names.was),
    },
    emptied: emptiedBetween(before, after),
    spofs: spofsMigrated(was, is, renames),
    findings: {
      before: was.findings.filter(isBlocking).length,
      after: is.findings.filter(isBlocking).length,
    },
    rerouted: reroutedIn(is),
  };
}

const noRenames: Renames = { systems: new Map(), thresholds: new Map() };

function renamesBetween(before: Model, after: Model): Renames {
  const known = new Set(before.thresholds.map(({ id }) => id));
  return {
    systems: renamedIn(after.systems, (id) => before.systemById.has(id)),
    thresholds: renamedIn(after.thresholds, (id) => known.has(id)),
  };
}

function systemsMigrated(
  before: Model,
  after: Model,
  { systems: renamed }: Renames,
): Migration['systems'] {
  const come = new Set(renamed.values());
  return {
    before: before.systems.length,
    added: after.systems
      .map(({ id }) => id)
      .filter((id) => !(before.systemById.has(id) || come.has(id))),
    removed: before.systems
      .map(({ id }) => id)
      .filter((id) => !(after.systemById.has(id) || renamed.has(id))),
    renamed: [...renamed]
      .map(([from, to]) => ({ from, to }))
      .sort((a, b) => compareText(a.to, b.to)),
  };
}

/** Ids of alerts that fire or recover, by what they are called under the new configuration. */
function activeNames(report: Report, renames: Renames): ReadonlyMap<string, string> {
  return new Map(
    report.alerts
      .filter(({ state }) => state !== 'pending')
      .map((alert) => [nameOf(alert, renames), alert.id]),
  );
}

function nameOf({ system, source, kind }: Alert, { systems, thresholds }: Renames): string {
  return JSON.stringify([systems.get(system) ?? system, thresholds.get(source) ?? source, kind]);
}

/** Ids of what the one has and the other does not, sorted. */
function missing(
  of: ReadonlyMap<string, string>,
  among: ReadonlyMap<string, string>,
): readonly string[] {
  return [...of]
    .filter(([name]) => !among.has(name))
    .map(([, id]) => id)
    .sort(compareText);
}

function spofsMigrated(was: Report, is: Report, { systems }: Renames): Migration['spofs'] {
  const before = new Map(was.spofs.map(({ system }) => [systems.get(system) ?? system, system]));
  const after = new Map(is.spofs.map(({ system }) => [system, system]));
  return { added: missing(after, before), removed: missing(before, after) };
}

function isBlocking({ severity, waivedBy }: Finding): boolean {
  return severity === 'error' && waivedBy === null;
}

/** Ids of the incidents of which somebody is told in this step that it moved. */
function reroutedIn({ at, incidents }: Report): readonly string[] {
  return incidents
    .filter(({ told }) => told.some((one) => one.at === at && one.reasons.includes('moved')))
    .map(({ id }) => id)
    .sort(compareText);
}

function emptiedBetween(before: Model, after: Model): Migration['emptied'] {
  const sections = [
    ['channels', before.channels.size, after.channels.size],
    ['thresholds', before.thresholds.length, after.thresholds.length],
  ] as const;
  return sections
    .filter(([, was, is]) => was > 0 && is === 0)
    .map(([section, was]) => ({ section, before: was }));
}

/** The part of what fires, or of the systems, beyond which somebody has to say yes. */
const shareMax = 0.2;
/** Fewer than these never hold a change: in a small fleet every single one is more than a fifth. */
const fewest = 2;

/**
 * Why a change has to be confirmed before it is applied, in a sentence: `6 of 20 systems would go (30 %, more than 20 %)`; undefined
 * where it need not.
 */
export function gateOf({ alerts, systems, emptied }: Migration): string | undefined {
  const reasons = [
    heldBy(alerts.resolve.length, alerts.firingBefore, ['firing alert', 'resolve']),
    heldBy(systems.removed.length, systems.before, ['system', 'go']),
    ...emptied
      .filter(({ before }) => before >= fewest)
      .map(({ section, before }) => `all ${before} ${section} would go`),
  ].filter((reason) => reason !== undefined);
  return reasons.length === 0 ? undefined : reasons.join('; ');
}

function heldBy(
  count: number,
  of: number,
  [noun, verb]: readonly [string, string],
): string | undefined {
  if (count < fewest || count <= shareMax * of) {
    return undefined;
  }
  const share = Math.round((1_000 * count) / of) / 10;
  return `${count} of ${of} ${noun}s would ${verb} (${share} %, more than ${100 * shareMax} %)`;
}
