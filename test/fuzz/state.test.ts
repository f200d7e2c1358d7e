import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readState } from '../../src/config/state-file.ts';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { emptyState, loadState, saveState } from '../../src/evaluate/state.ts';
import { sayInstant } from '../../src/model/time.ts';
import { exampleBatch, exampleFiles, modelOf } from '../examples/project.ts';
import { expectUntouched, faultsOf, renderAll } from './invariants.ts';
import { mutated, mutations } from './mutation.ts';
import { runs } from './seed.ts';
import { swapped, swaps, written } from './swap.ts';

const model = modelOf(exampleFiles());
const batch = exampleBatch('noisy.json');
const saved = saveState(model, evaluate(model, emptyState(), batch).state);
const text = JSON.stringify(saved);

/** What must hold of any state file: it is used, or one error says why not. */
function expectSoundState(changed: string): void {
  const file = { path: 'state.json', text: changed };
  const { saved: read, diagnostics } = readState(file);
  expect({
    count: diagnostics.length,
    faults: faultsOf([file], diagnostics),
  }).toEqual({ count: read === undefined ? 1 : 0, faults: [] });
  renderAll([file], diagnostics);
  if (read !== undefined) {
    const { state } = evaluate(model, loadState(read), { at: sayInstant(read.at) });
    JSON.stringify(saveState(model, evaluate(model, state, batch).state));
  }
  expectUntouched();
}

test('a state may be changed anywhere: it is used, or told why not', () => {
  fc.assert(
    fc.property(mutations, (by) => expectSoundState(mutated(text, by))),
    runs(120),
  );
});

test('values and keys of a state may be swapped: it is used, or told why not', () => {
  fc.assert(
    fc.property(swaps, (by) => expectSoundState(written(swapped(saved, by)))),
    runs(120),
  );
});

test('a bit of a state may be flipped', () => {
  const bytes = Buffer.from(text);
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.nat(7), (at, bit) => {
      const flipped = Uint8Array.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
      expectSoundState(new TextDecoder().decode(flipped));
    }),
    runs(120),
  );
});

test.each([
  ['nothing', ''],
  ['a list', '[]'],
  ['a version far ahead', '{"schemaVersion":1e300}'],
  ['a version that is no number', '{"schemaVersion":"1"}'],
  ['a million brackets', '['.repeat(1_000_000)],
  ['the end of time', JSON.stringify({ ...saved, at: 8.64e15 })],
  ['beyond the end of time', JSON.stringify({ ...saved, at: 9e15 })],
  ['the beginning of time', JSON.stringify({ ...saved, at: -8.64e15 })],
  [
    'inherited names',
    `{"schemaVersion":1,"name":"a","revision":"000000000000","at":0,"systems":{"__proto__":{},"constructor":{}}}`,
  ],
])('%s is told, or used', (_name, changed) => {
  expectSoundState(changed);
});
