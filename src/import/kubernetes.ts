import type { SourceFile } from '../model/diagnostic.ts';
import { sortedDiagnostics } from '../model/diagnostic.ts';
import type { ImportedSystem } from '../model/imported.ts';
import { imageOf, typeOf } from './images.ts';
import { isRead } from './kubernetes-objects.ts';
import { type ApiObject, mapsIn, objectsOf, placeOf, textOf, valueAt } from './objects.ts';
import type { ReadImport } from './reading.ts';

/** Reads manifests of Kubernetes. No cluster is asked, nothing is executed, and Secrets are not looked into. */
export function kubernetesOf(files: readonly SourceFile[]): ReadImport {
  const { objects, faults } = objectsOf(files);
  if (faults.length > 0) {
    return { imported: undefined, diagnostics: sortedDiagnostics(faults) };
  }
  const systems = objects
    .filter(isRead)
    .filter(({ kind }) => kind === 'Deployment')
    .map(systemOf);
  return {
    imported: { source: 'kubernetes', systems, calls: [], latestAt: undefined },
    diagnostics: [],
  };
}

function systemOf(object: ApiObject): ImportedSystem {
  const name = object.name ?? '';
  const [first] = mapsIn(valueAt(object.fields, ['spec', 'template', 'spec', 'containers']));
  const image = imageOf(textOf(first?.[1]['image']) ?? '');
  return {
    name: object.namespace === undefined ? name : `${object.namespace}/${name}`,
    shortNames: [name],
    type: typeOf(image.name, name),
    criticality: undefined,
    owner: undefined,
    versions: image.version === undefined ? [] : [image.version],
    configHashes: [],
    replicas: undefined,
    labels: new Map(),
    probe: undefined,
    remarks: [],
    showsCalls: true,
    at: placeOf(object),
  };
}
