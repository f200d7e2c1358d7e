import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBatches } from '../../src/config/batch.ts';
import { load } from '../../src/config/load.ts';
import { inclusionOf } from '../../src/config/project.ts';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { emptyState } from '../../src/evaluate/state.ts';
import type { Batch } from '../../src/model/batch.generated.ts';
import type { SourceFile } from '../../src/model/diagnostic.ts';
import type { Model } from '../../src/model/model.ts';
import type { Report } from '../../src/model/report.generated.ts';

/** The folder that holds tower.yaml. */
export const root = join(import.meta.dirname, '../..');

export function fileAt(folder: string, path: string): SourceFile {
  return { path, text: readFileSync(join(folder, path), 'utf8') };
}

/** The files of the example configuration, tower.yaml first. */
export function exampleFiles(): readonly SourceFile[] {
  const tower = fileAt(root, 'tower.yaml');
  const paths = ['topology', 'policies'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(
      (name) => `${folder}/${name}`,
    ),
  );
  const { included } = inclusionOf(tower).choose(paths);
  return [tower, ...included.map((path) => fileAt(root, path))];
}

/** The compiled model of files without an error. */
export function modelOf(files: readonly SourceFile[]): Model {
  const { model, diagnostics } = load(files);
  if (model === undefined) {
    throw new Error(diagnostics.map(({ code, message }) => `${code} ${message}`).join('\n'));
  }
  return model;
}

/** The only batch of a file in examples/. */
export function exampleBatch(name: string): Batch {
  const { batches, diagnostics } = readBatches(fileAt(root, `examples/${name}`));
  const [batch] = batches;
  if (batch === undefined || batches.length > 1) {
    throw new Error(`examples/${name}: ${JSON.stringify(diagnostics)}`);
  }
  return batch;
}

/** The report on one batch that nothing came before. */
export function reportOn(model: Model, batch: Batch): Report {
  return evaluate(model, emptyState(), batch).report;
}
