import { expect, test } from 'vitest';
import { branchesOf } from '../../src/cli/derivation-text.ts';
import type { DownStep } from '../../src/model/cut-sets.ts';

/** Systems of which each takes down the next one. */
function chain(...ids: readonly string[]): readonly DownStep[] {
  return ids.map((id, index) => {
    const before = ids[index - 1];
    return before === undefined ? { id, because: [] } : { id, because: [before], kind: 'hard' };
  });
}

const group = { members: 3, need: 2 };

test.each<{
  readonly name: string;
  readonly steps: readonly DownStep[];
  readonly told: readonly string[];
}>([
  { name: 'a target that fails itself', steps: chain('web'), told: ['it fails itself'] },
  { name: 'nothing', steps: [], told: [] },
  { name: 'a path', steps: chain('db', 'api', 'web'), told: ['web → api → db'] },
  {
    name: 'a long path without its middle',
    steps: chain('a', 'b', 'c', 'd', 'e', 'f', 'g'),
    told: ['g → f → e → d → … → a'],
  },
  {
    name: 'the members that a group lacks, each with its path',
    steps: [
      { id: 'net', because: [] },
      { id: 'c', because: [] },
      { id: 'a', because: ['net'], kind: 'hard' },
      { id: 'bus', because: ['a', 'c'], group },
      { id: 'web', because: ['bus'], kind: 'hard' },
    ],
    told: ['web → bus: 1 of 3 members up, 2 needed', '  a → net', '  c (region:eu)'],
  },
  {
    name: 'what two paths share once',
    steps: [
      { id: 'a', because: [] },
      { id: 'b', because: [] },
      { id: 'bus', because: ['a', 'b'], group },
      { id: 'x', because: ['bus'], kind: 'hard' },
      { id: 'y', because: ['bus'], kind: 'hard' },
      { id: 'both', because: ['x', 'y'], group: { members: 2, need: 1 } },
    ],
    told: [
      'both: 0 of 2 members up, 1 needed',
      '  x → bus: 1 of 3 members up, 2 needed',
      '    a',
      '    b',
      '  y → bus, as above',
    ],
  },
])('a derivation tells $name', ({ steps, told }) => {
  const branches = branchesOf(steps, (system) => (system === 'c' ? 'region:eu' : undefined));
  expect(branches.map(({ depth, text }) => '  '.repeat(depth) + text)).toEqual(told);
});
