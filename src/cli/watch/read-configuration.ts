import { sha256Hex } from '../../adapters/sha256.ts';
import type { SourceFile } from '../../model/diagnostic.ts';
import { sortedBy } from '../../model/order.ts';
import type { World } from '../../ports.ts';
import type { ConfigurationReading } from '../../runtime/input.ts';
import { type Place, readProject } from '../project.ts';

/** How often a folder is read that changes while it is read. */
const attemptsMax = 5;

/**
 * The texts of the configuration at a place, as they are now. A file that goes away between its listing and its reading is not told
 * of: all is read again, until two readings agree on what cannot be read. The hash is of paths, texts and what is told.
 */
export function readConfiguration(world: World, place: Place): ConfigurationReading {
  let reading = readOnce(world, place);
  for (let attempt = 1; attempt < attemptsMax && lacksFile(reading); attempt += 1) {
    const again = readOnce(world, place);
    const isSame = again.hash === reading.hash;
    reading = again;
    if (isSame) {
      break;
    }
  }
  return reading;
}

function lacksFile({ diagnostics }: ConfigurationReading): boolean {
  return diagnostics.some(({ code }) => code === 'file/unreadable');
}

function readOnce(world: World, place: Place): ConfigurationReading {
  const { files: found, diagnostics } = readProject(world, place);
  const files = sortedBy(found, ({ path }) => path);
  const told = diagnostics.map((diagnostic) => JSON.stringify(diagnostic));
  return {
    files,
    diagnostics,
    hash: sha256Hex([String(files.length), ...files.map(digestOf), ...told]),
  };
}

/** Digests of files that are the same objects as before. */
const digests = new WeakMap<SourceFile, string>();

function digestOf(file: SourceFile): string {
  const made = digests.get(file) ?? sha256Hex([file.path, file.text]);
  digests.set(file, made);
  return made;
}
