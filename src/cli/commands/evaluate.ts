import { textOf } from '../../adapters/utf8.ts';
import { batchScanner } from '../../config/batch-scanner.ts';
import { type ReadingsFile, readReadings } from '../../config/read-readings.ts';
import { evaluateReadings } from '../../evaluate/evaluate.ts';
import { planOf } from '../../evaluate/plan.ts';
import { emptyState, loadState, type State, saveState } from '../../evaluate/state.ts';
import { type VerdictOptions, verdict } from '../../evaluate/verdict.ts';
import { limits, sayCount } from '../../model/limits.ts';
import type { Model } from '../../model/model.ts';
import { readingsOf } from '../../model/read-batch.ts';
import type { Readings } from '../../model/readings.ts';
import type { Report } from '../../model/report.generated.ts';
import type { SavedState } from '../../model/state.generated.ts';
import { sayInstant } from '../../model/time.ts';
import type { Format, RenderContext } from '../../report/context.ts';
import { renderReport } from '../../report/render.ts';
import { countingBaseline, type HeldBaseline, marked } from '../baseline.ts';
import { type BaselineOptions, baselineFor } from '../baseline-options.ts';
import { configurationOf } from '../configuration.ts';
import { merged } from '../merge.ts';
import { failed, type Outcome } from '../outcome.ts';
import { readInput } from '../read-input.ts';
import { absolute, repeated, type Session, shown, statePath } from '../session.ts';
import { remembered } from '../state.ts';
import { strayLink } from '../stray-link.ts';
import { wrongInstant } from '../times.ts';
import { keepUnheard, unheardReport } from '../unheard-report.ts';
import { refused } from '../validation.ts';
import { writeFile } from '../write-file.ts';

export interface EvaluateOptions extends VerdictOptions, BaselineOptions {
  readonly signals?: string;
  readonly state?: string;
  readonly at?: string;
}

/** Judges a batch, or several in order, and keeps the state where one is named. */
export async function evaluateCommand(
  session: Session,
  options: EvaluateOptions,
): Promise<Outcome> {
  const wrong = wrongInstant(options.at);
  if (wrong !== undefined) {
    return wrong;
  }
  const opened = configurationOf(session, true);
  if ('outcome' in opened) {
    return opened.outcome;
  }
  const { model, project } = opened;
  const held = baselineFor(session, options);
  if (held !== undefined && 'outcome' in held) {
    return held.outcome;
  }
  const path = statePath(session, options.state);
  const isUnheard = options.signals === undefined && path === undefined;
  const at = options.at ?? sayInstant(session.world.clock.now());
  const known = isUnheard ? unheardReport(model, project.kept, at, options) : undefined;
  const read = known === undefined ? await batchesOf(session, options, model, at) : noBatches;
  if ('outcome' in read) {
    return read.outcome;
  }
  const kept = path === undefined ? forgetful() : keptState(session, path, model);
  if ('outcome' in kept) {
    return kept.outcome;
  }
  session.world.progress?.(() => `evaluating ${sayCount(model.systems.length)} systems`, true);
  const run =
    known === undefined
      ? evaluated(model, kept.state, read.readings, options)
      : { state: kept.state, reports: [known], notes: [] };
  if (isUnheard && known === undefined) {
    keepUnheard(model, project.kept, run);
  }
  const counted =
    held === undefined ? countedAsFound(run, options) : countedBy(session, held, run, options);
  const { reports, overall } = counted;
  return {
    exitCode: overall.exitCode,
    notes: [...kept.notes, ...run.notes, ...counted.notes],
    commit: () => {
      const saved = kept.save(model, run.state);
      return saved.failure === undefined ? (counted.commit?.() ?? saved) : saved;
    },
    render: (format, canvas) => {
      const again = repeated(session, options.state);
      const context = { ...canvas, sources: project.sources, again };
      const isLines = format === 'json' && read.isLines;
      return isLines
        ? reports.map((report) => line(report, context)).join('\n')
        : renderReport(format as Format, overall, context);
    },
  };
}

function line(report: Report, context: RenderContext): string {
  return renderReport('json', report, { ...context, compact: true }).trimEnd();
}

/** Reports with their verdicts, and all of them as one. */
interface Counted {
  readonly reports: readonly Report[];
  readonly overall: Report;
  readonly notes: readonly string[];
  readonly commit?: NonNullable<Outcome['commit']>;
}

function countedAsFound({ reports }: Run, options: VerdictOptions): Counted {
  return { reports, overall: merged(reports, options), notes: [] };
}

