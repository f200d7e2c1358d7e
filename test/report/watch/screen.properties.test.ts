import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnsOf } from '../../../src/report/text.ts';
import type { Canvas } from '../../../src/report/watch/canvas.ts';
import { pressed } from '../../../src/report/watch/keys.ts';
import { linesOutput } from '../../../src/report/watch/lines.ts';
import { ndjsonOutput } from '../../../src/report/watch/ndjson.ts';
import { screenOf } from '../../../src/report/watch/screen.ts';
import { emptyView, seen } from '../../../src/report/watch/view.ts';
import { unpainted } from '../../adapters/terminal-double.ts';
import { anyEvent } from './arbitrary-events.ts';

const anyCanvas: fc.Arbitrary<Canvas> = fc.record({
  columns: fc.integer({ min: 0, max: 130 }),
  rows: fc.integer({ min: 0, max: 45 }),
  color: fc.boolean(),
  ascii: fc.boolean(),
  at: fc.integer({ min: 0, max: 4_000_000_000_000 }),
  hasKeys: fc.boolean(),
});
const anyKey = fc.constantFrom(
  'up',
  'down',
  'page-down',
  'end',
  'home',
  'f',
  'enter',
  'escape',
  '?',
  'a',
  'y',
  'x',
);
const commands = /\p{Cc}|\p{Cs}|\p{Zl}|\p{Zp}|\p{Bidi_Control}/u;

test('a screen is never wider nor higher than the terminal, and nothing in it comes from data that a terminal obeys', () => {
  fc.assert(
    fc.property(
      fc.array(anyEvent, { maxLength: 12 }),
      fc.array(anyKey, { maxLength: 8 }),
      anyCanvas,
      (events, keys, canvas) => {
        const folded = events.reduce(seen, emptyView());
        const view = keys.reduce((before, key) => pressed(before, key, canvas).view, folded);
        const lines = screenOf(view, canvas);
        const bare = canvas.color ? lines.map(unpainted) : lines;
        expect(lines.length).toBeLessThanOrEqual(canvas.rows);
        expect(bare.filter((line) => columnsOf(line) > canvas.columns)).toEqual([]);
        expect(bare.filter((line) => commands.test(line))).toEqual([]);
        expect(lines.filter((line) => /^\s*::|##\[/.test(line))).toEqual([]);
      },
    ),
    { numRuns: 400 },
  );
});

test('the same view on the same canvas is the same screen', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 6 }), anyCanvas, (events, canvas) => {
      const view = events.reduce(seen, emptyView());
      expect(screenOf(view, canvas)).toEqual(screenOf(events.reduce(seen, emptyView()), canvas));
    }),
    { numRuns: 50 },
  );
});

test.each([
  ['lines', linesOutput],
  ['NDJSON', ndjsonOutput],
])(
  '%s hold nothing that ends a line but its end, and nothing that a terminal obeys',
  (_, output) => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 8 }), (events) => {
        const { tell } = output();
        const texts = events.map(tell);
        expect(texts.filter((text) => text !== '' && !text.endsWith('\n'))).toEqual([]);
        const lines = texts.join('').split('\n');
        expect(lines.filter((line) => commands.test(line))).toEqual([]);
        expect(lines.at(-1)).toBe('');
      }),
      { numRuns: 200 },
    );
  },
);
