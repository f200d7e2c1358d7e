import { expect, test } from 'vitest';
import { progressLine } from '../../src/cli/progress-line.ts';

/** A line on a stream that keeps what it was sent; time passes when it is told to. */
function lineOn(isTerminal = true, columns: number | undefined = undefined) {
  let now = 5_000;
  const written: string[] = [];
  const line = progressLine({
    clock: { now: () => now },
    stderr: { isTerminal, columns, write: (text) => written.push(text) },
  });
  return {
    written,
    erase: line.erase,
    sayAt: (ms: number, text: string, isNew?: boolean) => {
      now = 5_000 + ms;
      line.draw(() => text, isNew);
    },
  };
}

test('nothing is drawn for a second, and nothing erased that was not drawn', () => {
  const { sayAt, written, erase } = lineOn();
  sayAt(0, 'one', true);
  sayAt(999, 'two', true);
  erase();
  expect(written).toEqual([]);
});

test('the line is drawn over itself five times a second, at once where it says something new, and erased', () => {
  const { sayAt, written, erase } = lineOn();
  sayAt(1_000, 'read 100 of 200 files');
  sayAt(1_100, 'read 110 of 200 files');
  sayAt(1_200, 'read 120 of 200 files');
  sayAt(1_201, 'compiling', true);
  erase();
  expect(written).toEqual([
    '\rread 100 of 200 files',
    '\rread 120 of 200 files',
    '\rcompiling            ',
    '\r         ',
    '\r',
  ]);
});

test('no log gets a line', () => {
  const { sayAt, written, erase } = lineOn(false);
  sayAt(2_000, 'read 1 of 2 files', true);
  erase();
  expect(written).toEqual([]);
});

test.each([
  [10, 9],
  [0, 79],
  [undefined, 79],
])('on a terminal of %s columns a line has at most %i characters', (columns, length) => {
  const { sayAt, written } = lineOn(true, columns);
  sayAt(2_000, 'x'.repeat(100), true);
  expect(written).toEqual([`\r${'x'.repeat(length)}`]);
});