/** The same against a baseline, by which what it lists does not count. */
function countedBy(
  session: Session,
  held: HeldBaseline,
  run: Run,
  options: VerdictOptions,
): Counted {
  const { held: baseline, ...rest } = countingBaseline(session, held, merged(run.reports, options));
  const reports = run.reports.map((report) => {
    const known = marked(report, held, baseline);
    return { ...known, ...verdict(known, options) };
  });
  return { reports, overall: marked(merged(reports, options), held, baseline), ...rest };
}

const noBatches: Pick<ReadingsFile, 'readings' | 'isLines'> = { readings: [], isLines: false };

/** The batches to evaluate: those of `--signals`, else an empty one at the instant of the run. */
async function batchesOf(
  session: Session,
  options: EvaluateOptions,
  model: Model,
  now: string,
): Promise<Pick<ReadingsFile, 'readings' | 'isLines'> | { readonly outcome: Outcome }> {
  const { signals: path, at } = options;
  const { vocabulary } = planOf(model);
  if (path === undefined) {
    return { readings: [readingsOf(vocabulary, { at: now })], isLines: false };
  }
  const { file, diagnostic } = await readInput(session, path, limits.batchBytes);
  const { readings, isLines, diagnostics } =
    file === undefined
      ? { readings: [], isLines: false, diagnostics: [diagnostic] }
      : readReadings(batchScanner(vocabulary), file, at);
  if (diagnostics.length > 0) {
    const sources = new Map(file === undefined ? [] : [[file.path, textOf(file).text]]);
    return {
      outcome: refused({ files: 1, systems: model.systems.length, diagnostics }, sources),
    };
  }
  if (at !== undefined && readings.length > 1) {
    return {
      outcome: failed(
        3,
        `\`--at\` names one instant and \`${path}\` has ${readings.length} batches`,
        'leave it away: every batch has its own',
      ),
    };
  }
  return { readings, isLines };
}

/** State to begin with, and what becomes of the state at the end. */
interface KeptState {
  readonly state: State;
  readonly notes: readonly string[];
  readonly save: (model: Model, state: State) => ReturnType<NonNullable<Outcome['commit']>>;
}

function forgetful(): KeptState {
  return { state: emptyState(), notes: [], save: () => ({ value: undefined }) };
}

/** The state of a file, locked until the end of the process or until it is saved. */
function keptState(
  session: Session,
  path: string,
  model: Model,
): KeptState | { readonly outcome: Outcome } {
  const { files } = session.world;
  const full = absolute(session, path);
  const stray = strayLink(session, path, `the state file \`${path}\``);
  if (stray !== undefined) {
    return { outcome: stray };
  }
  if (files.kindOf(full) === 'folder') {
    return {
      outcome: failed(
        2,
        `\`${path}\` is a folder: that is how \`tower watch\` keeps its state`,
        'name a file, which is made where there is none',
      ),
    };
  }
  const before = remembered(session, path, model.systems.length);
  if ('outcome' in before) {
    return before;
  }
  const lockPath = `${full}.lock`;
  const lock = files.lock(lockPath, shown(session, lockPath));
  if (lock.value === undefined) {
    return { outcome: failed(2, `the state file \`${path}\` is not free: ${lock.failure}`) };
  }
  const read = remembered(session, path, model.systems.length);
  if ('outcome' in read) {
    return read;
  }
  return {
    state: read.saved === undefined ? emptyState() : loadState(read.saved),
    notes: keptNotes(path, read.saved, model),
    save: (saved, state) => {
      const text = `${JSON.stringify(saveState(saved, state))}\n`;
      const written = writeFile(session, full, text, `the state file \`${path}\``);
      lock.value.release();
      return written;
    },
  };
}

function keptNotes(path: string, saved: SavedState | undefined, model: Model): readonly string[] {
  if (saved === undefined) {
    return [`note: \`${path}\` does not exist yet, so nothing is remembered`];
  }
  const [before, now] = [saved.environment, model.environment].map((name) =>
    name === undefined ? 'no environment' : `\`${name}\``,
  );
  return before === now
    ? []
    : [
        `note: \`${path}\` was written in ${before}, and this run is in ${now}: keep a file for each`,
      ];
}

interface Run {
  readonly state: State;
  /** One for each batch, in order. */
  readonly reports: readonly Report[];
  readonly notes: readonly string[];
}

function evaluated(
  model: Model,
  start: State,
  batches: readonly Readings[],
  options: VerdictOptions,
): Run {
  const reports: Report[] = [];
  const notes: string[] = [];
  let state = start;
  for (const batch of batches) {
    const step = evaluateReadings(model, state, batch);
    state = step.state;
    reports.push({ ...step.report, ...verdict(step.report, options) });
    const { at: judgedAt } = step.state;
    if (judgedAt > batch.at) {
      notes.push(
        `note: the batch is of ${sayInstant(batch.at)}, and the state of ${sayInstant(judgedAt)}; evaluated at the later`,
      );
    }
  }
  return { state, reports, notes };
}
