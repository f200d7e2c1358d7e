import type { Guess, ImportedSystem } from '../model/imported.ts';
import { sure } from './guesses.ts';
import { imageOf, typeOf } from './images.ts';
import type { Hosts, Target } from './kubernetes-hosts.ts';
import { probeOf } from './kubernetes-probes.ts';
import { type About, countIn, ownRemarks } from './kubernetes-remarks.ts';
import { type ConfigMaps, unseenIn, variablesOf } from './kubernetes-values.ts';
import { nameOf, type Workload } from './kubernetes-workloads.ts';
import { placeOf, textMapOf, textOf, valueAt } from './objects.ts';
import { known, tracedName } from './traced-name.ts';

/** What is known of a workload beside itself. */
export interface Known {
  readonly about: ReadonlyMap<string, About>;
  readonly hosts: Hosts;
  readonly configMaps: ConfigMaps;
}

/** A workload as a system. */
export function systemOf(workload: Workload, { about, hosts, configMaps }: Known): ImportedSystem {
  const { object, system, main, podLabels } = workload;
  const image = imageOf(main.image);
  const said = annotationsOf(workload);
  const version = image.version ?? said('app.kubernetes.io/version');
  const hash = said('tower.config-hash');
  const traced =
    tracedName(variablesOf(main, workload, configMaps)) ??
    said('resource.opentelemetry.io/service.name');
  const { minReplicas, remarks = [] } = about.get(system) ?? {};
  const unseen = unseenIn(workload, configMaps);
  const called = podLabels.get('app.kubernetes.io/name') ?? said('app.kubernetes.io/name');
  return {
    name: system,
    shortNames: shortNamesOf(workload, called),
    type: kindOf(workload, image.name),
    criticality: sure(said('tower.criticality')),
    owner: ownerOf(workload),
    versions: version === undefined ? [] : [version],
    configHashes: hash === undefined ? [] : [hash],
    replicas: minReplicas ?? replicasOf(workload),
    labels: new Map(traced === undefined ? [] : [['service.name', traced]]),
    probe: probeOf(workload, hosts),
    remarks: [...ownRemarks(workload), ...remarks],
    showsCalls: unseen.secrets.length + unseen.configMaps.length === 0,
    at: placeOf(object, 'metadata', 'name'),
  };
}

/** What it is called by people, then by the cluster; what shares the name with another kind has it with the kind. */
function shortNamesOf(
  { object, system, name, namespace }: Workload,
  called: string | undefined,
): readonly string[] {
  if (system !== nameOf(namespace, name)) {
    return [`${object.kind.toLowerCase()}/${name}`];
  }
  return called === undefined ? [name] : [called, name];
}

type Said = (key: string) => string | undefined;

/** What the labels and annotations of a workload say, then those of its pods. */
function annotationsOf({ object, podLabels, podAnnotations }: Workload): Said {
  const tables = [
    textMapOf(object.metadata['annotations']),
    textMapOf(object.metadata['labels']),
    podAnnotations,
    podLabels,
  ];
  return (key) => known(tables.flatMap((table) => table.get(key) ?? []).at(0));
}

function kindOf({ object, name }: Workload, image: string): Guess {
  switch (object.kind) {
    case 'CronJob':
      return { word: 'pipeline', because: 'runs on a schedule' };
    case 'Job':
      return { word: 'pipeline', because: 'runs once' };
    default:
      return typeOf(image, name);
  }
}

const ownerKeys = ['owner', 'team', 'app.kubernetes.io/part-of'];

/** Who answers for a workload: what is said to Tower, else what people write for themselves. */
function ownerOf(workload: Workload): Guess | undefined {
  const said = annotationsOf(workload);
  const explicit = sure(said('tower.owner'));
  if (explicit !== undefined) {
    return explicit;
  }
  const { metadata } = workload.object;
  const keys = [metadata['annotations'], metadata['labels']].flatMap((table) => [
    ...textMapOf(table).keys(),
  ]);
  const all = [...keys, ...workload.podAnnotations.keys(), ...workload.podLabels.keys()];
  return ownerKeys
    .flatMap((wanted) => all.filter((key) => key === wanted || key.endsWith(`/${wanted}`)))
    .flatMap((key): readonly Guess[] => {
      const word = said(key);
      return word === undefined ? [] : [{ word, because: key }];
    })
    .at(0);
}

/** How many run. What runs on every node, or when it is due, has no number of its own. */
function replicasOf({ object, podAnnotations }: Workload): number | undefined {
  if (object.kind === 'Service') {
    const least =
      podAnnotations.get('autoscaling.knative.dev/min-scale') ??
      podAnnotations.get('autoscaling.knative.dev/minScale');
    return least !== undefined && /^[1-9][0-9]{0,5}$/.test(least) ? Number(least) : undefined;
  }
  return countIn(valueAt(object.fields, ['spec', 'replicas']));
}

/** What a Service leads to outside of the cluster, as a system. */
export function integrationOf({ service, external }: Target): ImportedSystem | undefined {
  if (service === undefined || external === undefined) {
    return undefined;
  }
  const { namespace = '', name = '' } = service;
  const type =
    textOf(valueAt(service.fields, ['spec', 'type'])) === 'ExternalName'
      ? 'ExternalName'
      : 'no selector';
  return {
    name: nameOf(namespace, name),
    shortNames: [name],
    type: {
      word: 'integration',
      because: `Service with ${type === 'ExternalName' ? 'an ' : ''}${type}`,
    },
    criticality: undefined,
    owner: undefined,
    versions: [],
    configHashes: [],
    replicas: undefined,
    labels: new Map(),
    probe: undefined,
    remarks: external === '' ? [] : [`host: ${external}`],
    showsCalls: false,
    at: placeOf(service, 'metadata', 'name'),
  };
}
