import type { ApiObject } from './objects.ts';

/** Groups of the API by kind: what an import reads of a cluster. Those of Kubernetes itself had others once. */
const groupsByKind: ReadonlyMap<string, readonly string[]> = new Map([
  ['Deployment', ['apps', 'extensions']],
  ['StatefulSet', ['apps']],
  ['DaemonSet', ['apps', 'extensions']],
  ['ReplicaSet', ['apps', 'extensions']],
  ['Rollout', ['argoproj.io']],
  ['CronJob', ['batch']],
  ['Job', ['batch']],
  ['Pod', ['']],
  ['Service', ['', 'serving.knative.dev']],
  ['ConfigMap', ['']],
  ['Ingress', ['networking.k8s.io', 'extensions']],
  ['HTTPRoute', ['gateway.networking.k8s.io']],
  ['GRPCRoute', ['gateway.networking.k8s.io']],
  ['HorizontalPodAutoscaler', ['autoscaling']],
  ['PodDisruptionBudget', ['policy']],
]);

/** Whether an import reads objects of this kind. */
export function isRead({ kind, group }: ApiObject): boolean {
  return groupsByKind.get(kind)?.includes(group) === true;
}

/** Whether an object is a Service of Knative, which is a workload, and not one of Kubernetes. */
export function isKnative({ kind, group }: ApiObject): boolean {
  return kind === 'Service' && group === 'serving.knative.dev';
}
