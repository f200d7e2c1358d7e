import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBatches } from '../../src/config/batch.ts';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { emptyState, forkState, saveState } from '../../src/evaluate/state.ts';
import type { SourceFile } from '../../src/model/diagnostic.ts';
import { exampleFiles, modelOf, root } from '../examples/project.ts';
import { expectUntouched, faultsOf, renderAll } from './invariants.ts';
import { mutated, mutations } from './mutation.ts';
import { runs } from './seed.ts';
import { swapped, swaps, written } from './swap.ts';

const folder = join(root, 'examples');
const examples = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .sort()
  .map((name) => readFileSync(join(folder, name), 'utf8'));
const model = modelOf(exampleFiles());

/** A batch that says everything a batch can say. */
const everything = {
  at: '2026-11-21T14:52:15Z',
  signals: [
    { system: 'control-db', signal: 'availability', value: 0.5, at: '2026-11-21T14:52:14Z' },
    { system: 'control-db', signal: 'availability', value: null },
    { system: 'nobody', signal: 'latency', value: 1 },
  ],
  checks: [{ system: 'control-db', ok: false }],
  heartbeats: [{ system: 'control-db', at: '2026-11-21T14:52:14Z' }],
};

const texts = [...examples, JSON.stringify(everything), JSON.stringify(everything, null, 2)];
const lines = [...texts, ...texts].map((text) => JSON.stringify(JSON.parse(text))).join('\n');

/** What must hold of any batch file: batches or errors, and batches that can be evaluated. */
function expectSoundBatch(file: SourceFile): void {
  const { batches, diagnostics } = readBatches(file);
  expect({
    isRefused: batches.length === 0,
    faults: faultsOf([file], diagnostics),
  }).toEqual({ isRefused: diagnostics.length > 0, faults: [] });
  renderAll([file], diagnostics);
  let state = emptyState();
  for (const batch of batches.slice(0, 4)) {
    state = evaluate(model, state, batch).state;
  }
  JSON.stringify(saveState(model, forkState(state)));
  expectUntouched();
}

test('whatever is changed in a batch, it is used or told why not', () => {
  fc.assert(
    fc.property(fc.constantFrom(...texts), mutations, (text, by) =>
      expectSoundBatch({ path: 'batch.json', text: mutated(text, by) }),
    ),
    runs(250),
  );
});

test('whatever values and keys of a batch are swapped, it is used or told why not', () => {
  fc.assert(
    fc.property(fc.constantFrom(...texts), swaps, (text, by) => {
      const data: unknown = JSON.parse(text);
      expectSoundBatch({ path: 'batch.json', text: written(swapped(data, by)) });
    }),
    runs(250),
  );
});

test('whatever is changed in lines of batches, they are used or told why not', () => {
  fc.assert(
    fc.property(fc.constantFrom('a.json', 'a.ndjson'), mutations, (path, by) =>
      expectSoundBatch({ path, text: mutated(lines, by) }),
    ),
    runs(60),
  );
});

test.each([
  ['a million brackets', '['.repeat(1_000_000)],
  [
    'a value that is deep',
    `{"at":"2026-11-21T14:52:15Z","signals":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_001)}`,
  ],
  [
    'a value that is deep in a list',
    `{"at":"2026-11-21T14:52:15Z","signals":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
  ],
  ['a line of 10 MB', `{"at":"${'x'.repeat(10_000_000)}"}`],
  ['a line of 10 MB that does not end', `{"at":"${'x'.repeat(10_000_000)}`],
  ['a key of 10 MB', `{"${'x'.repeat(10_000_000)}":1}`],
  ['a number of a million digits', `{"at":${'1'.repeat(1_000_000)}}`],
  [
    'a number beyond all numbers',
    '{"at":"2026-11-21T14:52:15Z","signals":{"web":{"latency":1e999}}}',
  ],
  ['NUL', '\u0000'],
  ['nothing', ''],
  ['blanks', ' \n\t\r\n'],
  ['half a character', '{"at":"\uD800"}'],
  [
    'inherited names',
    '{"at":"2026-11-21T14:52:15Z","signals":{"__proto__":{"constructor":1},"toString":{"__proto__":1}}}',
  ],
])('%s is told, or used', (_name, text) => {
  expectSoundBatch({ path: 'batch.json', text });
});
