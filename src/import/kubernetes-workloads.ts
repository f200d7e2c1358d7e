import type { Path } from '../config/source.ts';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import { sortedBy } from '../model/order.ts';
import { type Fields, fieldOf, fieldsIn } from './fields.ts';
import { imageOf, isTelemetry } from './images.ts';
import { isWorkload, rankOf } from './kubernetes-objects.ts';
import type { LeftOut } from './left-out.ts';
import { type ApiObject, mapsIn, placeOf, textMapOf, textOf, valueAt } from './objects.ts';

/** Something that runs in a cluster. */
export interface Workload {
  readonly object: ApiObject;
  /** Name of the system: `namespace/name`, without the namespace where none is said, with the kind where another has the same. */
  readonly system: string;
  readonly name: string;
  /** Empty where none is said. */
  readonly namespace: string;
  /** What its pods are made of, and where that stands in the object. */
  readonly pod: Fields;
  readonly podPath: Path;
  readonly podLabels: ReadonlyMap<string, string>;
  readonly podAnnotations: ReadonlyMap<string, string>;
  readonly containers: readonly Container[];
  readonly initContainers: readonly Container[];
  /** The container that it is about; the others stand beside it. */
  readonly main: Container;
  /** Whether it only watches the others. */
  readonly isTelemetry: boolean;
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly fields: Fields;
  /** In the object. */
  readonly path: Path;
}

/** Kinds whose objects are seen in what they own: a Deployment has ReplicaSets, a CronJob has Jobs. */
const owners = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'Rollout',
  'CronJob',
  'Job',
  'Revision',
]);

/** The workloads among objects, by name of the system. */
export function workloadsOf(
  objects: readonly ApiObject[],
  { left, faults }: { readonly left: LeftOut; readonly faults: Diagnostic[] },
): readonly Workload[] {
  const byName = new Map<string, Workload[]>();
  for (const object of objects.filter(
    (one) => isWorkload(one) && !isOwned(one) && referredBy(one) === undefined,
  )) {
    const workload = workloadOf(object, faults);
    if (workload === undefined) {
      left.add(whyNone(object), placeOf(object));
    } else {
      const own = byName.get(workload.system) ?? [];
      byName.set(workload.system, own);
      own.push(workload);
    }
  }
  return sortedBy(
    [...byName.values()].flatMap((own) => distinct(own, left)),
    ({ system }) => system,
  );
}

/** Of what has one name, each kind once, all but the first with the kind in its name. */
function distinct(own: readonly Workload[], left: LeftOut): readonly Workload[] {
  const kinds = new Map<string, Workload>();
  for (const workload of own) {
    const { object } = workload;
    const first = kinds.get(object.kind);
    if (first === undefined) {
      kinds.set(object.kind, workload);
    } else {
      left.add('another one has the same name, and counts', placeOf(object));
    }
  }
  const ranked = [...kinds.values()].sort((a, b) => rankOf(a.object) - rankOf(b.object));
  return ranked.map((workload, index) =>
    index === 0
      ? workload
      : {
          ...workload,
          system: nameOf(
            workload.namespace,
            `${workload.object.kind.toLowerCase()}/${workload.name}`,
          ),
        },
  );
}

/** The name of the Deployment that a Rollout only rolls out. */
export function referredBy({ kind, fields }: ApiObject): string | undefined {
  return kind === 'Rollout' ? textOf(valueAt(fields, ['spec', 'workloadRef', 'name'])) : undefined;
}

function isOwned({ kind, metadata }: ApiObject): boolean {
  const own = mapsIn(fieldOf(metadata, 'ownerReferences'));
  return kind === 'Pod'
    ? own.length > 0
    : own.some(([, owner]) => owners.has(textOf(fieldOf(owner, 'kind')) ?? ''));
}

function whyNone(object: ApiObject): string {
  return isTest(object)
    ? 'a test of Helm, which does not keep running'
    : 'no container with an image, as in a patch of Kustomize';
}

function isTest({ metadata }: ApiObject): boolean {
  const hook = textOf(valueAt(metadata, ['annotations', 'helm.sh/hook'])) ?? '';
  return hook.split(',').some((word) => word.trim().startsWith('test'));
}

function templatePath({ kind }: ApiObject): Path {
  switch (kind) {
    case 'Pod':
      return [];
    case 'CronJob':
      return ['spec', 'jobTemplate', 'spec', 'template'];
    default:
      return ['spec', 'template'];
  }
}

function workloadOf(object: ApiObject, faults: Diagnostic[]): Workload | undefined {
  const path = templatePath(object);
  const template = fieldsIn(valueAt(object.fields, path));
  const podPath = [...path, 'spec'];
  const pod = fieldsIn(fieldOf(template, 'spec')) ?? {};
  const name = nameIn(object, faults);
  const containers = containersIn(object, [...podPath, 'containers'], faults);
  const [first] = containers;
  if (isTest(object) || name === undefined || first === undefined) {
    return undefined;
  }
  const metadata = path.length === 0 ? object.metadata : fieldsIn(fieldOf(template, 'metadata'));
  const podAnnotations = textMapOf(fieldOf(metadata, 'annotations'));
  const { namespace = '' } = object;
  const wanted = podAnnotations.get('kubectl.kubernetes.io/default-container') ?? name;
  const main = containers.find((container) => container.name === wanted) ?? first;
  return {
    object,
    system: nameOf(namespace, name),
    name,
    namespace,
    pod,
    podPath,
    podLabels: textMapOf(fieldOf(metadata, 'labels')),
    podAnnotations,
    containers,
    initContainers: containersIn(object, [...podPath, 'initContainers'], faults),
    main,
    isTelemetry: isTelemetry(imageOf(main.image).name, name),
  };
}

/** A name in the form that the clients of Kubernetes have for it. */
export function nameOf(namespace: string, name: string): string {
  return namespace === '' ? name : `${namespace}/${name}`;
}

function nameIn(object: ApiObject, faults: Diagnostic[]): string | undefined {
  const generated = textOf(fieldOf(object.metadata, 'generateName'));
  const name = object.name ?? generated?.replace(/-+$/, '');
  if (name === undefined || name === '') {
    faults.push(badForm(object, ['metadata', 'name'], 'a name'));
    return undefined;
  }
  return name;
}

/** Containers that have an image; a patch of one has none. */
function containersIn(object: ApiObject, path: Path, faults: Diagnostic[]): readonly Container[] {
  const value = valueAt(object.fields, path);
  if (value !== undefined && value !== null && !Array.isArray(value)) {
    faults.push(badForm(object, path, 'a list of containers'));
  }
  return mapsIn(value).flatMap(([index, fields]): readonly Container[] => {
    const image = textOf(fieldOf(fields, 'image'));
    const name = textOf(fieldOf(fields, 'name')) ?? '';
    return image === undefined ? [] : [{ name, image, fields, path: [...path, index] }];
  });
}

function badForm(object: ApiObject, path: Path, wanted: string): Diagnostic {
  return diagnostic(
    'import/not-kubernetes',
    object.source.locate([...object.path, ...path], 'value'),
    `\`${path.join('.')}\` of this ${object.kind} is not ${wanted}`,
    { help: '`kubectl apply --dry-run=client` says what Kubernetes makes of it' },
  );
}
