import { compareText } from '../model/order.ts';
import { mark, remark } from './draft-yaml.ts';
import { type Fields, fieldOf, fieldsIn } from './fields.ts';
import { type Hosts, type Select, selectorIn } from './kubernetes-hosts.ts';
import { ofKind } from './kubernetes-objects.ts';
import { referredBy, type Workload } from './kubernetes-workloads.ts';
import { type ApiObject, mapsIn, textMapOf, textOf, textsOf, valueAt } from './objects.ts';

/** What is said of a workload by other objects. */
export interface About {
  /** The least that an autoscaler leaves running. */
  readonly minReplicas: number | undefined;
  readonly remarks: readonly string[];
}

interface Draft {
  minReplicas: number | undefined;
  /** Where it is reached from outside. */
  readonly outside: Set<string>;
  readonly remarks: string[];
}

const placesMax = 3;
/** Places that are noted of a system; a hostile file could name any number. */
const notedMax = 100;

/** What is noted while objects are looked through. */
interface Notes {
  readonly draftOf: (system: string) => Draft;
  /** Systems by kind, namespace and name of what they are known by. */
  readonly systemByKind: Map<string, string>;
}

/** What autoscalers, budgets, ingresses and routes say, by name of the system. */
export function aboutOf(
  objects: readonly ApiObject[],
  workloads: readonly Workload[],
  { hosts, select }: { readonly hosts: Hosts; readonly select: Select },
): ReadonlyMap<string, About> {
  const drafts = new Map<string, Draft>();
  const notes: Notes = {
    draftOf: (system) => {
      const draft = drafts.get(system) ?? newDraft();
      drafts.set(system, draft);
      return draft;
    },
    systemByKind: new Map(
      workloads.map((one) => [kindKey(one.object.kind, one.namespace, one.name), one.system]),
    ),
  };
  noteExposures([...exposedBy(objects), ...exposedItself(hosts)], hosts, notes);
  noteRollouts(objects, notes);
  noteScalers(ofKind(objects, 'HorizontalPodAutoscaler'), notes);
  noteBudgets(ofKind(objects, 'PodDisruptionBudget'), select, notes);
  return new Map([...drafts].map(([system, draft]) => [system, aboutFrom(draft)]));
}

function newDraft(): Draft {
  return { minReplicas: undefined, outside: new Set(), remarks: [] };
}

function noteExposures(exposures: readonly Exposure[], hosts: Hosts, { draftOf }: Notes): void {
  for (const { service, place } of exposures) {
    for (const system of hosts.named(service.name, service.namespace)?.systems ?? []) {
      const { outside } = draftOf(system);
      if (outside.size < notedMax) {
        outside.add(place);
      }
    }
  }
}

/** A Rollout that only rolls out a Deployment says how many of it there are, and stands for it where others name it. */
function noteRollouts(objects: readonly ApiObject[], { draftOf, systemByKind }: Notes): void {
  for (const rollout of objects) {
    const { namespace = '', name = '', fields } = rollout;
    const deployment = referredBy(rollout) ?? '';
    const system = systemByKind.get(kindKey('Deployment', namespace, deployment));
    if (system !== undefined) {
      systemByKind.set(kindKey('Rollout', namespace, name), system);
      draftOf(system).minReplicas = countIn(valueAt(fields, ['spec', 'replicas']));
    }
  }
}

function noteScalers(scalers: readonly ApiObject[], { draftOf, systemByKind }: Notes): void {
  for (const { fields, namespace = '' } of scalers) {
    const target = fieldsIn(valueAt(fields, ['spec', 'scaleTargetRef']));
    const kind = textOf(fieldOf(target, 'kind')) ?? '';
    const name = textOf(fieldOf(target, 'name')) ?? '';
    const system = systemByKind.get(kindKey(kind, namespace, name));
    const least = countIn(valueAt(fields, ['spec', 'minReplicas'])) ?? 1;
    const most = countIn(valueAt(fields, ['spec', 'maxReplicas'])) ?? 'more';
    if (system !== undefined) {
      const draft = draftOf(system);
      draft.minReplicas = least;
      draft.remarks.push(`HorizontalPodAutoscaler: ${least} to ${most} replicas`);
    }
  }
}

function noteBudgets(budgets: readonly ApiObject[], select: Select, { draftOf }: Notes): void {
  for (const budget of budgets) {
    const said = budgetOf(budget);
    const selector = selectorIn(budget);
    const { namespace = '' } = budget;
    const selected = said === undefined || selector.size === 0 ? [] : select(selector, namespace);
    for (const { system } of selected) {
      draftOf(system).remarks.push(`PodDisruptionBudget: ${said}`);
    }
  }
}

function kindKey(kind: string, namespace: string, name: string): string {
  return JSON.stringify([kind, namespace, name]);
}

function aboutFrom({ minReplicas, outside, remarks }: Draft): About {
  const places = [...outside].sort(compareText);
  const more = places.length > placesMax ? ` and ${places.length - placesMax} more` : '';
  const reached =
    places.length === 0
      ? []
      : [`reached from outside: ${places.slice(0, placesMax).join(', ')}${more}`];
  return { minReplicas, remarks: [...reached, ...new Set(remarks)] };
}

/** A count of replicas; undefined for anything else. */
export function countIn(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 1_000_000
    ? value
    : undefined;
}

function budgetOf({ fields }: ApiObject): string | undefined {
  return ['minAvailable', 'maxUnavailable']
    .flatMap((key) => {
      const text = textOf(valueAt(fields, ['spec', key]));
      return text === undefined ? [] : [`${key} ${text}`];
    })
    .at(0);
}

