import { expect, test } from 'vitest';
import { isColored, widthOf } from '../../src/adapters/terminal.ts';

const terminal = { isTerminal: true, columns: 80 };
const pipe = { isTerminal: false, columns: undefined };

test.each([
  ['auto', {}, terminal, true],
  ['auto', {}, pipe, false],
  ['auto', { TERM: 'dumb' }, terminal, false],
  ['auto', { NO_COLOR: '1' }, terminal, false],
  ['auto', { NO_COLOR: '' }, terminal, true],
  ['auto', { FORCE_COLOR: '1' }, pipe, true],
  ['auto', { FORCE_COLOR: '0' }, terminal, false],
  ['auto', { FORCE_COLOR: 'false' }, terminal, false],
  ['auto', { NO_COLOR: '1', FORCE_COLOR: '1' }, terminal, false],
  ['always', { NO_COLOR: '1' }, pipe, true],
  ['never', { FORCE_COLOR: '1' }, terminal, false],
] as const)('color %s with %j on %j: %j', (flag, env, stream, expected) => {
  expect(isColored(flag, env, stream)).toBe(expected);
});

test.each([
  [{}, pipe, 100],
  [{}, terminal, 80],
  [{}, { isTerminal: true, columns: 240 }, 100],
  [{}, { isTerminal: true, columns: 20 }, 40],
  [{ COLUMNS: '60' }, pipe, 60],
  [{ COLUMNS: '60' }, terminal, 80],
  [{ COLUMNS: 'wide' }, pipe, 100],
] as const)('the width with %j on %j is %j', (env, stream, expected) => {
  expect(widthOf(env, stream)).toBe(expected);
});
