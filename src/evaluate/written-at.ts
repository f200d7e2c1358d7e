import type { Location } from '../model/location.ts';
import type { Dependency, Model, Origins, Policy } from '../model/model.ts';
import type { LeafTrace } from '../model/trace.ts';
import { type Path, parsePath } from '../rules/path.ts';
import type { Subject } from './subjects.ts';

type Places = Pick<Model, 'systemById' | 'groupById'>;

/** Facts that follow from one key of a system: that key is where they are changed. */
const sourceKeys: ReadonlyMap<string, string> = new Map([
  ['criticalityRank', 'criticality'],
  ['redundancyRequired', 'criticality'],
  ['responseSlaMinutes', 'criticality'],
  ['types', 'type'],
  ['residency', 'region'],
  ['failover', 'region'],
  ['detectWithinMs', 'objectives.detectWithin'],
  ['observedVersions', 'version'],
  ['versionDrift', 'version'],
  ['configDrift', 'configHash'],
  ['undeclaredDependencies', 'dependsOn'],
  ['uncalledDependencies', 'dependsOn'],
]);

/** Where a subject is declared; the whole has no place but that of the policy that judges it. */
export function subjectAt(subject: Subject, policy: Pick<Policy, 'at'>): Location {
  switch (subject.scope) {
    case 'system':
      return subject.system.at;
    case 'dependency':
      return subject.dependency.at;
    case 'resource':
      return subject.resource.at;
    case 'repo':
      return policy.at;
  }
}

/**
 * Where the value that a comparison looked at was written. Undefined where nobody wrote it: it is a default, derived
 * from more than one key, or observed.
 */
export function writtenAt(leaf: LeafTrace, subject: Subject, places: Places): Location | undefined {
  const parsed = parsePath(leaf.path ?? '$');
  const path = 'path' in parsed ? parsed.path : [];
  if (leaf.fact === 'system') {
    const id = leaf.params?.['id'] ?? subject.id;
    return typeof id === 'string' ? sideAt(id, path, places) : undefined;
  }
  if (leaf.fact !== subject.scope) {
    return undefined;
  }
  switch (subject.scope) {
    case 'dependency':
      return dependencyAt(subject.dependency, path, places);
    case 'resource':
      return originAt(subject.resource.origins, path);
    default:
      return undefined;
  }
}

function dependencyAt(
  { from, to, at }: Dependency,
  path: Path,
  places: Places,
): Location | undefined {
  switch (names(path)[0]) {
    case 'from':
      return sideAt(from, path.slice(1), places);
    case 'to':
      return sideAt(to, path.slice(1), places);
    default:
      return at;
  }
}

/** A group has one place for all its values. */
function sideAt(id: string, path: Path, { systemById, groupById }: Places): Location | undefined {
  const system = systemById.get(id);
  return system === undefined ? groupById.get(id)?.at : originAt(system.origins, path);
}

function originAt(origins: Origins, path: Path): Location | undefined {
  const [key, inner] = names(path);
  if (key === undefined) {
    return undefined;
  }
  return (
    (inner === undefined ? undefined : origins.get(`${key}.${inner}`)) ??
    origins.get(sourceKeys.get(key) ?? key)
  );
}

/** The field names that a path begins with. */
function names(path: Path): readonly string[] {
  const end = path.findIndex((segment) => segment.kind !== 'field');
  return (end === -1 ? path : path.slice(0, end)).flatMap((segment) =>
    segment.kind === 'field' ? [segment.name] : [],
  );
}
