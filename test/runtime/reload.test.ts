import { expect, test } from 'vitest';
import {
  activate,
  beginReading,
  hold,
  newReload,
  type Read,
  type Reload,
  readAt,
  reject,
  takeReading,
  touch,
} from '../../src/runtime/reload.ts';
import { noMigration } from '../report/watch/events.ts';
import { loaded } from '../simulation/configuration-disk.ts';

const reading = (hash: string) => ({ files: [], diagnostics: [], hash });
const nothing = loaded(reading('nothing'));

/** Takes readings of these contents one after the other; what each comes to, and how often something was loaded. */
function taking(reload: Reload, hashes: readonly string[]): readonly string[] {
  let loads = 0;
  const found = hashes.map((hash) => {
    const read: Read = takeReading(
      reload,
      reading(hash),
      () => {
        loads += 1;
        return nothing;
      },
      10_000,
    );
    return typeof read === 'string' ? read : `use ${read.reading.hash}`;
  });
  return [...found, `${loads} loads`];
}

function begun(before: (reload: Reload) => void = () => undefined): Reload {
  const reload = newReload('live', 0);
  before(reload);
  beginReading(reload, 10_000);
  return reload;
}

test.each<readonly [string, readonly number[], number]>([
  ['nothing is touched: after 30 s all is looked at', [], 30_000],
  ['a change is read ahead once it is quiet', [1_000], 1_005],
  ['every sign begins that anew', [1_000, 1_003, 1_006], 1_011],
  ['what is touched late is read with all', [29_998], 30_000],
])('%s', (_, signs, at) => {
  const reload = newReload('live', 0);
  for (const sign of signs) {
    touch(reload, sign);
  }
  expect(readAt(reload)).toBe(at);
});

test.each<readonly [string, readonly number[], number]>([
  ['a change settles for 150 ms', [], 1_150],
  ['every sign begins that anew, and it is read ahead only once', [1_100, 1_200], 1_350],
  ['what never rests is read after 2 s', [2_000, 2_950], 3_000],
])('after it was read ahead, %s', (_, signs, at) => {
  const reload = newReload('live', 0);
  touch(reload, 1_000);
  beginReading(reload, 1_005);
  expect(taking(reload, ['a'])).toEqual(['known', '1 loads']);
  for (const sign of signs) {
    touch(reload, sign);
  }
  expect(readAt(reload)).toBe(at);
});

test.each<readonly [string, string, readonly string[], readonly string[]]>([
  ['what did not move until it settled is used', 'a', ['a'], ['use a', '0 loads']],
  ['what moved is loaded and read again', 'a', ['b', 'b'], ['again', 'use b', '1 loads']],
  ['what moved back is known', 'a', ['live'], ['known', '0 loads']],
  ['what was as before and changed then is new', 'live', ['a', 'a'], ['again', 'use a', '1 loads']],
])('of what was read ahead, %s', (_, ahead, hashes, expected) => {
  const reload = newReload('live', 0);
  touch(reload, 1_000);
  beginReading(reload, 1_005);
  taking(reload, [ahead]);
  beginReading(reload, 1_150);
  expect(taking(reload, hashes)).toEqual(expected);
});

test('while it is read nothing is due, and what is touched meanwhile is read afterwards', () => {
  const reload = begun();
  touch(reload, 10_100);
  expect(readAt(reload)).toBe(Number.POSITIVE_INFINITY);
  taking(reload, ['live']);
  expect(readAt(reload)).toBe(10_105);
});

test.each<readonly [string, (reload: Reload) => void, readonly string[], readonly string[]]>([
  ['what is live is known', () => undefined, ['live'], ['known', '0 loads']],
  ['what is new is read twice', () => undefined, ['a', 'a'], ['again', 'use a', '1 loads']],
  [
    'what moves is loaded anew each time',
    () => undefined,
    ['a', 'b', 'b'],
    ['again', 'again', 'use b', '2 loads'],
  ],
  [
    'what moves without end is left for later after five rounds',
    () => undefined,
    ['a', 'b', 'c', 'd', 'e', 'f'],
    ['again', 'again', 'again', 'again', 'again', 'known', '5 loads'],
  ],
  ['what moves back is known', () => undefined, ['a', 'live'], ['again', 'known', '1 loads']],
  [
    'what was rejected is not loaded again',
    (reload) => reject(reload, 'bad'),
    ['bad'],
    ['known', '0 loads'],
  ],
  [
    'what comes back after something bad is restored',
    (reload) => reject(reload, 'bad'),
    ['live'],
    ['restored', '0 loads'],
  ],
  [
    'what is taken back after it was rejected is new',
    (reload) => {
      reject(reload, 'bad');
      activate(reload, 'other');
    },
    ['bad', 'bad'],
    ['again', 'use bad', '1 loads'],
  ],
])('%s', (_, before, hashes, expected) => {
  expect(taking(begun(before), hashes)).toEqual(expected);
});

test('what was restored is live, and no longer told', () => {
  const reload = begun((one) => reject(one, 'bad'));
  taking(reload, ['live']);
  beginReading(reload, 20_000);
  expect(taking(reload, ['live'])).toEqual(['known', '0 loads']);
});

test('what is held is known until something else is there', () => {
  const reload = begun();
  const { model } = loaded({
    ...reading('held'),
    files: [
      {
        path: 'tower.yaml',
        text: 'tower: v1\nconfig: { name: x }\nsystems: { a: { type: service } }\n',
      },
    ],
  });
  if (model === undefined) {
    throw new Error('it is a configuration');
  }
  const candidate = { reading: reading('held'), model, diagnostics: [] };
  hold(reload, { candidate, migration: noMigration });
  expect(taking(reload, ['held', 'live'])).toEqual(['known', 'restored', '0 loads']);
  expect(reload.held).toBe(undefined);
});
