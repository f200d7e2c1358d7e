import { type Diagnostic, type SourceFile, sortedDiagnostics } from '../model/diagnostic.ts';
import { digest } from '../model/digest.ts';
import type { Model } from '../model/model.ts';
import { compareText, sortedBy } from '../model/order.ts';
import { catalogText } from './catalog.generated.ts';
import { check } from './check.ts';
import {
  compileCatalog,
  compileRegions,
  compileResources,
  compileSignals,
} from './compile-catalog.ts';
import { compileSettings, compileWaivers, compileWindows } from './compile-operations.ts';
import { checkSelections, compilePolicies } from './compile-policies.ts';
import { compileGroups, compileSystems } from './compile-systems.ts';
import { assignThresholds, compileThresholds } from './compile-thresholds.ts';
import { checkTopology } from './meaning-topology.ts';
import { newProblems } from './problems.ts';
import { checkReferences } from './references.ts';
import { type Path, readSource, type Source } from './source.ts';
import { type Faults, mergeSources, type Tree } from './tree.ts';

/** Read once: it is the same for every configuration. */
const { source: builtIn } = readSource({ path: 'catalog.yaml', text: catalogText });

/** What loading comes to: a model, or undefined where there is an error, and everything there is to say, in order of place. */
export interface Loaded {
  readonly model: Model | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Loads a configuration from the texts of its files; `tower.yaml` among them holds `config`. Never throws and reads nothing:
 * the four stages (YAML, schema, references, meaning) each tell all that they find, with positions. Where a file is not
 * YAML, the later stages wait until it is, because half of the names would be unknown.
 */
export function load(files: readonly SourceFile[]): Loaded {
  const read = sortedBy(files, (file) => file.path).map((file) => readSource(file));
  const sources = read.flatMap(({ source }) => (source === undefined ? [] : [source]));
  const faults = [
    ...read.flatMap(({ diagnostics }) => diagnostics),
    ...sources.flatMap((source) => check(source)),
  ];
  if (builtIn === undefined || sources.length < read.length) {
    return { model: undefined, diagnostics: sortedDiagnostics(faults) };
  }
  const { tree, diagnostics: clashes } = mergeSources(builtIn, sources, {
    ...brokenBy(faults),
    isPartial: faults.some(({ severity }) => severity === 'error'),
  });
  const { model, diagnostics } = compile(tree, revisionOf(files));
  const found = unique(sortedDiagnostics([...faults, ...clashes, ...diagnostics]));
  return found.some(({ severity }) => severity === 'error')
    ? { model: undefined, diagnostics: found }
    : { model: { ...model, diagnostics: found }, diagnostics: found };
}

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
 * else stands in the map is as good as before.
 */
function brokenBy(faults: readonly Diagnostic[]): Pick<Faults, 'broken' | 'brokenItself'> {
  const errors = faults.filter(({ severity, at }) => severity === 'error' && at.path !== '$');
  const some = (
    source: Source,
    path: Path,
    test: (error: Diagnostic, own: string) => boolean,
  ): boolean => {
    if (errors.length === 0) {
      return false;
    }
    const own = source.locate(path, 'key').path;
    return errors.some((error) => error.at.file === source.file && test(error, own));
  };
  const isKey = ({ code }: Diagnostic): boolean => code === 'schema/unknown-key';
  return {
    broken: (source, path) =>
      some(
        source,
        path,
        (error, own) =>
          isWithin(error.at.path, own) || (isWithin(own, error.at.path) && !isKey(error)),
      ),
    brokenItself: (source, path) =>
      some(source, path, (error, own) => isWithin(own, error.at.path) && !isKey(error)),
  };
}

function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);
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

function compile(
  tree: Tree,
  revision: string,
): { readonly model: Model; readonly diagnostics: readonly Diagnostic[] } {
  const problems = newProblems();
  checkReferences(tree, problems);
  const catalog = compileCatalog(tree, problems);
  const signals = compileSignals(tree, problems);
  const thresholds = compileThresholds(tree, signals, problems);
  const systems = assignThresholds(compileSystems(tree, catalog), thresholds, {
    tree,
    types: catalog.types,
    problems,
  });
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
  checkTopology(tree, parts, problems);
  const policies = compilePolicies({ tree, types: catalog.types, model: parts, problems });
  const windows = compileWindows(tree, catalog.types, problems);
  const waivers = compileWaivers(tree, parts, problems);
  if (!tree.isPartial) {
    checkSelections(tree, systems, catalog.types, problems);
  }
  const model: Model = {
    ...parts,
    name: tree.config?.value.name ?? 'tower',
    revision,
    regions: compileRegions(tree),
    targets: tree.targets.map(({ id }) => id).sort(compareText),
    thresholds,
    policies,
    windows,
    waivers,
    diagnostics: [],
  };
  return { model, diagnostics: problems.found };
}
