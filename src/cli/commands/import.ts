import { textOf } from '../../adapters/utf8.ts';
import { importDifferences } from '../../analysis/import-differences.ts';
import { readSource } from '../../config/source.ts';
import { composeOf } from '../../import/compose.ts';
import { draftsOf } from '../../import/draft.ts';
import { fileText } from '../../import/draft-yaml.ts';
import { type Identified, identified, type KnownSystems } from '../../import/identify.ts';
import { ignoredIn } from '../../import/ignored.ts';
import { observedBatch } from '../../import/observed-batch.ts';
import { serviceGraphOf } from '../../import/service-graph.ts';
import type { SourceFile } from '../../model/diagnostic.ts';
import type { Imported } from '../../model/imported.ts';
import { limits } from '../../model/limits.ts';
import { didYouMean } from '../../model/nearest.ts';
import { parseInstant, sayInstant } from '../../model/time.ts';
import { configurationOf } from '../configuration.ts';
import { type ImportRun, importNotes } from '../import-run.ts';
import { differenceLines, differencesJson, exitOf } from '../import-text.ts';
import { updateFile } from '../import-update.ts';
import { failed, type Outcome } from '../outcome.ts';
import { placeOf } from '../project.ts';
import { absolute, type Session, shown } from '../session.ts';
import { sayLines } from '../text.ts';
import { said } from '../validation.ts';

export interface ImportOptions {
  readonly update?: string;
  readonly diff?: boolean;
  readonly at?: string;
}

export interface ImportArguments {
  readonly source: string;
  readonly file: string;
  /** All sources that there are. */
  readonly known: readonly string[];
}

const nothingKnown: KnownSystems = { systems: [], systemById: new Map(), groupById: new Map() };

/** Reads what another tool says of a fleet: prints it, adds it to a file, or compares it with what is declared. */
export async function importCommand(
  session: Session,
  { source, file: path, known }: ImportArguments,
  options: ImportOptions,
): Promise<Outcome> {
  if (!known.includes(source)) {
    return failed(3, `\`${source}\` is not a source of imports`, didYouMean(source, known));
  }
  const wrong = wrongUsage(session, options);
  if (wrong !== undefined) {
    return wrong;
  }
  const run = await readRun(session, source, path);
  if ('outcome' in run) {
    return run.outcome;
  }
  if (options.update !== undefined) {
    return updateFile(session, run, options.update);
  }
  return options.diff === true ? compared(session, run) : printed(session, run, options.at);
}

function wrongUsage(session: Session, { update, diff, at }: ImportOptions): Outcome | undefined {
  if (update !== undefined && diff === true) {
    return failed(3, '`--update` and `--diff` do not go together', 'compare first, then update');
  }
  if (at !== undefined && !session.formats.includes('batch')) {
    return failed(3, '`--at` is the instant of a batch', 'ask for one with `-o batch`');
  }
  return at === undefined || parseInstant(at) !== undefined
    ? undefined
    : failed(
        3,
        `\`${at}\` is not an instant`,
        'write it as RFC 3339, such as 2026-11-21T14:52:15Z',
      );
}

/** Reads the file, or the outcome that stands for its lack. */
async function readRun(
  session: Session,
  source: string,
  path: string,
): Promise<ImportRun | { readonly outcome: Outcome }> {
  const isMetrics = source === 'otel';
  const bytesMax = isMetrics ? limits.batchBytes : limits.fileBytes;
  const full = absolute(session, path);
  const { file: bytes, diagnostic } =
    path === '-'
      ? await session.world.stdin(bytesMax)
      : session.world.files.readBytes(full, shown(session, full), bytesMax);
  const file: SourceFile | undefined = bytes === undefined ? undefined : textOf(bytes);
  const { imported, diagnostics } =
    file === undefined
      ? { imported: undefined, diagnostics: [diagnostic] }
      : isMetrics
        ? serviceGraphOf(file)
        : composeOf(file);
  if (file === undefined || imported === undefined) {
    // Lines of a Compose file are not shown: beside the wrong one a password may stand.
    const sources = new Map(file === undefined || !isMetrics ? [] : [[file.path, file.text]]);
    const told = diagnostics.flatMap((one) => one ?? []);
    return { outcome: said(session, { files: 1, systems: 0, diagnostics: told }, sources) };
  }
  return { imported, file, diagnostics };
}

/** The import as a configuration, and as a batch where that is asked for. */
function printed(session: Session, run: ImportRun, at: string | undefined): Outcome {
  const { imported, file } = run;
  const fresh = identified(imported, nothingKnown);
  const text = fileText(draftsOf(imported, fresh.idByName), {
    source: imported.source,
    file: file.path,
  });
  const { diagnostics } = readSource({ path: `import of ${file.path}`, text });
  if (diagnostics.length > 0) {
    return said(session, { files: 1, systems: 0, diagnostics }, new Map());
  }
  const batch = session.formats.includes('batch') ? batchOf(session, imported, at) : undefined;
  if (batch !== undefined && 'outcome' in batch) {
    return batch.outcome;
  }
  const named = batch === undefined || session.formats.includes('yaml') ? fresh : batch.identified;
  return {
    exitCode: 0,
    notes: importNotes([...run.diagnostics, ...named.diagnostics]),
    render: (format) => (format === 'batch' ? (batch?.text ?? '') : text),
  };
}

interface BatchText {
  readonly text: string;
  readonly identified: Identified;
}

/** The import as what was observed, by the ids of the configuration where there is one. The clock is read where nothing else tells the time. */
function batchOf(
  session: Session,
  imported: Imported,
  at: string | undefined,
): BatchText | { readonly outcome: Outcome } {
  const isProject = !('outcome' in placeOf(session));
  const opened =
    isProject || session.root !== undefined ? configurationOf(session, false) : undefined;
  if (opened !== undefined && 'outcome' in opened) {
    return opened;
  }
  const found = identified(imported, opened?.model ?? nothingKnown);
  const instant = at ?? sayInstant(imported.latestAt ?? session.world.clock.now());
  const batch = observedBatch(imported, found.idByName, instant);
  return { text: JSON.stringify(batch, undefined, 2), identified: found };
}

/** The import against the configuration. */
function compared(session: Session, run: ImportRun): Outcome {
  const opened = configurationOf(session, false);
  if ('outcome' in opened) {
    return opened.outcome;
  }
  const { model, project } = opened;
  const { idByName, diagnostics } = identified(run.imported, model);
  const differences = importDifferences(model, {
    imported: run.imported,
    idByName,
    ignored: ignoredIn(project.sources.values()),
  });
  const told = { imported: run.imported, file: run.file.path, name: model.name, differences };
  return {
    exitCode: exitOf(differences),
    notes: importNotes([...run.diagnostics, ...diagnostics]),
    render: (format, canvas) => {
      const context = { ...canvas, sources: new Map() };
      return format === 'json'
        ? JSON.stringify(differencesJson(told), undefined, 2)
        : sayLines(context, differenceLines(told, context));
    },
  };
}
