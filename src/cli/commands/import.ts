import { textOf } from '../../adapters/utf8.ts';
import { importDifferences } from '../../analysis/import-differences.ts';
import { readSource } from '../../config/source.ts';
import { backstageOf } from '../../import/backstage.ts';
import { composeOf } from '../../import/compose.ts';
import { draftsOf } from '../../import/draft.ts';
import { fileText } from '../../import/draft-yaml.ts';
import { type Identified, identified, nothingKnown } from '../../import/identify.ts';
import { ignoredIn } from '../../import/ignored.ts';
import { kubernetesOf } from '../../import/kubernetes.ts';
import { observedBatch } from '../../import/observed-batch.ts';
import type { ReadImport } from '../../import/reading.ts';
import { serviceGraphOf } from '../../import/service-graph.ts';
import { type SourceFile, sortedDiagnostics } from '../../model/diagnostic.ts';
import type { Imported } from '../../model/imported.ts';
import { limits, sayBytes } from '../../model/limits.ts';
import { didYouMean } from '../../model/nearest.ts';
import { sayInstant } from '../../model/time.ts';
import { answered } from '../answer.ts';
import { configurationOf, isError } from '../configuration.ts';
import { importAlerting } from '../import-alerting.ts';
import { readImportFiles } from '../import-files.ts';
import { type ImportRun, importNotes } from '../import-run.ts';
import { differenceLines, differencesJson, exitOf } from '../import-text.ts';
import { updateFile } from '../import-update.ts';
import { failed, type Outcome } from '../outcome.ts';
import { placeOf } from '../project.ts';
import { readInput } from '../read-input.ts';
import { absolute, type Session } from '../session.ts';
import { wrongInstant } from '../times.ts';
import { said } from '../validation.ts';

export interface ImportOptions {
  readonly update?: string;
  readonly diff?: boolean;
  readonly at?: string;
}

export interface ImportArguments {
  readonly source: string;
  readonly files: readonly string[];
  /** All sources that there are. */
  readonly known: readonly string[];
}

/** Reads what another tool says of a fleet: prints it, adds it to a file, or compares it with what is declared. */
export async function importCommand(
  session: Session,
  { source, files, known }: ImportArguments,
  options: ImportOptions,
): Promise<Outcome> {
  if (!known.includes(source)) {
    return failed(3, `\`${source}\` is not a source of imports`, didYouMean(source, known));
  }
  if (source === 'alertmanager') {
    return importAlerting(session, files, options);
  }
  const wrong = wrongUsage(session, options) ?? wrongSource(session, source, files);
  if (wrong !== undefined) {
    return wrong;
  }
  const run = await readRun(session, source, { files, update: options.update });
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
  return wrongInstant(at);
}

/** What makes an import of one file. */
const readers: ReadonlyMap<string, (file: SourceFile) => ReadImport> = new Map([
  ['otel', serviceGraphOf],
  ['compose', composeOf],
]);

/** Of metrics and of Compose, a second file would be another fleet; and nobody saw what a catalog says. */
function wrongSource(
  session: Session,
  source: string,
  [, second, ...others]: readonly string[],
): Outcome | undefined {
  if (source === 'backstage' && session.formats.includes('batch')) {
    return failed(
      3,
      'a catalog says what is meant to run, and a batch what was seen to',
      'compare it with `--diff`',
    );
  }
  return second === undefined || !readers.has(source)
    ? undefined
    : failed(
        3,
        `too many arguments: ${[second, ...others].map((word) => `\`${word}\``).join(', ')}`,
        `\`tower import ${source}\` takes one file`,
      );
}

interface Wanted {
  readonly files: readonly string[];
  readonly update: string | undefined;
}

/** Reads the files, or the outcome that stands for their lack. */
async function readRun(
  session: Session,
  source: string,
  { files, update }: Wanted,
): Promise<ImportRun | { readonly outcome: Outcome }> {
  const reader = readers.get(source);
  return reader === undefined
    ? readMany(session, source === 'backstage' ? backstageOf : kubernetesOf, { files, update })
    : readOne(session, { source, path: files[0] ?? '-' }, reader);
}

