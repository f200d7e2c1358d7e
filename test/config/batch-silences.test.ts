import { expect, test } from 'vitest';
import { checkedBatch, readBatches } from '../../src/config/batch.ts';

const at = '2026-11-21T12:00:00Z';
const good = {
  id: 'disks',
  systems: ['web'],
  until: '2026-11-21T13:00:00Z',
  reason: 'new disks',
  by: 'ada',
};

test.each([
  ['a silence', good, []],
  ['an end', { id: 'disks', by: 'ada', end: true }, []],
  ['as long as it may be', { ...good, until: '2026-12-21T12:00:00Z' }, []],
  [
    'nothing but who',
    { id: 'disks', by: 'ada' },
    [
      '1:42 batch/bad-silence silence `disks` needs `until` and `reason` and `systems` or `thresholds`',
    ],
  ],
  [
    'no end',
    { ...good, until: undefined },
    ['1:42 batch/bad-silence silence `disks` needs `until`'],
  ],
  [
    'an end before its beginning',
    { ...good, until: at },
    ['1:82 batch/bad-silence silence `disks` ends at 2026-11-21T12:00:00Z, not after it begins'],
  ],
  [
    'too long',
    { ...good, until: '2026-12-21T12:00:01Z' },
    ['1:82 batch/bad-silence silence `disks` is longer than 30 days'],
  ],
  [
    'an instant that is none',
    { ...good, until: '2026-02-30T12:00:00Z' },
    ['1:82 batch/bad-instant `2026-02-30T12:00:00Z` is not an instant'],
  ],
  [
    'nobody',
    { ...good, by: undefined },
    ['1:42 schema/missing-key item 1 of `silences` has no `by`'],
  ],
])('%s', (_, silence, told) => {
  const text = JSON.stringify({ at, silences: [silence] });
  const { batches, diagnostics } = readBatches({ path: 'batch.json', text });
  expect(
    diagnostics.map(
      ({ code, message, at: place }) => `${place.line}:${place.column} ${code} ${message}`,
    ),
  ).toEqual(told);
  const whole = told.length === 0 ? [JSON.parse(text)] : [];
  expect(batches).toEqual(whole);
  expect(checkedBatch(text)).toEqual(whole[0]);
});
