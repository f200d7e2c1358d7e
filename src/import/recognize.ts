import type { SourceFile } from '../model/diagnostic.ts';
import { isEntity } from './backstage-entities.ts';
import { isRead } from './kubernetes-objects.ts';
import { type ApiObject, objectsOf } from './objects.ts';

/** Whether a file holds an object of Kubernetes that an import reads. A template of Helm holds none. */
export function isKubernetes(file: SourceFile): boolean {
  return holds(file, isRead);
}

/** Whether a file holds an entity of a Backstage catalog. */
export function isBackstage(file: SourceFile): boolean {
  return holds(file, isEntity);
}

function holds(file: SourceFile, isOne: (object: ApiObject) => boolean): boolean {
  // Most files are neither, and need not be read to be told so.
  return file.text.includes('apiVersion') && objectsOf([file]).objects.some(isOne);
}
