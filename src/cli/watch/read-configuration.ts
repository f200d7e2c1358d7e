import { createHash } from 'node:crypto';
import type { World } from '../../ports.ts';
import type { ConfigurationReading } from '../../runtime/input.ts';
import { type Place, readProject } from '../project.ts';

/** The configuration at a place as it is now. */
export function readConfiguration(world: World, place: Place): ConfigurationReading {
  const { files, diagnostics } = readProject(world, place);
  const hash = createHash('sha256');
  for (const { path, text } of files) {
    hash.update(`${path.length}:${path}${text.length}:${text}`);
  }
  hash.update(JSON.stringify(diagnostics));
  return { files, diagnostics, hash: hash.digest('hex').slice(0, 32) };
}
