import { fileURLToPath } from 'node:url';
import { didYouMean } from '../../model/nearest.ts';
import type { Reading, World } from '../../ports.ts';
import { failed, type Outcome } from '../outcome.ts';
import type { Session } from '../session.ts';

/** Prints one of the schemas that configurations, batches, state files and reports follow. */
export function schema(session: Session, name: string, names: readonly string[]): Outcome {
  if (!names.includes(name)) {
    return failed(3, `\`${name}\` is not a schema`, didYouMean(name, names));
  }
  const reading = schemaFile(session.world, name);
  return reading.file === undefined
    ? failed(2, reading.diagnostic.message, 'install tower again')
    : { exitCode: 0, render: () => reading.file.text };
}

/** A schema as it stands in the package. */
export function schemaFile({ files }: Pick<World, 'files'>, name: string): Reading {
  const file = `${name}.v1.schema.json`;
  const path = fileURLToPath(new URL(`../../../schemas/${file}`, import.meta.url));
  return files.read(path, file, 16 * 1_048_576);
}
