import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import { dependenciesMax, sayCount } from '../model/limits.ts';
import { sortedBy } from '../model/order.ts';
import { nameOf, type Workload } from './kubernetes-workloads.ts';
import { type ApiObject, placeOf, textMapOf, textOf, valueAt } from './objects.ts';

/** What answers at an address. */
export interface Target {
  /** Names of systems; none where a Service leads to nothing that is known. */
  readonly systems: readonly string[];
  /** The Service; undefined where only a workload is called so. */
  readonly service: ApiObject | undefined;
  /** Host outside of the cluster; empty where the Service does not say what is behind it. */
  readonly external: string | undefined;
}

/** Addresses of a cluster. */
export interface Hosts {
  /** By name of a Service, else of a workload, in a namespace. */
  readonly named: (name: string, namespace: string) => Target | undefined;
  /** By host, as it is called from a namespace. */
  readonly resolve: (host: string, namespace: string) => Target | undefined;
  /** Services of Kubernetes with what they lead to. */
  readonly services: readonly Target[];
  /** Those that lead to a system, by its name. */
  readonly servicesBySystem: ReadonlyMap<string, readonly Target[]>;
}

type Namespaces = Map<string, Map<string, Target>>;

/** Ends of names in the internet, where a cluster has a namespace. */
const internet = new Set(['com', 'net', 'org', 'io', 'dev', 'app', 'ai', 'cloud', 'co']);

/** What Services lead to, by the labels that they select pods with. */
export function hostsOf(
  workloads: readonly Workload[],
  services: readonly ApiObject[],
  faults: Diagnostic[],
): Hosts {
  const select = selectorOf(workloads, faults);
  const byService: Namespaces = new Map();
  const byWorkload: Namespaces = new Map();
  const byExternal = new Map<string, Target>();
  for (const service of services) {
    const target = targetOf(service, select);
    offer(byService, [service.namespace ?? '', service.name ?? ''], target);
    if (
      target.external !== undefined &&
      target.external !== '' &&
      !byExternal.has(target.external)
    ) {
      byExternal.set(target.external, target);
    }
  }
  for (const { namespace, name, system } of sortedBy(workloads, ({ system: own }) => own)) {
    offer(byWorkload, [namespace, name], {
      systems: [system],
      service: undefined,
      external: undefined,
    });
  }
  const namespaces = new Set(
    [...byService.keys(), ...byWorkload.keys()].filter((name) => name !== ''),
  );
  const named = (name: string, namespace: string): Target | undefined =>
    [byService, byWorkload]
      .flatMap((table) => table.get(namespace)?.get(name) ?? table.get('')?.get(name) ?? [])
      .find((target) => target.systems.length > 0 || target.service !== undefined);
  const dotted = (name: string, namespace: string, isSure: boolean): Target | undefined =>
    isSure || namespaces.has(namespace) || (namespaces.size === 0 && !internet.has(namespace))
      ? named(name, namespace)
      : undefined;
  const resolve = (host: string, namespace: string): Target | undefined => {
    const parts = host.toLowerCase().split('.');
    const [first = '', second = '', third] = parts;
    const end = parts.indexOf('svc');
    if (end >= 2) {
      return dotted(parts[end - 2] ?? '', parts[end - 1] ?? '', true);
    }
    if (parts.length === 1) {
      return named(first, namespace);
    }
    return (
      byExternal.get(parts.join('.')) ??
      (parts.length === 2
        ? (dotted(first, second, false) ?? named(second, namespace))
        : undefined) ??
      (parts.length === 3 ? dotted(second, third ?? '', false) : undefined)
    );
  };
  const all = [...byService.values()].flatMap((own) => [...own.values()]);
  return { named, resolve, services: all, servicesBySystem: bySystem(all) };
}

function bySystem(services: readonly Target[]): ReadonlyMap<string, readonly Target[]> {
  const table = new Map<string, Target[]>();
  for (const target of services) {
    for (const system of target.systems) {
      const own = table.get(system) ?? [];
      table.set(system, own);
      own.push(target);
    }
  }
  return table;
}

/** The first of a name counts. */
function offer(
  table: Namespaces,
  [namespace, name]: readonly [string, string],
  target: Target,
): void {
  const own = table.get(namespace) ?? new Map<string, Target>();
  table.set(namespace, own);
  if (name !== '' && !own.has(name)) {
    own.set(name, target);
  }
}

/** Finds the workloads of a namespace whose pods have all of some labels. */
export type Select = (
  labels: ReadonlyMap<string, string>,
  namespace: string,
) => readonly Workload[];

function targetOf(service: ApiObject, select: Select): Target {
  const { fields, namespace = '', name = '' } = service;
  const external = textOf(valueAt(fields, ['spec', 'externalName']))?.toLowerCase();
  const isExternal = textOf(valueAt(fields, ['spec', 'type'])) === 'ExternalName';
  const selector = textMapOf(valueAt(fields, ['spec', 'selector']));
  if (isExternal || selector.size === 0) {
    return {
      systems: [nameOf(namespace, name)],
      service,
      external: (isExternal && external) || '',
    };
  }
  return {
    systems: select(selector, namespace).map(({ system }) => system),
    service,
    external: undefined,
  };
}

/** Workloads of a namespace whose pods have all of some labels. */
export function selectorOf(workloads: readonly Workload[], faults: Diagnostic[]): Select {
  const byLabel = new Map<string, Workload[]>();
  for (const workload of workloads) {
    for (const [key, value] of workload.podLabels) {
      const label = labelKey(workload.namespace, key, value);
      const own = byLabel.get(label) ?? [];
      byLabel.set(label, own);
      own.push(workload);
    }
  }
  let looked = 0;
  return (labels, namespace) => {
    const lists = [...labels].map(
      ([key, value]) => byLabel.get(labelKey(namespace, key, value)) ?? [],
    );
    const [rarest = []] = lists.sort((a, b) => a.length - b.length);
    looked += rarest.length;
    const [first] = rarest;
    if (looked > dependenciesMax && first !== undefined) {
      if (faults.length === 0) {
        faults.push(tooManyPairs(first));
      }
      return [];
    }
    return rarest.filter(({ podLabels }) =>
      [...labels].every(([key, value]) => podLabels.get(key) === value),
    );
  };
}

function labelKey(namespace: string, key: string, value: string): string {
  return JSON.stringify([namespace, key, value]);
}

function tooManyPairs({ object }: Workload): Diagnostic {
  return diagnostic(
    'config/too-many',
    placeOf(object),
    `there are more than ${sayCount(dependenciesMax)} pairs of what selects and what is selected`,
    { help: 'import one namespace at a time' },
  );
}

/** Labels that select pods, where they are listed; expressions are not understood. */
export function selectorIn({ fields }: ApiObject): ReadonlyMap<string, string> {
  return textMapOf(valueAt(fields, ['spec', 'selector', 'matchLabels']));
}
