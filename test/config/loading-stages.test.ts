import { expect, test } from 'vitest';
import { type LoadingStage, load } from '../../src/config/load.ts';

test('loading tells each file that it has read, then that it compiles, and comes to the same', () => {
  const files = [
    { path: 'tower.yaml', text: 'tower: v1\n' },
    { path: 'a.yaml', text: 'tower: v1\nsystems: { a: { type: service } }\n' },
  ];
  const told: LoadingStage[] = [];
  const loaded = load(files, (stage) => told.push(stage));
  expect(told.slice(0, 3)).toEqual([
    { work: 'reading', done: 1, total: 2 },
    { work: 'reading', done: 2, total: 2 },
    { work: 'compiling', systems: 1 },
  ]);
  expect(new Set(told.slice(2).map(({ work }) => work))).toEqual(new Set(['compiling']));
  expect(loaded.diagnostics).toEqual(load(files).diagnostics);
});
