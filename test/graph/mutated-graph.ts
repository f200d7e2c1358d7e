import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';

/** A piece of the text of a file of src/graph, and what stands in its place. */
export interface Change {
  readonly file: string;
  readonly is: string;
  readonly becomes: string;
}

/** Copies the graph into a folder, with some pieces of its text replaced. Returns where its files lie. */
export function mutatedGraph(folder: string, name: string, changes: readonly Change[]): string {
  const sources = join(import.meta.dirname, '../../src');
  const copy = join(folder, name.replaceAll(/\W/g, '-'));
  for (const part of ['graph', 'model']) {
    cpSync(join(sources, part), join(copy, part), {
      recursive: true,
      // The graph needs nothing of what is generated but types.
      filter: (path) => !path.includes('.generated.') && !path.includes('catalogue'),
    });
  }
  for (const { file, is, becomes } of changes) {
    const path = join(copy, 'graph', `${file}.ts`);
    const text = readFileSync(path, 'utf8');
    expect(text.split(is).length).toBe(2);
    writeFileSync(path, text.replace(is, becomes));
  }
  return join(copy, 'graph');
}
