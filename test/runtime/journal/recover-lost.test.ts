import { expect, test } from 'vitest';
import { recover } from '../../../src/runtime/journal/recover.ts';

test('what a crash leaves of a snapshot goes with the next one', () => {
  const names = ['.snapshot-000000000004.tmp', 'lock'];
  const read = () => ({ failure: 'it is not read' });
  expect(recover({ names, read })).toEqual({
    kind: 'empty',
    obsolete: ['.snapshot-000000000004.tmp'],
  });
});
