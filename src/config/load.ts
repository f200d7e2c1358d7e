import { type Diagnostic, type SourceFile, sortedDiagnostics } from '../model/diagnostic.ts';
import { digest } from '../model/digest.ts';
import { limits } from '../model/limits.ts';
import type { Model } from '../model/model.ts';
import { compareText } from '../model/order.ts';
import { assignThresholds } from './assign-thresholds.ts';
import { builtIn } from './built-in.ts';
import { check } from './check.ts';
import { compileChannels, compileEscalations, compileExecutors } from './compile-alerting.ts';
import {
  compileCatalog,
  compileRegions,
  compileResources,
  compileSignals,
} from './compile-catalog.ts';
import { compileLayers } from './compile-layers.ts';
import { compileSettings, compileWaivers } from './compile-operations.ts';
import { compilePolicies, conditionsOf } from './compile-policies.ts';
import { compileRoutes } from './compile-routes.ts';
import { checkSilences, compileSilences } from './compile-silences.ts';
import { compileGroups, compileSystems } from './compile-systems.ts';
import { compileThresholds } from './compile-thresholds.ts';
import { compileWindows } from './compile-windows.ts';
import { areCountsBounded } from './counts.ts';
import { curtailed } from './curtail.ts';
import { environmentOf } from './environments.ts';
import { inEnvironment } from './in-environment.ts';
import { checkEscalations } from './meaning-escalations.ts';
import { checkRoutes } from './meaning-routes.ts';
import { checkTopology } from './meaning-topology.ts';
import { type Faults, mergeSources } from './merge-sources.ts';
import type { Path } from './places.ts';
import { newProblems, type Problems } from './problems.ts';
import { readSources } from './read-sources.ts';
import { checkReferences } from './references.ts';
import { checkRenames } from './renames.ts';
import { checkSelections } from './selections.ts';
import type { Source } from './source.ts';
import { systemIndexOf } from './system-index.ts';
import type { Tree } from './tree.ts';

