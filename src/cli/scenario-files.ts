import { join } from 'node:path';
import { fileLocation } from '../adapters/utf8.ts';
import { isScenarios, scenarioInclusionOf } from '../config/project.ts';
import {
  type Diagnostic,
  diagnostic,
  type SourceFile,
  sortedDiagnostics,
} from '../model/diagnostic.ts';
import { limits, sayBytes } from '../model/limits.ts';
import type { World } from '../ports.ts';
import { readScenarios, type ScenarioSource } from '../scenario/read-file.ts';
import type { LoadedProject } from './configuration.ts';
import { failed, type Outcome } from './outcome.ts';
import { absolute, pathFrom, type Session, shown } from './session.ts';

/** Files of scenarios with what they need, as far as they could be read. */
export interface ReadFiles {
  readonly sources: readonly ScenarioSource[];
  /** Files that stand in for others after a reload, by path. */
  readonly replacements: ReadonlyMap<string, SourceFile>;
  readonly diagnostics: readonly Diagnostic[];
  /** Text of each file by path. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Paths in the project of the files that are named, or else of all files of scenarios of the configuration. */
export function scenarioPaths(
  session: Session,
  project: LoadedProject,
  named: readonly string[],
):
  | { readonly paths: readonly string[]; readonly diagnostics: readonly Diagnostic[] }
  | { readonly outcome: Outcome } {
  const { folder } = project.place;
  if (named.length === 0) {
    const inclusion = scenarioInclusionOf(project.files.find(({ path }) => path === 'tower.yaml'));
    const { files } = session.world.files.list(folder, inclusion.reaches);
    const { included, diagnostics } = inclusion.choose(files.map(({ path }) => path));
    return { paths: included, diagnostics };
  }
  const paths: string[] = [];
  for (const name of named) {
    const found = pathsAt(session, folder, name);
    if ('outcome' in found) {
      return found;
    }
    paths.push(...found);
  }
  return { paths: [...new Set(paths)].sort(), diagnostics: [] };
}

/** A file, or the files of scenarios in a folder; both must lie in the project. */
function pathsAt(
  session: Session,
  folder: string,
  name: string,
): readonly string[] | { readonly outcome: Outcome } {
  const { files } = session.world;
  const full = absolute(session, name);
  const kind = files.kindOf(full);
  if (kind === undefined) {
    return { outcome: failed(2, `\`${name}\` does not exist`) };
  }
  const path = pathFrom(folder, full);
  if (path === '..' || path.startsWith('../')) {
    return {
      outcome: failed(
        2,
        `\`${name}\` does not lie in the project \`${shown(session, folder)}\``,
        'name the project of the scenarios: `tower --root DIR test …`',
      ),
    };
  }
  if (kind !== 'folder') {
    return [path];
  }
  const within = files
    .list(full, () => true)
    .files.map((file) => (path === '' ? file.path : `${path}/${file.path}`))
    .filter(isScenarios);
  return within.length > 0
    ? within
    : { outcome: failed(2, `there is no file \`*.scenario.yaml\` in \`${name}\``) };
}

/** Reads files of scenarios, and the files that they name. */
export function readFiles(world: World, folder: string, paths: readonly string[]): ReadFiles {
  const reading: Readings = { world, folder, texts: new Map(), diagnostics: [] };
  const sources: ScenarioSource[] = [];
  let characters = 0;
  for (const path of paths) {
    const file = readOne(reading, path);
    characters += file?.text.length ?? 0;
    if (characters > limits.treeBytes) {
      reading.diagnostics.push(tooLarge(path));
      break;
    }
    if (file !== undefined) {
      const { read, diagnostics } = readScenarios(file);
      reading.diagnostics.push(...diagnostics);
      sources.push(...(read === undefined ? [] : [read]));
    }
  }
  const replacements = readReplacements(reading, sources);
  const { texts, diagnostics } = reading;
  return { sources, replacements, diagnostics: sortedDiagnostics(diagnostics), texts };
}

/** What was read so far. */
interface Readings {
  readonly world: World;
  readonly folder: string;
  readonly texts: Map<string, string>;
  readonly diagnostics: Diagnostic[];
}

/** A file of the project; undefined where it is told why it cannot be read. */
function readOne(
  { world, folder, texts, diagnostics }: Readings,
  path: string,
): SourceFile | undefined {
  const { file, diagnostic: unread } = world.files.read(
    join(folder, path),
    path,
    limits.fileBytes,
    folder,
  );
  if (file === undefined) {
    diagnostics.push(unread);
    return undefined;
  }
  texts.set(path, file.text);
  return file;
}

/** The files that reloads name. One that does not exist is told where it is named. */
function readReplacements(
  reading: Readings,
  sources: readonly ScenarioSource[],
): ReadonlyMap<string, SourceFile> {
  const named = sources.flatMap(({ replacements }) => replacements.map(({ by }) => by));
  const there = [...new Set(named)].filter(
    (path) =>
      path !== undefined && reading.world.files.kindOf(join(reading.folder, path)) !== undefined,
  );
  return new Map(there.map((path = '') => [path, readOne(reading, path) ?? { path, text: '' }]));
}

function tooLarge(path: string): Diagnostic {
  return diagnostic(
    'file/too-large',
    fileLocation(path),
    `the files of scenarios up to this one are larger than ${sayBytes(limits.treeBytes)} together`,
    { help: 'name some of them: `tower test FILE`' },
  );
}
