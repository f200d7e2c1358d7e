import { expect, test } from 'vitest';
import { matchesGlob } from '../../src/config/glob.ts';

test.each([
  ['topology/**/*.yaml', 'topology/a.yaml', true],
  ['topology/**/*.yaml', 'topology/x/y/a.yaml', true],
  ['topology/**/*.yaml', 'topology/a.yml', false],
  ['topology/**/*.yaml', 'other/topology/a.yaml', false],
  ['**/*.yaml', 'a.yaml', true],
  ['**', 'a/b/c.yaml', true],
  ['topology/**', 'topology/a/b.yaml', true],
  ['*.yaml', 'topology/a.yaml', false],
  ['teams/*/topology.yaml', 'teams/payments/topology.yaml', true],
  ['teams/*/topology.yaml', 'teams/a/b/topology.yaml', false],
  ['a?.yaml', 'ab.yaml', true],
  ['a?.yaml', 'a.yaml', false],
  ['a?.yaml', 'a😀.yaml', true],
  ['a*b*c.yaml', 'axxbyybzc.yaml', true],
  ['a**b.yaml', 'axb.yaml', true],
  ['a**b.yaml', 'a/b.yaml', false],
  ['[ab].yaml', 'a.yaml', false],
  ['[ab].yaml', '[ab].yaml', true],
  ['**/x/**/y.yaml', 'x/y.yaml', true],
  ['**/x/**/y.yaml', 'a/x/b/x/c/y.yaml', true],
  ['**/x/**/y.yaml', 'a/b/y.yaml', false],
  ['', 'a.yaml', false],
])('the pattern %j and the path %j: %j', (pattern, path, expected) => {
  expect(matchesGlob(pattern, path)).toBe(expected);
});

test('a hostile pattern costs no more than its length times that of the path', () => {
  const name = matchesGlob(`${'*a'.repeat(200)}b`, 'a'.repeat(4_000));
  const folders = matchesGlob(`${'**/a/'.repeat(200)}b`, 'a/'.repeat(4_000));
  expect([name, folders]).toEqual([false, false]);
}, 2_000);
