import { readSource } from '../config/source.ts';
import { isAlertmanager } from '../import/alertmanager/alertmanager.ts';
import { fieldOf, fieldsIn } from '../import/fields.ts';
import { isBackstage, isKubernetes } from '../import/recognize.ts';
import type { SourceFile } from '../model/diagnostic.ts';
import { compareText, sortedBy } from '../model/order.ts';
import type { Candidate, SourceKind } from './sources.ts';

/** Names that Docker Compose looks for, the one that it prefers first. */
const composeNames = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];
const alertmanagerNames = ['alertmanager.yaml', 'alertmanager.yml'];

/** Folders that hold what others made, or what a build leaves. */
const foreign = new Set([
  'vendor',
  'node_modules',
  'dist',
  'build',
  'target',
  'out',
  'venv',
  'third_party',
  'testdata',
  'fixtures',
]);
const depthMax = 6;

/** Whether a search goes on in a folder, by its path. */
export function isSearched(folder: string): boolean {
  const parts = folder.split('/');
  return parts.length <= depthMax && !parts.some((part) => foreign.has(part));
}

/** Paths that are looked into, those that are likely something first: names that tools look for, then what is least deep. */
export function inOrderOfLikelihood(paths: readonly string[]): readonly string[] {
  const isLikely = (path: string): boolean =>
    [...composeNames, ...alertmanagerNames].includes(nameOf(path)) ||
    /^catalog-info\./.test(nameOf(path));
  const rank = (path: string): number => (isLikely(path) ? 0 : path.split('/').length);
  return paths.toSorted((a, b) => rank(a) - rank(b) || compareText(a, b));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

/** What a file is of, by what stands in it; undefined where it is none of these. */
export function kindOf(file: SourceFile): SourceKind | undefined {
  if (isBackstage(file)) {
    return 'backstage';
  }
  if (isKubernetes(file)) {
    return 'kubernetes';
  }
  // Names are no proof, and a file that is broken is said to be what its name says.
  const byName = kindByName(file.path);
  const value = /^\s*["']?(?:services|route)["']?\s*:/m.test(file.text)
    ? readSource(file).source?.value
    : undefined;
  if (value === undefined) {
    return byName;
  }
  return isAlertmanager(value) ? 'alertmanager' : isCompose(value) ? 'compose' : byName;
}

function kindByName(path: string): SourceKind | undefined {
  if (composeNames.includes(nameOf(path))) {
    return 'compose';
  }
  return alertmanagerNames.includes(nameOf(path)) ? 'alertmanager' : undefined;
}

function isCompose(value: unknown): boolean {
  const services = fieldsIn(fieldOf(fieldsIn(value), 'services'));
  return Object.values(services ?? {}).some((service) => {
    const own = fieldsIn(service);
    return ['image', 'build', 'extends'].some((key) => fieldOf(own, key) !== undefined);
  });
}

/** What was found in a folder: manifests by the folder that they share, a catalog as one, everything else file by file. */
export function candidatesIn(files: readonly SourceFile[]): readonly Candidate[] {
  const kinds = new Map(files.map((file) => [file, kindOf(file)]));
  const of = (kind: SourceKind): readonly SourceFile[] =>
    sortedBy(
      files.filter((file) => kinds.get(file) === kind),
      ({ path }) => path,
    );
  const catalog = of('backstage');
  return [
    ...preferred(of('compose')).map((file) => alone('compose', file)),
    ...manifests(of('kubernetes')),
    ...(catalog.length === 0 ? [] : [together('backstage', catalog)]),
    ...of('alertmanager')
      .filter(({ path }) => alertmanagerNames.includes(nameOf(path)))
      .map((file) => alone('alertmanager', file)),
  ];
}

function alone(kind: SourceKind, file: SourceFile): Candidate {
  return { kind, name: file.path, files: [file] };
}

function together(kind: SourceKind, files: readonly SourceFile[]): Candidate {
  const [first] = files;
  const more = files.length - 1;
  const name = first?.path ?? '';
  return { kind, name: more === 0 ? name : `${name} and ${more} more`, files };
}

/** Of each folder the file that Docker Compose would take. Files with other names are for tests or are laid over it. */
function preferred(files: readonly SourceFile[]): readonly SourceFile[] {
  return files.filter(
    (file) =>
      composeNames.includes(nameOf(file.path)) &&
      !files.some(
        (other) =>
          folderOf(other.path) === folderOf(file.path) &&
          rankOf(other) !== -1 &&
          rankOf(other) < rankOf(file),
      ),
  );
}

function rankOf({ path }: SourceFile): number {
  return composeNames.indexOf(nameOf(path));
}

/** Manifests by the outermost folder, each called as the deepest folder that holds all of them. */
function manifests(files: readonly SourceFile[]): readonly Candidate[] {
  const byRoot = new Map<string, SourceFile[]>();
  for (const file of files) {
    const root = file.path.includes('/') ? (file.path.split('/')[0] ?? '') : file.path;
    byRoot.set(root, [...(byRoot.get(root) ?? []), file]);
  }
  return [...byRoot].map(([root, own]) => ({
    kind: 'kubernetes' as const,
    name: own.every(({ path }) => path.includes('/')) ? `${sharedFolder(own)}/` : root,
    files: own,
  }));
}

function sharedFolder(files: readonly SourceFile[]): string {
  const [first = [], ...others] = files.map(({ path }) => folderOf(path).split('/'));
  const end = first.findIndex((part, index) => others.some((other) => other[index] !== part));
  return (end === -1 ? first : first.slice(0, end)).join('/');
}

/** Of what was found, what is taken where nobody chooses: of Compose and Alertmanager what is least deep, and everything else. */
export function usualChoice<T extends Candidate & { readonly isUsable: boolean }>(
  found: readonly T[],
): readonly T[] {
  const depth = ({ name }: T): number => name.split('/').length;
  const usable = found.filter(({ isUsable }) => isUsable);
  const least = (kind: SourceKind): number =>
    Math.min(...usable.filter((one) => one.kind === kind).map(depth));
  const [alertmanager] = usable.filter(
    (one) => one.kind === 'alertmanager' && depth(one) === least('alertmanager'),
  );
  return usable.filter((one) => {
    if (one.kind === 'alertmanager') {
      return one === alertmanager;
    }
    return one.kind !== 'compose' || depth(one) === least('compose');
  });
}
