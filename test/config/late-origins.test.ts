import { expect, test } from 'vitest';
import { LateOrigins } from '../../src/config/late-origins.ts';
import type { Location } from '../../src/model/location.ts';

const at = (line: number): Location => ({
  file: 'a.yaml',
  line,
  column: 1,
  endLine: line,
  endColumn: 2,
  path: '$',
});
const places = new Map([
  ['owner', at(1)],
  ['probe', at(2)],
]);

test('late places are those of a map, whoever asks in whichever way', () => {
  const late = (): LateOrigins => new LateOrigins(() => places);
  const visited: unknown[] = [];
  late().forEach((value, key) => {
    visited.push([key, value]);
  });
  expect({
    size: late().size,
    got: [late().get('owner'), late().get('none')],
    has: [late().has('probe'), late().has('none')],
    keys: [...late().keys()],
    values: [...late().values()],
    entries: [...late().entries()],
    all: [...late()],
    visited,
    copy: new Map(late()),
  }).toEqual({
    size: 2,
    got: [at(1), undefined],
    has: [true, false],
    keys: ['owner', 'probe'],
    values: [at(1), at(2)],
    entries: [...places],
    all: [...places],
    visited: [...places],
    copy: places,
  });
});

test('places are found once, and that of a probe which is known without looking', () => {
  let looks = 0;
  const late = new LateOrigins(() => {
    looks += 1;
    return places;
  }, at(2));
  expect([late.get('probe'), looks]).toEqual([at(2), 0]);
  expect([late.get('owner'), late.size, late.get('probe'), looks]).toEqual([at(1), 2, at(2), 1]);
});