interface Exposure {
  readonly service: { readonly name: string; readonly namespace: string };
  readonly place: string;
}

/** Services that ingresses and routes lead to. */
function exposedBy(objects: readonly ApiObject[]): readonly Exposure[] {
  return [
    ...ofKind(objects, 'Ingress').flatMap(ingressExposures),
    ...ofKind(objects, 'HTTPRoute', 'GRPCRoute').flatMap(routeExposures),
  ];
}

function ingressExposures({ fields, namespace = '' }: ApiObject): readonly Exposure[] {
  const exposure = (backend: unknown, place: string): readonly Exposure[] => {
    const name = backendOf(fieldsIn(backend));
    return name === undefined
      ? []
      : [{ service: { name, namespace }, place: `${place} (Ingress)` }];
  };
  const rules = mapsIn(valueAt(fields, ['spec', 'rules'])).flatMap(([, rule]) => {
    const host = textOf(fieldOf(rule, 'host')) ?? 'any host';
    return mapsIn(valueAt(rule, ['http', 'paths'])).flatMap(([, path]) =>
      exposure(fieldOf(path, 'backend'), `${host}${pathOf(textOf(fieldOf(path, 'path')))}`),
    );
  });
  return [
    ...rules,
    ...exposure(valueAt(fields, ['spec', 'defaultBackend']), 'any host'),
    ...exposure(valueAt(fields, ['spec', 'backend']), 'any host'),
  ];
}

function pathOf(path: string | undefined): string {
  return path === undefined || path === '/' ? '' : path.slice(0, 80);
}

/** The Service of a backend, in the form of today and the one of the first versions. */
function backendOf(backend: Fields | undefined): string | undefined {
  return textOf(valueAt(backend, ['service', 'name'])) ?? textOf(fieldOf(backend, 'serviceName'));
}

function routeExposures({ fields, kind, namespace = '' }: ApiObject): readonly Exposure[] {
  const hosts = textsOf(valueAt(fields, ['spec', 'hostnames'])).slice(0, notedMax);
  const places = (hosts.length === 0 ? ['any host'] : hosts).map((host) => `${host} (${kind})`);
  return mapsIn(valueAt(fields, ['spec', 'rules'])).flatMap(([, rule]) =>
    mapsIn(fieldOf(rule, 'backendRefs')).flatMap(([, backend]) => {
      const name = textOf(fieldOf(backend, 'name'));
      const service = {
        name: name ?? '',
        namespace: textOf(fieldOf(backend, 'namespace')) ?? namespace,
      };
      const isService = (textOf(fieldOf(backend, 'kind')) ?? 'Service') === 'Service';
      return name === undefined || !isService ? [] : places.map((place) => ({ service, place }));
    }),
  );
}

/** Services that open a port to the outside themselves. */
function exposedItself({ services }: Hosts): readonly Exposure[] {
  return services.flatMap(({ service }) => {
    const type = textOf(valueAt(service?.fields, ['spec', 'type']));
    const { name = '', namespace = '' } = service ?? {};
    return type === 'LoadBalancer' || type === 'NodePort'
      ? [{ service: { name, namespace }, place: type }]
      : [];
  });
}

const regionKeys = ['topology.kubernetes.io/region', 'failure-domain.beta.kubernetes.io/region'];
const zoneKeys = ['topology.kubernetes.io/zone', 'failure-domain.beta.kubernetes.io/zone'];
const idName = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** What a workload says of where and when it runs. */
export function ownRemarks({ object, pod }: Workload): readonly string[] {
  const { kind, fields } = object;
  const schedule = textOf(valueAt(fields, ['spec', 'schedule']));
  const spread = mapsIn(fieldOf(pod, 'topologySpreadConstraints')).flatMap(
    ([, constraint]) => textOf(fieldOf(constraint, 'topologyKey')) ?? [],
  );
  return [
    ...placed('region', valueOfNodes(pod, regionKeys)),
    ...placed('zone', valueOfNodes(pod, zoneKeys)),
    ...(spread.some((key) => zoneKeys.includes(key))
      ? ['spread over zones (topologySpreadConstraints)']
      : []),
    ...(kind === 'DaemonSet' ? ['runs on every node (DaemonSet)'] : []),
    ...(kind === 'CronJob' && schedule !== undefined ? [`schedule: ${schedule}`] : []),
  ];
}

/** A region has to be one of the configuration, so that it is offered, and not in force. */
function placed(key: string, value: string | undefined): readonly string[] {
  return value !== undefined && idName.test(value) && value.length <= 63
    ? [`${key}: ${value}${remark(`${mark} (where its nodes are)`)}`]
    : [];
}

/** The only value of a label that nodes must have. */
function valueOfNodes(pod: Fields, keys: readonly string[]): string | undefined {
  const selected = textMapOf(fieldOf(pod, 'nodeSelector'));
  const required = [
    'affinity',
    'nodeAffinity',
    'requiredDuringSchedulingIgnoredDuringExecution',
    'nodeSelectorTerms',
  ];
  const terms = mapsIn(valueAt(pod, required));
  const values = terms.flatMap(([, term]) =>
    mapsIn(fieldOf(term, 'matchExpressions'))
      .filter(
        ([, one]) =>
          keys.includes(textOf(fieldOf(one, 'key')) ?? '') && fieldOf(one, 'operator') === 'In',
      )
      .flatMap(([, one]) => textsOf(fieldOf(one, 'values'))),
  );
  const [only, ...others] = new Set([...keys.flatMap((key) => selected.get(key) ?? []), ...values]);
  return others.length === 0 && (terms.length <= 1 || selected.size > 0) ? only : undefined;
}
