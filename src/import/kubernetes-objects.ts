import type { ApiObject } from './objects.ts';

/** Kinds that run something, and the groups of the API that they are of. The first of a name in a namespace has it to itself. */
const workloadKinds: ReadonlyMap<string, readonly string[]> = new Map([
  ['Deployment', ['apps', 'extensions']],
  ['StatefulSet', ['apps']],
  ['DaemonSet', ['apps', 'extensions']],
  ['Rollout', ['argoproj.io']],
  ['Service', ['serving.knative.dev']],
  ['ReplicaSet', ['apps', 'extensions']],
  ['CronJob', ['batch']],
  ['Job', ['batch']],
  ['Pod', ['']],
]);

/** Kinds that say something about those. */
const otherKinds: ReadonlyMap<string, readonly string[]> = new Map([
  ['Service', ['']],
  ['ConfigMap', ['']],
  ['Ingress', ['networking.k8s.io', 'extensions']],
  ['HTTPRoute', ['gateway.networking.k8s.io']],
  ['GRPCRoute', ['gateway.networking.k8s.io']],
  ['HorizontalPodAutoscaler', ['autoscaling']],
  ['PodDisruptionBudget', ['policy']],
]);

/** Whether an import reads objects of this kind. */
export function isRead(object: ApiObject): boolean {
  return isWorkload(object) || otherKinds.get(object.kind)?.includes(object.group) === true;
}

/** Whether an object runs something: a Service of Knative does, one of Kubernetes does not. */
export function isWorkload({ kind, group }: ApiObject): boolean {
  return workloadKinds.get(kind)?.includes(group) === true;
}

/** Which of several objects of one name has it to itself: the least. */
export function rankOf({ kind }: ApiObject): number {
  return [...workloadKinds.keys()].indexOf(kind);
}

/** The objects of a kind that run nothing themselves. */
export function ofKind(
  objects: readonly ApiObject[],
  ...kinds: readonly string[]
): readonly ApiObject[] {
  return objects.filter(
    (object) => kinds.includes(object.kind) && isRead(object) && !isWorkload(object),
  );
}
