import { expect, test } from 'vitest';
import {
  availabilityOf,
  availabilityWork,
  probabilityOf,
} from '../../src/analysis/availability.ts';
import { likelihoodsOf } from '../../src/analysis/likelihoods.ts';
import { load } from '../../src/config/load.ts';
import { topologyOf } from '../../src/graph/topology.ts';
import type { Availability } from '../../src/model/availability.ts';
import type { Model } from '../../src/model/model.ts';

function modelOf(text: string): Model {
  const { model, diagnostics } = load([{ path: 'tower.yaml', text: `tower: v1\n${text}` }]);
  if (model === undefined) {
    throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  }
  return model;
}

function of(text: string, target: string): Availability {
  const model = modelOf(text);
  return availabilityOf(likelihoodsOf(model, topologyOf(model)), target);
}

const shop = `
systems:
  web: { type: service, replicas: 2, failureProbability: 0.01, dependsOn: { bus: hard, db: hard } }
  db: { type: database, mtbf: 99h, mttr: 1h, dependsOn: { disk: hard } }
  disk: { type: database, dependsOn: { logs: soft } }
  logs: { type: service, failureProbability: 0.5 }
  bus-1: { type: queue, failureProbability: 0.1 }
  bus-2: { type: queue, failureProbability: 0.2 }
groups:
  bus: { members: [bus-1, bus-2], need: 1 }
`;

test('all there is to say of a target follows from what is declared', () => {
  // 0.01 ∪ 0.01 ∪ 0.1 × 0.2: 1 − 0.99 × 0.99 × 0.98 = 0.039502
  const whole = 0.039502;
  expect(of(shop, 'web')).toEqual({
    target: 'web',
    kind: 'system',
    systems: 5,
    undeclared: 1,
    method: 'exact',
    unavailability: { from: whole, to: whole },
    availability: { from: 0.960498, to: 0.960498 },
    downtimePerYearMs: {
      from: expect.closeTo(whole * 31_536_000_000, 0),
      to: expect.closeTo(whole * 31_536_000_000, 0),
    },
    estimate: null,
    importance: [
      {
        unit: 'bus-1',
        kind: 'system',
        probability: 0.1,
        birnbaum: 0.19602, // 0.99² × 0.2
        fussellVesely: 0.506303, // 0.02 / 0.039502
        riskAchievement: 5.46605, // (0.039502 + 0.9 × 0.19602) / 0.039502
        riskReduction: 1.98503, // 0.039502 / 0.0199
      },
      {
        unit: 'bus-2',
        kind: 'system',
        probability: 0.2,
        birnbaum: 0.09801,
        fussellVesely: 0.506303,
        riskAchievement: 2.98491,
        riskReduction: 1.98503,
      },
      {
        unit: 'db',
        kind: 'system',
        probability: 0.01,
        birnbaum: 0.9702, // 0.99 × 0.98
        fussellVesely: 0.253152,
        riskAchievement: 25.3152, // 1 / 0.039502
        riskReduction: 1.32557,
      },
      {
        unit: 'web',
        kind: 'system',
        probability: 0.01,
        birnbaum: 0.9702,
        fussellVesely: 0.253152,
        riskAchievement: 25.3152,
        riskReduction: 1.32557,
      },
    ],
    cutSets: { alone: 3, pairs: 1, isComplete: true },
    improvements: [
      // 0.1 − 0.01 of 0.19602
      improvement('bus-1', { replicas: 1, cutSetsRemoved: 1, gain: 0.0176418 }),
      improvement('bus-2', { replicas: 1, cutSetsRemoved: 1, gain: 0.0156816 }),
      improvement('db', { replicas: 1, cutSetsRemoved: 1, gain: 0.00960498 }),
      // A third replica of what is down with probability 0.1 × 0.1: 0.01 − 0.001 of 0.9702
      improvement('web', { replicas: 2, cutSetsRemoved: 0, gain: 0.0087318 }),
      improvement('disk', { replicas: 1, cutSetsRemoved: 1, gain: 0 }),
    ],
  });
});

function improvement(
  system: string,
  {
    replicas,
    cutSetsRemoved,
    gain,
  }: { readonly replicas: number; readonly cutSetsRemoved: number; readonly gain: number },
) {
  return {
    system,
    replicas,
    cutSetsRemoved,
    gain: expect.closeTo(gain, 10),
    downtimeSavedPerYearMs: expect.closeTo(gain * 31_536_000_000, 0),
  };
}

