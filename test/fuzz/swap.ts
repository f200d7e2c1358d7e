import fc from 'fast-check';

/** A change to plain data, as numbers: at one of its parts, with one of several values. */
export interface Swap {
  readonly kind: 'value' | 'copy' | 'delete' | 'rename' | 'wrap';
  readonly at: number;
  readonly pick: number;
}

const values: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  0.005,
  1e15,
  1e16,
  -1e308,
  '',
  'x',
  ' ',
  '__proto__',
  'constructor',
  'toString',
  'web',
  '10%',
  '1h',
  '0s',
  '9999999d9999999d9999999d9999999d',
  '2026-11-21',
  '9999-12-31T23:59:59Z',
  '0000-01-01T00:00:00Z',
  '2026-11-21T12:00:00.123456789+23:59',
  'UTC',
  '\u0000',
  '\ud800',
  '{{ system.id }}',
  '$.labels.x',
  'critical',
  'hard',
  'x'.repeat(5_000),
  [],
  [[]],
  ['x', 'x'],
  [null],
  {},
  { x: 1 },
  { __proto__: null, constructor: {} },
  Array.from({ length: 70 }).reduce<unknown>((inner) => [inner], 1),
];

const names = ['__proto__', 'constructor', 'toString', 'valueOf', 'x', '', 'a b', '<<', 'id', 'at'];

export const swaps: fc.Arbitrary<readonly Swap[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('value', 'value', 'copy', 'delete', 'rename', 'wrap'),
    at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    pick: fc.nat(10_000),
  }),
  { minLength: 1, maxLength: 3 },
);

interface Spot {
  readonly holder: Map<string, unknown> | unknown[];
  readonly key: string;
}

/** A copy of plain data with the changes. The maps in it are `Map`s, so that any key is one like the others. */
export function swapped(data: unknown, by: readonly Swap[]): unknown {
  const copy = openedUp(data);
  for (const { kind, at, pick } of by) {
    const spots = spotsIn(copy);
    const spot = spots[Math.floor(at * spots.length)];
    if (spot !== undefined) {
      apply(kind, spot, pick, spots);
    }
  }
  return copy;
}

/** Data with maps as JSON, which YAML is. */
export function written(data: unknown): string {
  if (data instanceof Map) {
    const entries = [...data].map(([key, value]) => `${JSON.stringify(key)}: ${written(value)}`);
    return `{${entries.join(', ')}}`;
  }
  return Array.isArray(data) ? `[${data.map(written).join(', ')}]` : JSON.stringify(data);
}

function apply(
  kind: Swap['kind'],
  { holder, key }: Spot,
  pick: number,
  spots: readonly Spot[],
): void {
  const put = (value: unknown): void => {
    if (holder instanceof Map) {
      holder.set(key, value);
    } else {
      holder[Number(key)] = value;
    }
  };
  const own = valueAt({ holder, key });
  const other = spots[pick % spots.length];
  switch (kind) {
    case 'value':
      put(openedUp(values[pick % values.length]));
      break;
    case 'copy':
      put(openedUp(other === undefined ? null : valueAt(other)));
      break;
    case 'wrap':
      put(pick % 2 === 0 ? [own] : new Map([[names[pick % names.length] ?? '', own]]));
      break;
    case 'delete':
      remove({ holder, key });
      break;
    case 'rename':
      remove({ holder, key });
      if (holder instanceof Map) {
        holder.set(names[pick % names.length] ?? '', own);
      }
      break;
    default:
  }
}

function remove({ holder, key }: Spot): void {
  if (holder instanceof Map) {
    holder.delete(key);
  } else {
    holder.splice(Number(key), 1);
  }
}

function valueAt({ holder, key }: Spot): unknown {
  return holder instanceof Map ? holder.get(key) : holder[Number(key)];
}

function openedUp(data: unknown): unknown {
  if (Array.isArray(data)) {
    return data.map(openedUp);
  }
  if (data instanceof Map) {
    return new Map([...data].map(([key, value]) => [key, openedUp(value)]));
  }
  return typeof data === 'object' && data !== null
    ? new Map(Object.entries(data).map(([key, value]) => [key, openedUp(value)]))
    : data;
}

/** Every part of data, outer ones first. */
function spotsIn(data: unknown): readonly Spot[] {
  const keys =
    data instanceof Map ? [...data.keys()] : Array.isArray(data) ? data.map((_, i) => `${i}`) : [];
  const holder = data as Spot['holder']; // Without keys it is never looked at.
  return keys.flatMap((key) => [{ holder, key }, ...spotsIn(valueAt({ holder, key }))]);
}
