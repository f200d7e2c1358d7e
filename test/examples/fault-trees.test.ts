import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { availabilityOf } from '../../src/analysis/availability.ts';
import { likelihoodsOf } from '../../src/analysis/likelihoods.ts';
import { topologyOf } from '../../src/graph/topology.ts';
import { fileAt, modelOf, root } from './project.ts';

// Other people's data. It is not part of the project, so that its absence is no failure.
const folder = join(root, '../shared/data/fault-trees');
const isAbsent = !existsSync(folder);
if (isAbsent) {
  process.stderr.write(
    `skipped: probabilities of published fault trees, for there is no ${folder}\n`,
  );
}

interface Expected {
  readonly target: string;
  /** By order, from 1. */
  readonly counts: readonly number[];
  readonly P: number;
}

const expected = isAbsent
  ? {}
  : (JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Record<string, Expected>);

test.skipIf(isAbsent).each(Object.entries(expected))(
  'the probability of the fault tree %s is the published one, and exact',
  (name, { target, counts, P }) => {
    const model = modelOf([fileAt(folder, `${name}.yaml`)]);
    const { method, unavailability, importance, cutSets } = availabilityOf(
      likelihoodsOf(model, topologyOf(model)),
      target,
    );
    expect(method).toBe('exact');
    // Published with six digits.
    expect(Math.abs((unavailability?.to ?? 0) / P - 1)).toBeLessThan(2e-5);
    expect([cutSets.alone, cutSets.pairs]).toEqual(counts.slice(0, 2));
    expect(importance.every(({ fussellVesely }) => (fussellVesely ?? -1) > 0)).toBe(true);
    expect(importance.every(({ riskAchievement }) => riskAchievement >= 1)).toBe(true);
  },
);

test('some fault trees were looked at, or none are there', () => {
  expect(Object.keys(expected).length).toBe(isAbsent ? 0 : 7);
});
