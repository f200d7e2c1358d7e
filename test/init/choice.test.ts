import { expect, test } from 'vitest';
import { choiceOf, questionOf } from '../../src/init/choice.ts';

test.each([
  ['', { chosen: [0, 2] }],
  ['   ', { chosen: [0, 2] }],
  ['2', { chosen: [1] }],
  ['3 1, 3', { chosen: [0, 2] }],
  ['all', { chosen: [0, 1, 2] }],
  ['None', { chosen: [] }],
  ['0', { fault: '`0` is none of 1 to 3, `all` and `none`' }],
  ['1 4', { fault: '`4` is none of 1 to 3, `all` and `none`' }],
  ['1 all', { fault: '`all` is none of 1 to 3, `all` and `none`' }],
  ['-1', { fault: '`-1` is none of 1 to 3, `all` and `none`' }],
  ['compose', { fault: '`compose` is none of 1 to 3, `all` and `none`' }],
])('of three sources %j takes %j', (answer, expected) => {
  expect(choiceOf(answer, 3, [0, 2])).toEqual(expected);
});

test('the question says what Enter stands for', () => {
  expect([questionOf([0, 2]), questionOf([])]).toEqual([
    'Import from which? Numbers, all or none [1 3]: ',
    'Import from which? Numbers, all or none [none]: ',
  ]);
});
