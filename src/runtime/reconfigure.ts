import { gateOf, type Rehearsal, rehearse } from '../analysis/migration.ts';
import { type Diagnostic, sortedDiagnostics } from '../model/diagnostic.ts';
import { dropGone } from './dead-letter.ts';
import type { ConfigurationReading } from './input.ts';
import { liveWith } from './live.ts';
import {
  activate,
  type Candidate,
  type GoodCandidate,
  hold,
  reject,
  takeReading,
} from './reload.ts';
import { conclude, sayRolledBack } from './turn.ts';
import { say, type Watch } from './watch.ts';

/** Steps after which a new configuration is taken for good. */
const probationSteps = 3;

/** Takes a reading of the configuration, and makes it live where nothing speaks against it. */
export function reconfigure(watch: Watch, reading: ConfigurationReading, now: number): void {
  const { reload, settings, live } = watch;
  const read = takeReading(reload, reading, settings.load, watch.time);
  switch (read) {
    case 'known':
      return;
    case 'again':
      watch.effects.push({ kind: 'read-configuration', isThorough: false });
      return;
    case 'restored':
      say(watch, { type: 'config-restored', at: now, revision: live.model.revision });
      return;
    default:
      decide(watch, read, now);
  }
}

/** Applies what is held. */
export function confirm(watch: Watch, now: number): void {
  const { held } = watch.reload;
  const rehearsal = held === undefined ? undefined : tried(watch, held.candidate, now);
  if (held !== undefined && rehearsal !== undefined) {
    watch.reload.since = watch.time;
    swap(watch, held.candidate, rehearsal, now);
  }
}

function decide(watch: Watch, { reading, loaded }: Candidate, now: number): void {
  const { model, diagnostics } = loaded;
  if (model === undefined) {
    refuse(watch, reading, diagnostics, now);
    return;
  }
  const candidate = { reading, model, diagnostics };
  const rehearsal = tried(watch, candidate, now);
  if (rehearsal === undefined) {
    return;
  }
  const { migration } = rehearsal;
  const reason = gateOf(migration);
  if (reason === undefined || watch.settings.force) {
    swap(watch, candidate, rehearsal, now);
    return;
  }
  hold(watch.reload, { candidate, migration });
  const keeping = watch.live.model.revision;
  const { revision } = model;
  say(watch, { type: 'config-held', at: now, revision, migration, reason, keeping });
}

function refuse(
  watch: Watch,
  { files, hash }: ConfigurationReading,
  diagnostics: readonly Diagnostic[],
  now: number,
): void {
  reject(watch.reload, hash);
  const bySeverity = Map.groupBy(sortedDiagnostics(diagnostics), ({ severity }) => severity);
  say(watch, {
    type: 'config-rejected',
    at: now,
    diagnostics: (['error', 'warning', 'info'] as const).flatMap(
      (severity) => bySeverity.get(severity) ?? [],
    ),
    sources: new Map(files.map(({ path, text }) => [path, text])),
    keeping: watch.live.model.revision,
  });
}

/**
 * The first step under a candidate, on a copy of the state; undefined where that fails, which is a bug in Tower and no reason to
 * stop.
 */
function tried(watch: Watch, candidate: GoodCandidate, now: number): Rehearsal | undefined {
  const { live, report } = watch;
  const before = { ...live, ...(report === undefined ? {} : { report }) };
  try {
    return rehearse(before, candidate.model, now);
  } catch (error) {
    reject(watch.reload, candidate.reading.hash);
    sayRolledBack(watch, candidate.model, error, now);
    return undefined;
  }
}

/** Makes a configuration live, between two steps and in one assignment, with the step that was tried. */
function swap(
  watch: Watch,
  candidate: GoodCandidate,
  { migration, step }: Rehearsal,
  now: number,
): void {
  const { live, reload, settings } = watch;
  const { reading, model, diagnostics } = candidate;
  const { files, hash } = reading;
  watch.live = liveWith({ model, files, hash, epoch: live.epoch + 1, state: step.state });
  watch.probation = { stepsLeft: probationSteps, before: live, arrivals: [], told: new Set() };
  activate(reload, hash);
  dropGone(watch, now);
  conclude(watch, step.report, 0, now);
  say(watch, {
    type: 'config-applied',
    at: now,
    revision: model.revision,
    before: live.model.revision,
    epoch: watch.live.epoch,
    migration,
    diagnostics,
    tookMs: watch.time - reload.since + Math.max(0, settings.clock() - now),
  });
  say(watch, { type: 'stepped', at: now, report: step.report, batches: 0, tookMs: 0 });
  watch.renewal = 'asked';
}