test('a gain is what the model with that replica gains', () => {
  const before = of(shop, 'web');
  // The second replica of bus-2, as a system that fails half as often as often: 0.2².
  const after = of(shop.replace('failureProbability: 0.2', 'failureProbability: 0.04'), 'web');
  const gain = (before.unavailability?.to ?? 0) - (after.unavailability?.to ?? 0);
  expect(before.improvements.find(({ system }) => system === 'bus-2')?.gain).toBeCloseTo(gain, 10);
});

test('a region takes its systems with it', () => {
  const text = `
regions:
  eu: { failureProbability: 0.001 }
  us: {}
systems:
  bus-1: { type: queue, region: eu, failureProbability: 0.1 }
  bus-2: { type: queue, region: eu, failureProbability: 0.1 }
  bus-3: { type: queue, region: us, failureProbability: 0.1 }
groups:
  bus: { members: [bus-1, bus-2], need: 1 }
  wide: { members: [bus-1, bus-2, bus-3], need: 1 }
`;
  const { unavailability, importance, improvements } = of(text, 'bus');
  // 1 − 0.999 × 0.99
  expect(unavailability).toEqual({ from: 0.01099, to: 0.01099 });
  expect(
    importance.map(({ unit, kind, riskAchievement }) => [unit, kind, riskAchievement]),
  ).toEqual([
    // (1 − 0.999 × 0.9) / 0.01099
    ['bus-1', 'system', 9.18107],
    ['bus-2', 'system', 9.18107],
    ['region:eu', 'region', 90.9918],
  ]);
  expect(improvements.map(({ system }) => system)).toEqual(['bus-1', 'bus-2']);
  // 0.1 × (1 − 0.999 × 0.99)
  expect(of(text, 'wide').unavailability).toEqual({ from: 0.001099, to: 0.001099 });
});

test('a region takes nothing with it that has no failure of its own', () => {
  const text = `
regions:
  eu: { failureProbability: 0.1 }
systems:
  journey: { type: service, region: eu, logical: true, dependsOn: { db: hard } }
  db: { type: database, failureProbability: 0.02 }
`;
  expect(of(text, 'journey').unavailability).toEqual({ from: 0.02, to: 0.02 });
});

test('where nothing says how likely it fails, cut sets say what helps', () => {
  const text = `
systems:
  web: { type: service, replicas: 2, dependsOn: { api: hard } }
  api: { type: service, dependsOn: { db: hard, bus: hard } }
  db: { type: database }
  bus-1: { type: queue }
  bus-2: { type: queue }
groups:
  bus: { members: [bus-1, bus-2], need: 1 }
`;
  const { method, unavailability, availability, importance, cutSets, improvements } = of(
    text,
    'web',
  );
  expect({ method, unavailability, availability, importance, cutSets }).toEqual({
    method: 'unknown',
    unavailability: null,
    availability: null,
    importance: [],
    cutSets: { alone: 3, pairs: 1, isComplete: true },
  });
  expect(
    improvements.map(({ system, cutSetsRemoved, gain }) => [system, cutSetsRemoved, gain]),
  ).toEqual([
    ['api', 1, null],
    ['bus-1', 1, null],
    ['bus-2', 1, null],
    ['db', 1, null],
  ]);
});

test('what always fails and what never does are said to', () => {
  const always = of('systems:\n  web: { type: service, failureProbability: 1 }\n', 'web');
  expect([always.availability, always.downtimePerYearMs?.to]).toEqual([
    { from: 0, to: 0 },
    31_536_000_000,
  ]);
  const never = of('systems:\n  web: { type: service, failureProbability: 0 }\n', 'web');
  expect([never.method, never.availability, never.importance]).toEqual([
    'exact',
    { from: 1, to: 1 },
    [],
  ]);
});

test('targets are answered one at a time, and what was found stands', () => {
  const model = modelOf(`${shop}targets: [bus, web]\n`);
  const work = availabilityWork(model, topologyOf(model));
  const seen: string[] = [];
  while (!work.advance(1)) {
    const { done, total, noun } = work.progress();
    seen.push(`${done} of ${total} ${noun}: ${work.found().map(({ target }) => target)}`);
  }
  expect([...new Set(seen)]).toEqual([
    '0 of 2 targets: ',
    '1 of 2 targets: bus',
    '2 of 2 targets: bus,web',
  ]);
  expect(work.advance(1)).toBe(true);
});

test('the probability alone is told where everything says how likely it fails', () => {
  const model = modelOf(shop);
  const likelihoods = likelihoodsOf(model, topologyOf(model));
  expect(['bus', 'web', 'logs', 'disk'].map((id) => probabilityOf(likelihoods, id))).toEqual([
    0.02,
    null,
    0.5,
    null,
  ]);
});
