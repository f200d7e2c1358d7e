import {
  type Diagnostic,
  diagnostic,
  type SourceFile,
  sortedDiagnostics,
} from '../model/diagnostic.ts';
import type { ImportedCall, ImportedSystem } from '../model/imported.ts';
import { sayCount } from '../model/limits.ts';
import { compareLocations } from '../model/location.ts';
import { sortedBy } from '../model/order.ts';
import { callsOf } from './kubernetes-calls.ts';
import { type Hosts, hostsOf, selectorOf } from './kubernetes-hosts.ts';
import { isRead, ofKind } from './kubernetes-objects.ts';
import { aboutOf } from './kubernetes-remarks.ts';
import { integrationOf, systemOf } from './kubernetes-systems.ts';
import { type ConfigMaps, configMapsOf, unseenIn } from './kubernetes-values.ts';
import { type Workload, workloadsOf } from './kubernetes-workloads.ts';
import { leftOut } from './left-out.ts';
import { beginningOf, notFollowed, skippedFiles } from './not-read.ts';
import { type Objects, objectsOf, placeOf } from './objects.ts';
import { type ReadImport, readingOf } from './reading.ts';

/** Reads manifests of Kubernetes. No cluster is asked, nothing is executed, and Secrets are not looked into. The order of the files does not matter. */
export function kubernetesOf(files: readonly SourceFile[]): ReadImport {
  const read = objectsOf(files);
  const objects = read.objects.filter(isRead);
  const faults: Diagnostic[] = [...read.faults];
  const left = leftOut();
  const leftObjects = leftOut(['object is left out', 'objects are left out']);
  const workloads = workloadsOf(objects, { left: leftObjects, faults });
  const hosts = hostsOf(workloads, ofKind(objects, 'Service'), faults);
  const configMaps = configMapsOf(ofKind(objects, 'ConfigMap'));
  const select = selectorOf(workloads, faults);
  const about = aboutOf(objects, workloads, { hosts, select });
  const calls = callsOf({ workloads, hosts, configMaps, left, faults });
  if (faults.length > 0) {
    return { imported: undefined, diagnostics: sortedDiagnostics(faults) };
  }
  const systems = sortedBy(
    [
      ...workloads.map((workload) => systemOf(workload, { about, hosts, configMaps })),
      ...integrationsOf(workloads, hosts, calls),
    ],
    ({ name }) => name,
  );
  const notes = [
    ...left.diagnostics(),
    ...leftObjects.diagnostics(),
    ...notRead(read),
    ...unseen(workloads, configMaps),
  ];
  return readingOf(
    { source: 'kubernetes', systems, calls, latestAt: undefined },
    { faults, nothing: nothingIn(files), notes, help: 'import one namespace at a time' },
  );
}

/** What is outside of the cluster: what a Service says so of, and what is called behind one without a selector. */
function integrationsOf(
  workloads: readonly Workload[],
  { services }: Hosts,
  calls: readonly ImportedCall[],
): readonly ImportedSystem[] {
  const own = new Set(workloads.map(({ system }) => system));
  const called = new Set(calls.map(({ to }) => to));
  return services.flatMap((target) => {
    const system = integrationOf(target);
    const isNeeded = target.external !== '' || called.has(system?.name ?? '');
    return system === undefined || own.has(system.name) || !isNeeded ? [] : [system];
  });
}

function nothingIn([first]: readonly SourceFile[]): Diagnostic {
  return diagnostic(
    'import/nothing',
    beginningOf(first?.path ?? ''),
    'there are no workloads of Kubernetes',
    {
      help: 'name files or folders with Deployments, StatefulSets and the like, or what `kubectl get -o yaml` prints',
    },
  );
}

/** What has to be filled in or executed before it says anything, and what is something else. */
function notRead({ objects, templates, others }: Objects): readonly Diagnostic[] {
  const overlays = objects
    .filter(({ group }) => group === 'kustomize.config.k8s.io')
    .map((one) => placeOf(one));
  const charts = templates.map(({ path }) => beginningOf(path));
  return [
    ...notFollowed(
      charts,
      ['template of Helm is not filled in', 'templates of Helm are not filled in'],
      'import what `helm template` prints',
    ),
    ...notFollowed(
      overlays,
      ['Kustomization is not built', 'Kustomizations are not built'],
      'import what `kubectl kustomize` prints',
    ),
    ...skippedFiles(others, 'Kubernetes'),
  ];
}

/** Where addresses may stand that are not seen. */
function unseen(workloads: readonly Workload[], configMaps: ConfigMaps): readonly Diagnostic[] {
  const all = workloads.map((workload) => ({ workload, ...unseenIn(workload, configMaps) }));
  const told = (key: 'secrets' | 'configMaps', what: string): readonly Diagnostic[] => {
    const places = all.flatMap((one) =>
      one[key].map((path) => placeOf(one.workload.object, ...path)),
    );
    const [first] = places.toSorted(compareLocations);
    const count = all.filter((one) => one[key].length > 0).length;
    return first === undefined
      ? []
      : [
          diagnostic(
            'import/variable',
            first,
            `${sayCount(count)} ${count === 1 ? 'workload takes' : 'workloads take'} values from ${what}: addresses in them are not known`,
          ),
        ];
  };
  return [
    ...told('secrets', 'Secrets, which are not read'),
    ...told('configMaps', 'ConfigMaps that are not among the manifests'),
  ];
}
