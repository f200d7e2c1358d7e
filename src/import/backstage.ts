import type { SourceFile } from '../model/diagnostic.ts';
import { sortedDiagnostics } from '../model/diagnostic.ts';
import type { ImportedSystem } from '../model/imported.ts';
import { isEntity } from './backstage-entities.ts';
import { typeOf } from './images.ts';
import { type ApiObject, objectsOf, placeOf } from './objects.ts';
import type { ReadImport } from './reading.ts';

/** Reads the entities of a Backstage catalog. Locations are not followed. */
export function backstageOf(files: readonly SourceFile[]): ReadImport {
  const { objects, faults } = objectsOf(files);
  if (faults.length > 0) {
    return { imported: undefined, diagnostics: sortedDiagnostics(faults) };
  }
  const systems = objects
    .filter((object) => isEntity(object) && ['Component', 'Resource'].includes(object.kind))
    .map(systemOf);
  return {
    imported: { source: 'backstage', systems, calls: [], latestAt: undefined },
    diagnostics: [],
  };
}

function systemOf(object: ApiObject): ImportedSystem {
  const { kind, namespace = 'default', name = '' } = object;
  return {
    name: `${kind.toLowerCase()}:${namespace}/${name}`,
    shortNames: [name],
    type: typeOf(undefined, name),
    criticality: undefined,
    owner: undefined,
    versions: [],
    configHashes: [],
    replicas: undefined,
    labels: new Map(),
    probe: undefined,
    remarks: [],
    showsCalls: true,
    at: placeOf(object),
  };
}
