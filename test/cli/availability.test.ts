import { expect, test } from 'vitest';
import { availabilityLines } from '../../src/cli/availability-text.ts';
import { run } from '../../src/cli/program.ts';
import { sayLines } from '../../src/cli/text.ts';
import type { Availability } from '../../src/model/availability.ts';
import type { World } from '../../src/ports.ts';
import { fakeWorld } from '../fuzz/world.ts';

const shop = `tower: v1
targets: [api, db, web]
systems:
  web: { type: service, dependsOn: { api: hard } }
  api: { type: service, dependsOn: { db: hard } }
  db: { type: database, failureProbability: 0.25 }
`;

/** Runs a command line in a world in which an interrupt arrives in the given turn of the event loop. */
async function played(words: readonly string[], interruptedAt: number) {
  const { world, printed } = fakeWorld({ '/p/tower.yaml': shop });
  let turns = 0;
  let heard: (() => void) | undefined;
  const interrupts: World['interrupts'] = {
    watch: (onInterrupt) => {
      heard = onInterrupt;
      return () => undefined;
    },
    turn: () => {
      turns += 1;
      if (turns === interruptedAt) {
        heard?.();
      }
      return Promise.resolve();
    },
  };
  const exitCode = await run(words, { ...world, interrupts }, '1.0.0');
  return { exitCode, ...printed };
}

test('an interrupt prints the targets that were answered, says that there are more, and ends with 130', async () => {
  const { exitCode, stdout, stderr } = await played(['availability', '-o', 'json'], 2);
  const { availability } = JSON.parse(stdout) as { readonly availability: readonly Availability[] };
  expect({ exitCode, targets: availability.map(({ target }) => target) }).toEqual({
    exitCode: 130,
    targets: ['api'],
  });
  expect(stderr).toBe(
    'tower: interrupted\n       what was found until then is printed, and is not complete\n',
  );
});

test('without an interrupt all targets are answered', async () => {
  const { exitCode, stdout, stderr } = await played(['availability', '-o', 'json'], -1);
  const { availability } = JSON.parse(stdout) as { readonly availability: readonly Availability[] };
  expect({ exitCode, stderr, targets: availability.map(({ target }) => target) }).toEqual({
    exitCode: 0,
    stderr: '',
    targets: ['api', 'db', 'web'],
  });
});

const bounded: Availability = {
  target: 'web',
  kind: 'system',
  systems: 400,
  undeclared: 0,
  method: 'bounds',
  unavailability: { from: 0.0001, to: 0.02 },
  availability: { from: 0.98, to: 0.9999 },
  downtimePerYearMs: { from: 3_153_600, to: 630_720_000 },
  estimate: {
    trials: 1_191_936,
    unavailability: 0.00064,
    interval: { from: 0.0006, to: 0.00069 },
  },
  importance: [],
  cutSets: { alone: 0, pairs: 12, isComplete: false },
  improvements: [
    {
      system: 'db',
      replicas: 1,
      cutSetsRemoved: 7,
      gain: 0.001,
      downtimeSavedPerYearMs: 31_536_000,
    },
  ],
};

function told(found: readonly Availability[], width: number, ascii = false): string {
  const context = { version: '1.0.0', color: false, width, ascii, sources: new Map() };
  return sayLines(context, availabilityLines(found, context));
}

test('where it is not exact, bounds and what a sample says are told apart', () => {
  expect(told([bounded], 100).split('\n')).toEqual([
    '  TARGET      AVAILABLE  DOWN A YEAR  DOWN A MONTH  DECLARED',
    '  web     98.0%–99.990%  52m33s–7d7h  4m22s–14h36m       all',
    '    about 99.936%; with 99% confidence 99.931%–99.940%, from 1191936 trials',
    '',
    'what web hangs on is not told: it needs the exact probability',
    '',
    'Improve  one more replica of db (1 now) removes 7 of at least 12 cut sets, saves at least 8h45m a',
    '         year',
    '',
    'certain bounds, and a sample: the exact answer takes too much memory; systems are taken to fail',
    'independently of each other, and replicas too',
    'Next    tower cutsets web',
    '',
  ]);
  expect(told([bounded], 40, true).split('\n')).toEqual([
    '  TARGET      AVAILABLE  DOWN A YEAR',
    '  web     98.0%-99.990%  52m33s-7d7h',
    '    about 99.936%; with 99% confidence',
    '    99.931%-99.940%, from 1191936 trials',
    '',
    'what web hangs on is not told: it needs',
    'the exact probability',
    '',
    'Improve  one more replica of db (1 now)',
    '         removes 7 of at least 12 cut',
    '         sets, saves at least 8h45m a',
    '         year',
    '',
    'certain bounds, and a sample: the exact',
    'answer takes too much memory; systems',
    'are taken to fail independently of each',
    'other, and replicas too',
    'Next    tower cutsets web',
    '',
  ]);
});

test('of many targets the least available are shown', () => {
  const many = Array.from({ length: 25 }, (_, index) => ({
    ...bounded,
    target: `web-${String(index).padStart(2, '0')}`,
    method: 'exact' as const,
    estimate: null,
    unavailability: { from: index / 1_000, to: index / 1_000 },
    downtimePerYearMs: { from: index * 31_536_000, to: index * 31_536_000 },
  }));
  const lines = told(many, 100).split('\n');
  expect([lines[1], lines[20], lines[21]].map((line) => line?.trim())).toEqual([
    'web-24      97.6%        8d18h        17h31m       all',
    'web-05     99.50%        1d19h         3h39m       all',
    '… and 5 more in -o json',
  ]);
});
