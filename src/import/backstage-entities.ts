import type { ApiObject } from './objects.ts';

/** Whether an object is an entity of a Backstage catalog. */
export function isEntity({ group }: ApiObject): boolean {
  return group === 'backstage.io';
}
