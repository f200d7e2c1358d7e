import { expect, test } from 'vitest';
import { readState } from '../../src/config/state-file.ts';
import type { SavedState } from '../../src/model/state.generated.ts';

test('a state is read as it was written', () => {
  const saved: SavedState = {
    schemaVersion: 1,
    name: 'shop',
    revision: '4f2c1ae0b1d2',
    at: 1_795_272_735_000,
    systems: {},
  };
  expect(readState({ path: 's.json', text: JSON.stringify(saved) })).toEqual({
    saved,
    diagnostics: [],
  });
});

test.each([
  ['', 'state/corrupt', '`s.json` is not a state of tower'],
  ['null', 'state/corrupt', '`s.json` is not a state of tower'],
  ['{"schemaVersion":1}', 'state/corrupt', '`s.json` is not a state of tower'],
  ['{"schemaVersion":"2"}', 'state/corrupt', '`s.json` is not a state of tower'],
  [
    '{"schemaVersion":0}',
    'state/other-version',
    '`s.json` was written by an older tower: its format is 0, this one reads 1',
  ],
  [
    '{"schemaVersion":2,"anything":true}',
    'state/newer',
    '`s.json` was written by a newer tower: its format is 2, this one reads 1',
  ],
])('%j is refused as %s', (text, code, message) => {
  const { saved, diagnostics } = readState({ path: 's.json', text });
  expect({ saved, told: diagnostics.map((one) => [one.code, one.severity, one.message]) }).toEqual({
    saved: undefined,
    told: [[code, 'error', message]],
  });
});
