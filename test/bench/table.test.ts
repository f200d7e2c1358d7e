import { expect, test } from 'vitest';
import { judged } from '../../bench/judge.ts';
import { markdownTable, textTable, withBlock } from '../../bench/table.ts';

const rows = [
  judged(
    {
      name: 'guard',
      value: 0.25,
      unit: 'µs',
      peer: { name: 'engine.run', value: 250 },
      budget: { timesFasterThanPeer: 300 },
      stretch: { timesFasterThanPeer: 2_000 },
    },
    1,
  ),
  judged({ name: 'memory | heap', value: 700, unit: 'MB', budget: { atMost: 600 } }, 1),
  judged({ name: 'for the record', value: 12.34, unit: 'ms' }, 1),
];

test('rows for a terminal stand in columns, each with its verdict', () => {
  expect(textTable(rows)).toEqual([
    '  what              value               peer       beside it  budget            stretch',
    '✔ guard           0.25 µs  engine.run 250 µs  1,000 × faster  ≥ 300 × faster ✔  ≥ 2,000 × faster ✖',
    '✖ memory | heap    700 MB                                     ≤ 600 MB ✖',
    '  for the record  12.3 ms',
  ]);
});

test('rows are a table of Markdown', () => {
  expect(markdownTable(rows)).toEqual([
    '| what | value | peer | beside it | budget | stretch |',
    '|---|---:|---:|---:|---|---|',
    '| guard | 0.25 µs | engine.run 250 µs | 1,000 × faster | ≥ 300 × faster ✔ | ≥ 2,000 × faster ✖ |',
    '| memory \\| heap | 700 MB |  |  | ≤ 600 MB ✖ |  |',
    '| for the record | 12.3 ms |  |  |  |  |',
  ]);
});

const page = 'before\n<!-- bench one -->\nold\n<!-- /bench one -->\nafter\n';

test.each([
  ['one', 'before\n<!-- bench one -->\n\nnew\n\n<!-- /bench one -->\nafter\n'],
  ['on', `${page}\n## Bench on\n\n<!-- bench on -->\n\nnew\n\n<!-- /bench on -->\n`],
])('in a page with the block `one`, replacing the block %j gives %j', (name, text) => {
  expect(withBlock(page, name, ['new'])).toBe(text);
});

test('replacing a block twice is replacing it once', () => {
  const once = withBlock(page, 'one', ['new']);
  expect(withBlock(once, 'one', ['new'])).toBe(once);
});
