import { expect, test } from 'vitest';
import { carriedOut, endingOfWork } from '../../src/cli/long-work.ts';
import type { Work } from '../../src/model/work.ts';
import type { World } from '../../src/ports.ts';

interface Run {
  readonly world: Pick<World, 'clock' | 'interrupts' | 'stderr'>;
  /** What was written to standard error. */
  readonly written: string[];
  /** Looks that each slice was given. */
  readonly slices: number[];
  readonly work: Work<number>;
  readonly isWatched: () => boolean;
}

interface Circumstances {
  readonly total?: number;
  readonly msPerLook: number;
  readonly isTerminal?: boolean;
  readonly columns?: number;
  /** The turn of the event loop in which an interrupt arrives. */
  readonly interruptedAt?: number;
}

/** Work that counts to a million, in a world whose time is that of the work. */
function runOf({
  msPerLook,
  isTerminal = true,
  columns,
  interruptedAt,
  ...said
}: Circumstances): Run {
  let now = 5_000;
  let done = 0;
  let turns = 0;
  let heard: (() => void) | undefined;
  const all = 1_000_000;
  const written: string[] = [];
  const slices: number[] = [];
  return {
    written,
    slices,
    isWatched: () => heard !== undefined,
    world: {
      clock: { now: () => now },
      interrupts: {
        watch: (onInterrupt) => {
          heard = onInterrupt;
          return () => {
            heard = undefined;
          };
        },
        turn: () => {
          turns += 1;
          if (turns === interruptedAt) {
            heard?.();
          }
          return Promise.resolve();
        },
      },
      stderr: { isTerminal, columns, write: (text) => written.push(text) },
    },
    work: {
      advance: (looks) => {
        slices.push(looks);
        const step = Math.min(looks, all - done);
        done += step;
        now += step * msPerLook;
        return done === all;
      },
      progress: () => ({ done, total: said.total, noun: 'pairs' }),
      found: () => done,
    },
  };
}

test('work that is done within a second draws nothing', async () => {
  const { world, work, written, isWatched } = runOf({ msPerLook: 0.0009 });
  expect(await carriedOut(world, work, 'counting')).toEqual({ found: 1_000_000, isComplete: true });
  expect([written, isWatched()]).toEqual([[], false]);
});

test('after a second a terminal shows one line, which is gone in the end', async () => {
  const { world, work, written } = runOf({ msPerLook: 0.002, total: 1_000_000 });
  await carriedOut(world, work, 'counting');
  const lines = written.map((text) => text.replace(/\r/g, '<'));
  expect(lines.slice(0, 2)).toEqual([
    '<counting: 50%, 500,000 of 1,000,000 pairs (Ctrl-C prints what was found)',
    '<counting: 60%, 600,000 of 1,000,000 pairs (Ctrl-C prints what was found)',
  ]);
  expect(lines.slice(-2)).toEqual([`<${' '.repeat(72)}`, '<']);
});

test('a line is no longer than the terminal is wide, and says what is known', async () => {
  const { world, work, written } = runOf({ msPerLook: 0.002, columns: 30 });
  await carriedOut(world, work, 'counting');
  expect(written[0]).toBe('\rcounting: 500,000 pairs (Ctrl');
});

test('what is not a terminal gets no line', async () => {
  const { world, work, written } = runOf({ msPerLook: 0.01, isTerminal: false });
  await carriedOut(world, work, 'counting');
  expect(written).toEqual([]);
});

test('an interrupt ends the work between two slices, with what was found', async () => {
  const { world, work, isWatched } = runOf({ msPerLook: 0.0005, interruptedAt: 3 });
  expect(await carriedOut(world, work, 'counting')).toEqual({ found: 300_000, isComplete: false });
  expect(isWatched()).toBe(false);
});

test.each([
  { what: 'quick', msPerLook: 0.000_01 },
  { what: 'slow', msPerLook: 3 },
])('slices of $what looks soon take about 50 ms each', async ({ msPerLook }) => {
  const { world, work, slices } = runOf({ msPerLook, interruptedAt: 12 });
  await carriedOut(world, work, 'counting');
  const last = (slices.at(-1) ?? 0) * msPerLook;
  expect(last).toBeGreaterThan(10);
  expect(last).toBeLessThan(60);
});

test('an interrupted command prints what it has, says so and ends with 130', () => {
  const outcome = { exitCode: 0 as const, render: () => 'half of it', notes: ['note: small'] };
  expect(endingOfWork(outcome, { isComplete: true })).toBe(outcome);
  expect(endingOfWork(outcome, { isComplete: false })).toEqual({
    ...outcome,
    exitCode: 130,
    notes: [
      'note: small',
      'tower: interrupted',
      '       what was found until then is printed, and is not complete',
    ],
  });
});