/** What loading comes to: a model, or undefined where there is an error, and everything there is to say, in order of place. */
export interface Loaded {
  readonly model: Model | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** How far loading is: so many files of all are read, or systems are being compiled. */
export type LoadingStage =
  | { readonly work: 'reading'; readonly done: number; readonly total: number }
  | { readonly work: 'compiling'; readonly systems: number };

/**
 * Loads a configuration from the texts of its files; `tower.yaml` among them holds `config`. A `tower.NAME.yaml` beside it is the overlay
 * of an environment, and at most one is given. Never throws and reads nothing:
 * the four stages (YAML, schema, references, meaning) each tell all that they find, with positions. Where a file is not
 * YAML, the later stages wait until it is, because half of the names would be unknown. `note` is told how far it is, for
 * people who wait; nothing that it does matters to the outcome.
 */
export function load(
  files: readonly SourceFile[],
  note: (stage: LoadingStage) => void = () => undefined,
): Loaded {
  const { isWhole, ...read } = readSources(files, (done) =>
    note({ work: 'reading', done, total: files.length }),
  );
  const { sources, diagnostics, overlay } = inEnvironment(files, read);
  const { faults, isCut } = checked(sources, diagnostics);
  if (!isWhole || isCut) {
    return { model: undefined, diagnostics: curtailed(faults) };
  }
  const { tree, diagnostics: clashes } = mergeSources(builtIn, sources, {
    ...brokenBy(faults, overlay),
    isPartial: faults.some(({ severity }) => severity === 'error'),
  });
  const problems = newProblems();
  const model = areCountsBounded(tree, problems)
    ? compile({ tree, revision: revisionOf(files), overlay }, problems, () =>
        note({ work: 'compiling', systems: tree.table('systems').size }),
      )
    : undefined;
  const found = curtailed(
    unique(sortedDiagnostics([...faults, ...clashes, ...problems.found])),
    problems.untold(),
  );
  return model === undefined || found.some(({ severity }) => severity === 'error')
    ? { model: undefined, diagnostics: found }
    : { model: { ...model, diagnostics: found }, diagnostics: found };
}

/** What is wrong with the form of files, and whether there was so much that the rest was not looked at. */
function checked(
  sources: readonly Source[],
  diagnostics: readonly Diagnostic[],
): { readonly faults: readonly Diagnostic[]; readonly isCut: boolean } {
  const faults = [...diagnostics];
  let isCut = false;
  for (const source of sources) {
    for (const fault of faultsOf(source)) {
      faults.push(fault);
      isCut ||= fault.code === 'config/more-problems';
    }
    if (faults.length > limits.problems) {
      return { faults, isCut: true };
    }
  }
  return { faults, isCut };
}

/** Stage 2 for a file; what it said is remembered as long as the file is. */
function faultsOf(source: Source): readonly Diagnostic[] {
  const known = faults.get(source);
  if (known !== undefined) {
    return known;
  }
  const found = check(source);
  faults.set(source, found);
  return found;
}

const faults = new WeakMap<Source, readonly Diagnostic[]>();

/** 12 hex digits that stand for the content of all files. */
function revisionOf(files: readonly SourceFile[]): string {
  const parts = [...files].sort((a, b) => compareText(a.path, b.path));
  return digest(
    parts.flatMap(({ path, text }) => [path, text]),
    12,
  );
}

/**
 * What did not pass the schema, by path. An unknown key may be a required one misspelt, so that it spoils its map; what
 * else stands in the map is as good as before. What an overlay says stands in the files that it changes: their paths are its paths.
 */
function brokenBy(
  faults: readonly Diagnostic[],
  overlay: string | undefined,
): Pick<Faults, 'broken' | 'brokenItself'> {
  const errors = faults.filter(({ severity, at }) => severity === 'error' && at.path !== '$');
  // What is wrong, and what something wrong stands in; by file and path.
  const wrong = new Set<string>();
  const around = new Set<string>();
  const files = new Set(errors.map(({ at }) => at.file));
  const isOverlaid = overlay !== undefined && files.has(overlay);
  for (const { code, at } of errors) {
    if (code !== 'schema/unknown-key') {
      wrong.add(`${at.file}\n${at.path}`);
    }
    for (const outer of outwards(at.path)) {
      around.add(`${at.file}\n${outer}`);
    }
  }
  const fileNames = ({ file, beneath }: Source): readonly string[] =>
    isOverlaid && beneath !== undefined ? [file, overlay] : [file];
  const pathIn = (source: Source, path: Path): string | undefined =>
    fileNames(source).some((file) => files.has(file)) ? source.locate(path, 'key').path : undefined;
  const isInside = (source: Source, own: string): boolean =>
    fileNames(source).some((file) => outwards(own).some((outer) => wrong.has(`${file}\n${outer}`)));
  return {
    broken: (source, path) => {
      const own = pathIn(source, path);
      return (
        own !== undefined &&
        (fileNames(source).some((file) => around.has(`${file}\n${own}`)) || isInside(source, own))
      );
    },
    brokenItself: (source, path) => {
      const own = pathIn(source, path);
      return own !== undefined && isInside(source, own);
    },
  };
}

/** A path and those of all that it stands in. */
function outwards(path: string): readonly string[] {
  return [...path.matchAll(/[.[]|$/g)].map(({ index }) => path.slice(0, index));
}

/** Each thing once: a named condition is compiled for every scope that uses it, and a circle has many ways in. */
function unique(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const told = new Set<string>();
  return diagnostics.filter(({ code, at, message }) => {
    const place = code === 'rule/cyclic-condition' ? [] : [at.file, at.line, at.column];
    const key = JSON.stringify([code, message, ...place]);
    return !told.has(key) && told.add(key);
  });
}

interface Compiling {
  readonly tree: Tree;
  readonly revision: string;
  readonly overlay: string | undefined;
}

function compile(
  { tree, revision, overlay }: Compiling,
  problems: Problems,
  note: () => void,
): Model {
  note();
  const environment = overlay === undefined ? undefined : environmentOf(overlay);
  checkReferences(tree, problems);
  const catalog = compileCatalog(tree, problems);
  const signals = compileSignals(tree, problems);
  const thresholds = compileThresholds(tree, signals, problems);
  const bare = compileSystems(tree, catalog);
  note();
  const index = systemIndexOf(bare, catalog.types);
  const systems = assignThresholds(bare, thresholds, { tree, index, problems });
  const groups = compileGroups(tree);
  const resources = compileResources(tree);
  const settings = compileSettings(tree);
  const parts = {
    settings,
    catalog,
    signals,
    resources,
    systems,
    systemById: new Map(systems.map((system) => [system.id, system])),
    groups,
    groupById: new Map(groups.map((group) => [group.id, group])),
  };
  note();
  checkRenames(tree, problems);
  checkTopology(tree, parts, problems);
  const layering = compileLayers(tree, parts, problems);
  note();
  const policies = compilePolicies({
    tree,
    types: catalog.types,
    model: { ...parts, ...layering },
    problems,
  });
  note();
  const windows = compileWindows(tree, catalog.types, problems);
  const waivers = compileWaivers(tree, parts, problems);
  const alerting = {
    channels: compileChannels(tree),
    executors: compileExecutors(tree),
    escalations: compileEscalations(tree),
    routes: compileRoutes(tree, catalog.types, problems),
    silences: compileSilences(tree, catalog.types, problems),
  };
  checkEscalations(tree, { ...parts, ...alerting }, problems);
  checkRoutes(tree, { ...parts, ...alerting }, problems);
  if (!tree.isPartial) {
    checkSelections(tree, index, problems);
    checkSilences(tree, alerting.silences, systems, problems);
  }
  return {
    ...parts,
    name: tree.config?.value.name ?? 'tower',
    revision,
    ...(environment === undefined ? {} : { environment }),
    regions: compileRegions(tree),
    targets: tree.targets.map(({ id }) => id).sort(compareText),
    ...layering,
    thresholds,
    policies,
    conditions: conditionsOf(tree),
    windows,
    waivers,
    ...alerting,
    diagnostics: [],
  };
}