async function readMany(
  session: Session,
  reader: (files: readonly SourceFile[]) => ReadImport,
  { files: paths, update }: Wanted,
): Promise<ImportRun | { readonly outcome: Outcome }> {
  const except = update === undefined ? undefined : absolute(session, update);
  const { files, name, diagnostics: unread } = await readImportFiles(session, paths, except);
  const isUnread = unread.some(isError);
  const { imported, diagnostics } = isUnread
    ? { imported: undefined, diagnostics: [] }
    : reader(files);
  const told = sortedDiagnostics([...unread, ...diagnostics]);
  return imported === undefined
    ? { outcome: said(session, { files: files.length, systems: 0, diagnostics: told }, new Map()) }
    : { imported, name, diagnostics: told };
}

async function readOne(
  session: Session,
  { source, path }: { readonly source: string; readonly path: string },
  reader: (file: SourceFile) => ReadImport,
): Promise<ImportRun | { readonly outcome: Outcome }> {
  const isMetrics = source === 'otel';
  const bytesMax = isMetrics ? limits.batchBytes : limits.fileBytes;
  const { file: bytes, diagnostic } = await readInput(session, path, bytesMax);
  const file: SourceFile | undefined = bytes === undefined ? undefined : textOf(bytes);
  const { imported, diagnostics } =
    file === undefined ? { imported: undefined, diagnostics: [diagnostic] } : reader(file);
  if (file === undefined || imported === undefined) {
    // Lines of a Compose file are not shown: beside the wrong one a password may stand.
    const sources = new Map(file === undefined || !isMetrics ? [] : [[file.path, file.text]]);
    const told = diagnostics.flatMap((one) => one ?? []);
    return { outcome: said(session, { files: 1, systems: 0, diagnostics: told }, sources) };
  }
  return { imported, name: file.path, diagnostics };
}

/** The import as a configuration, as a batch, or as both: what was asked for. */
function printed(session: Session, run: ImportRun, at: string | undefined): Outcome {
  const yaml = session.formats.includes('yaml') ? yamlOf(session, run) : undefined;
  if (yaml !== undefined && 'outcome' in yaml) {
    return yaml.outcome;
  }
  const batch = session.formats.includes('batch') ? batchOf(session, run.imported, at) : undefined;
  if (batch !== undefined && 'outcome' in batch) {
    return batch.outcome;
  }
  const named = (yaml ?? batch)?.identified.diagnostics ?? [];
  return {
    exitCode: 0,
    notes: importNotes([...run.diagnostics, ...named]),
    render: (format) => (format === 'batch' ? batch : yaml)?.text ?? '',
  };
}

interface ImportText {
  readonly text: string;
  readonly identified: Identified;
}

/** The import as a file of a configuration, or the outcome where it would not be one. */
function yamlOf(
  session: Session,
  { imported, name }: ImportRun,
): ImportText | { readonly outcome: Outcome } {
  const fresh = identified(imported, nothingKnown);
  const origin = { source: imported.source, file: name };
  const text = fileText(draftsOf(imported, fresh.idByName), origin);
  if (Buffer.byteLength(text) > limits.fileBytes) {
    const most = sayBytes(limits.fileBytes);
    return {
      outcome: failed(
        2,
        `the import comes to more than the ${most} that a file of a configuration may have`,
        'give what is known of a part of the fleet',
      ),
    };
  }
  const { diagnostics } = readSource({ path: `import of ${name}`, text });
  return diagnostics.length > 0
    ? { outcome: said(session, { files: 1, systems: 0, diagnostics }, new Map()) }
    : { text, identified: fresh };
}

/** The import as what was observed, by the ids of the configuration where there is one. The clock is read where nothing else tells the time. */
function batchOf(
  session: Session,
  imported: Imported,
  at: string | undefined,
): ImportText | { readonly outcome: Outcome } {
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
  const told = { imported: run.imported, file: run.name, name: model.name, differences };
  return {
    ...answered(differencesJson(told), (context) => differenceLines(told, context)),
    exitCode: exitOf(differences),
    notes: importNotes([...run.diagnostics, ...diagnostics]),
  };
}
