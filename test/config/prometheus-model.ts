import { load } from '../../src/config/load.ts';

/** Loads a configuration of one file. */
export function loadedFrom(text: string): ReturnType<typeof load> {
  return load([{ path: 'tower.yaml', text: text.trimStart() }]);
}
