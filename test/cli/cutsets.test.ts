import { expect, test } from 'vitest';
import { run } from '../../src/cli/program.ts';
import { fakeWorld } from '../fuzz/world.ts';

/** A target that needs seven of twelve gates, each of which needs two of six of thirty systems. */
function entangled(): string {
  const systems = Array.from({ length: 30 }, (_, index) => `  s${index}: { type: service }`);
  const gates = Array.from({ length: 12 }, (_, index) => [
    `  gate-${index}: { type: service, logical: true, dependsOn: { g${index}: hard } }`,
  ]).flat();
  const groups = Array.from({ length: 12 }, (_, index) => {
    const members = [0, 1, 2, 3, 4, 5].map(
      (step) => `s${(index * 7 + step * step * 3 + step) % 30}`,
    );
    return `  g${index}: { members: [${[...new Set(members)].join(', ')}], need: 2 }`;
  });
  const all = Array.from({ length: 12 }, (_, index) => `gate-${index}`).join(', ');
  return [
    'tower: v1',
    'systems:',
    ...systems,
    ...gates,
    '  shop: { type: service, logical: true, criticality: critical, dependsOn: { gates: hard } }',
    '  spare: { type: service, criticality: high }',
    'groups:',
    ...groups,
    `  gates: { members: [${all}], need: 7 }`,
    '',
  ].join('\n');
}

/** Runs a command line, and interrupts it at a turn of the event loop. */
async function interrupted(
  words: readonly string[],
  interruptAt: number,
): Promise<{ readonly exitCode: number; readonly stdout: string; readonly stderr: string }> {
  const { world, printed } = fakeWorld({ '/p/tower.yaml': entangled() });
  let heard = (): void => undefined;
  let turns = 0;
  const interrupts = {
    watch: (onInterrupt: () => void) => {
      heard = onInterrupt;
      return () => undefined;
    },
    turn: () => {
      turns += 1;
      if (turns === interruptAt) {
        heard();
      }
      return Promise.resolve();
    },
  };
  const exitCode = await run(words, { ...world, interrupts }, '0.0.0');
  return { exitCode, ...printed };
}

test('what was found until an interrupt is printed, marked as not complete, and the process ends with 130', async () => {
  const { exitCode, stdout, stderr } = await interrupted(
    ['cutsets', '--max-order', 'all', '-o', 'json'],
    2,
  );
  expect({ exitCode, found: JSON.parse(stdout), stderr }).toEqual({
    exitCode: 130,
    found: {
      cutsets: ['shop', 'spare'].map((target) => ({
        target,
        units: ['system'],
        maxOrder: null,
        complete: false,
        completeTo: target === 'shop' ? 2 : 0,
        counts: [],
        probability: null,
        sets: [],
        omitted: 0,
      })),
    },
    stderr:
      'tower: interrupted\n       what was found until then is printed, and is not complete\n',
  });
});

test('beyond its limit of nodes it says up to which order nothing is missing', async () => {
  const { exitCode, stdout } = await interrupted(
    ['cutsets', 'spare', 'shop', '--max-order', 'all', '--max-nodes', '1000'],
    0,
  );
  expect({ exitCode, stdout }).toEqual({
    exitCode: 0,
    stdout: [
      '▲ shop  nothing was found that takes it down',
      '  not complete: beyond order 6 there may be more, which were not found',
      '',
      '✖ spare  1 single failure takes it down',
      '',
      'Order 1  1 set',
      '  spare',
      '    it fails itself',
      '',
      'Next    tower cutsets spare',
      '        tower simulate --fail spare',
      '',
    ].join('\n'),
  });
});
