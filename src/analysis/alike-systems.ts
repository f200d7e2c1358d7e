import type { Dependency, System } from '../model/model.ts';
import { isSame } from './same.ts';

/** Fields of systems that are not compared: places, and what follows from other parts. */
export const notOfSystems: ReadonlySet<string> = new Set<keyof System>([
  'at',
  'origins',
  'covered',
  'weight',
  'groups',
  'thresholds',
  'renamedFrom',
]);

/**
 * Whether two systems say the same. Nearly all do at most changes, and there are many: fields are compared without looking at what else
 * an object may have.
 */
export function areAlike(a: System, b: System): boolean {
  return (
    a === b ||
    (isPlainlyAlike(a, b) &&
      areDependenciesAlike(a.dependsOn, b.dependsOn) &&
      isSame(a.labels, b.labels, notOfSystems) &&
      isSame(a.probe, b.probe, notOfSystems) &&
      isSame(a.uses, b.uses, notOfSystems) &&
      isSame(a.provides, b.provides, notOfSystems))
  );
}

function isPlainlyAlike(a: System, b: System): boolean {
  return (
    isNamedAlike(a, b) &&
    a.version === b.version &&
    a.configHash === b.configHash &&
    a.replicas === b.replicas &&
    a.heartbeatTimeoutMs === b.heartbeatTimeoutMs &&
    a.detectWithinMs === b.detectWithinMs &&
    a.logical === b.logical &&
    a.failureProbability === b.failureProbability &&
    a.proxyFor === b.proxyFor
  );
}

function isNamedAlike(a: System, b: System): boolean {
  return (
    a.name === b.name &&
    a.type === b.type &&
    a.criticality === b.criticality &&
    a.owner === b.owner &&
    a.region === b.region &&
    a.zone === b.zone &&
    a.description === b.description
  );
}

function areDependenciesAlike(a: System['dependsOn'], b: System['dependsOn']): boolean {
  return (
    a.length === b.length && a.every((dependency, index) => isDependencyAlike(dependency, b[index]))
  );
}

/** Whether two dependencies of one system say the same. */
function isDependencyAlike(a: Dependency, b: Dependency | undefined): boolean {
  return (
    b !== undefined &&
    a.to === b.to &&
    a.kind === b.kind &&
    a.protocol === b.protocol &&
    a.timeoutMs === b.timeoutMs &&
    a.retries === b.retries &&
    a.fallback === b.fallback
  );
}
