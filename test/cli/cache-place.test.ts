import { expect, test } from 'vitest';
import { cachePlace } from '../../src/cli/cache-place.ts';

test.each([
  ['linux', { HOME: '/home/me' }, '/home/me/.cache/tower'],
  ['linux', { HOME: '/home/me', XDG_CACHE_HOME: '/var/me' }, '/var/me/tower'],
  ['linux', { HOME: '/home/me', XDG_CACHE_HOME: 'not/absolute' }, '/home/me/.cache/tower'],
  ['linux', {}, undefined],
  ['linux', { HOME: '' }, undefined],
  ['darwin', { HOME: '/Users/me' }, '/Users/me/Library/Caches/tower'],
  ['win32', { LOCALAPPDATA: '/local', HOME: '/home/me' }, '/local/tower/cache'],
  ['win32', { HOME: '/home/me' }, undefined],
  ['linux', { HOME: '/home/me', TOWER_CACHE_DIR: '/kept' }, '/kept'],
  ['linux', { HOME: '/home/me', TOWER_CACHE_DIR: 'kept' }, '/work/kept'],
  ['linux', { HOME: '/home/me', TOWER_CACHE_DIR: '' }, '/home/me/.cache/tower'],
  ['linux', { HOME: '/home/me', TOWER_CACHE_DIR: '/kept', TOWER_CACHE: 'off' }, undefined],
])('on %s, %j keeps in %s', (platform, env, expected) => {
  expect(cachePlace({ env, cwd: '/work' }, platform)).toBe(expected);
});
