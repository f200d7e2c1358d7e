// Batches as JSON texts, written in every way in which JSON can be.
import fc from 'fast-check';

type Text = fc.Arbitrary<string>;

const blank: Text = fc.constantFrom('', '', '', '', ' ', '\n', '\t', '\r\n', '  \t');

/** A string with some of its characters escaped. */
function stringOf(text: string, escapes: readonly number[]): string {
  const units = Array.from({ length: text.length }, (_, index) => {
    const unit = text.charAt(index);
    const code = text.charCodeAt(index).toString(16).padStart(4, '0');
    switch (escapes[index % escapes.length]) {
      case 1:
        return `\\u${code}`;
      case 2:
        return unit === '/' ? '\\/' : `\\u${code.toUpperCase()}`;
      default:
        return JSON.stringify(unit).slice(1, -1);
    }
  });
  return `"${units.join('')}"`;
}

const plainEscapes = fc.constant([0]);
const someEscapes = fc.oneof(
  { weight: 6, arbitrary: plainEscapes },
  { weight: 1, arbitrary: fc.array(fc.constantFrom(0, 0, 1, 2), { minLength: 1, maxLength: 5 }) },
);

function string(texts: fc.Arbitrary<string>, escapes = someEscapes): Text {
  return fc.tuple(texts, escapes).map(([text, chosen]) => stringOf(text, chosen));
}

const digits = (maxLength: number): Text =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength });

/** Numbers as programs print them, and as nobody does. All are finite. */
export const numberText: Text = fc
  .oneof(
    fc.integer().map(String),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
    fc.double({ min: 0, max: 1_000, noNaN: true }).map((value) => JSON.stringify(value)),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value.toExponential()),
    fc
      .tuple(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.nat(20))
      .map(([a, b]) => a.toFixed(b)),
    fc
      .tuple(
        fc.constantFrom('', '-'),
        digits(22),
        digits(22),
        fc.constantFrom('', 'e', 'E+', 'e-'),
        fc.nat(30),
      )
      .map(([minus, whole, fraction, e, exponent]) => {
        const start = `${minus}${whole.replace(/^0+(?=\d)/, '')}.${fraction}`;
        return e === '' ? start : `${start}${e}${exponent}`;
      }),
    fc.constantFrom(
      '0',
      '-0',
      '-0.0',
      '0e5',
      '1E2',
      '9007199254740993',
      '1e-400',
      '1e22',
      '1e23',
      '5e-324',
    ),
  )
  .filter((text) => Number.isFinite(Number(text)));

/** What is no value of a sample. */
export const wrongValue: Text = fc.constantFrom(
  'true',
  '{}',
  '[]',
  '[1]',
  '01',
  '1.',
  '.5',
  '+1',
  '-',
  '1e',
  '1e+',
  '1e999',
  '-1e999',
  'nul',
  'nulll',
  'NaN',
  '"a',
  '"\\x"',
  '"\\u12"',
  '"\t"',
  '"\n"',
  '1 2',
  '',
  '0x1',
  '1_0',
  '--1',
  '1.e1',
  '"\\ud800"',
);

/** What the generated batches may name and say. */
export interface Names {
  readonly systems: readonly string[];
  readonly signals: readonly string[];
  readonly words: readonly string[];
}

interface Style {
  /** Whether there may be what makes a batch none: repeated keys, wrong values, keys that do not exist. */
  readonly isWild: boolean;
}

function map(
  pairs: fc.Arbitrary<readonly (readonly [string, string])[]>,
  open = '{',
  close = '}',
): Text {
  return fc.tuple(pairs, fc.array(blank, { minLength: 6, maxLength: 6 })).map(([items, blanks]) => {
    const [a, b, c, d, e, f] = blanks;
    const inner = items.map(([key, value]) => `${a}${key}${b}:${c}${value}${d}`).join(`,${e}`);
    return `${open}${f}${inner}${close}`;
  });
}

function list(items: Text, maxLength: number): Text {
  return fc
    .tuple(fc.array(items, { maxLength }), blank, blank)
    .map(([texts, a, b]) => `[${a}${texts.join(`${b},${a}`)}${b}]`);
}

/** A map whose keys are escaped as they come; they are told apart by what they say. */
function mapOf(keys: fc.Arbitrary<string>, value: Text, { isWild }: Style): Text {
  const pair = fc.tuple(keys, someEscapes, value);
  const pairs = isWild
    ? fc.oneof(
        { weight: 9, arbitrary: uniquely(pair) },
        { weight: 1, arbitrary: fc.array(pair, { maxLength: 4 }) },
      )
    : uniquely(pair);
  return map(
    pairs.map((items) =>
      items.map(([key, escapes, text]) => [stringOf(key, escapes), text] as const),
    ),
  );
}

/** What no batch has, and is hard to pass. */
const other: Text = fc.constantFrom('[]', '{"a":[1,{"b":"}"}]}', '"', '}', '1 2');

function uniquely<T extends readonly [string, ...unknown[]]>(
  item: fc.Arbitrary<T>,
): fc.Arbitrary<T[]> {
  return fc.uniqueArray(item, { maxLength: 6, selector: ([key]) => key });
}

/** An object with some of its keys, in any order. */
function objectOf(
  required: Record<string, Text>,
  optional: Record<string, Text>,
  { isWild }: Style,
): Text {
  const all = { ...required, ...optional };
  const whole = fc
    .shuffledSubarray(Object.keys(all))
    .map((some) => [...some, ...Object.keys(required).filter((key) => !some.includes(key))]);
  const chosen = isWild
    ? fc.oneof(
        { weight: 40, arbitrary: whole },
        { weight: 1, arbitrary: whole.map((keys) => keys.slice(1)) },
        { weight: 1, arbitrary: whole.map((keys) => [...keys, ...keys.slice(0, 1)]) },
        { weight: 1, arbitrary: whole.map((keys) => [...keys, 'notes']) },
      )
    : whole;
  return map(
    chosen.chain((keys) =>
      fc.tuple(
        ...keys.map((key) =>
          (all[key] ?? other).map((text) => [JSON.stringify(key), text] as const),
        ),
      ),
    ),
  );
}

const two = (max: number): Text => fc.nat(max).map((value) => String(value).padStart(2, '0'));

/** Instants as they can be written. */
export const instantText: Text = fc
  .tuple(
    fc.tuple(
      fc.oneof(fc.constant(2026), fc.integer({ min: 1, max: 9_998 })),
      fc.integer({ min: 1, max: 12 }),
      fc.oneof(fc.constant(21), fc.integer({ min: 1, max: 28 })),
    ),
    fc.tuple(two(23), two(59), two(59)),
    fc.oneof(
      fc.constant(''),
      digits(9).map((text) => `.${text}`),
    ),
    fc.oneof(
      fc.constantFrom('Z', 'z'),
      fc.tuple(fc.constantFrom('+', '-'), two(23), two(59)).map(([s, h, m]) => `${s}${h}:${m}`),
    ),
    fc.constantFrom('T', 't'),
  )
  .map(([[year, month, day], time, fraction, zone, t]) => {
    const date = [
      String(year).padStart(4, '0'),
      ...[month, day].map((part) => String(part).padStart(2, '0')),
    ];
    return `${date.join('-')}${t}${time.join(':')}${fraction}${zone}`;
  });

/** What is near to an instant and none. */
export const wrongInstant: Text = fc.constantFrom(
  '2026-02-29T00:00:00Z',
  '2026-13-01T00:00:00Z',
  '2026-01-01T24:00:00Z',
  '2026-01-01T00:00:60Z',
  '2026-01-01 00:00:00Z',
  '2026-01-01T00:00:00',
  '2026-01-01T00:00:00.Z',
  '2026-01-01T00:00:00.1234567890Z',
  '2026-01-01T00:00:00+24:00',
  '2026-01-01T00:00:00+0100',
  '0000-01-01T00:00:00+01:00',
  '9999-12-31T23:59:59-01:00',
  '2026-1-01T00:00:00Z',
  '',
  'today',
);

/** The text of a batch. One that is not wild is one, and usual in everything that is not a matter of style. */
export function batchText(names: Names, style: Style): Text {
  const orWrong = (usual: Text, wrong: Text): Text =>
    style.isWild
      ? fc.oneof({ weight: 80, arbitrary: usual }, { weight: 1, arbitrary: wrong })
      : usual;
  const instant = orWrong(string(instantText, plainEscapes), string(wrongInstant));
  const stranger = fc.constantFrom(
    'stranger',
    '',
    'wéb',
    '\u{1F600}',
    '__proto__',
    'constructor',
    'web ',
    'we',
  );
  const system = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...names.systems) },
    { weight: 1, arbitrary: stranger },
  );
  const signal = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...names.signals) },
    { weight: 1, arbitrary: stranger },
  );
  const word = fc.oneof(
    fc.constantFrom('+Inf', '-Inf', 'NaN', ...names.words),
    fc.string({ maxLength: 4, unit: 'grapheme' }),
  );
  const value = orWrong(
    fc.oneof(
      { weight: 4, arbitrary: numberText },
      { weight: 2, arbitrary: string(word) },
      { weight: 1, arbitrary: fc.constant('null') },
    ),
    wrongValue,
  );
  const sample = objectOf(
    { system: string(system), signal: string(signal), value },
    { at: instant },
    style,
  );
  const status = orWrong(fc.constantFrom('"healthy"', '"offline"'), wrongValue);
  const latencyMs = orWrong(
    numberText.filter((text) => Number(text) >= 0),
    wrongValue,
  );
  const check = objectOf(
    { system: string(system), status },
    { at: instant, latencyMs, message: string(fc.string()) },
    style,
  );
  const heartbeat = objectOf({ system: string(system) }, { at: instant }, style);
  const version = orWrong(fc.constant('"2.14.0"'), wrongValue);
  const target = string(system.filter((id) => id !== ''));
  const observation = objectOf(
    { system: string(system), version },
    { at: instant, dependsOn: list(target, 3), complete: fc.constant('true') },
    style,
  );
  const signals = fc.oneof(mapOf(system, mapOf(signal, value, style), style), list(sample, 5));
  const sections = {
    signals: orWrong(signals, wrongValue),
    checks: list(check, 3),
    heartbeats: list(heartbeat, 3),
    observed: list(observation, 3),
  };
  return fc
    .tuple(blank, objectOf({ at: instant }, sections, style), blank)
    .map((parts) => parts.join(''));
}

/** Bytes of a text, with a wrong value or instant, or cut, doubled or changed somewhere. */
export function damaged(texts: Text): fc.Arbitrary<Uint8Array> {
  const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
  const numbers = /(?<=:\s*)-?[0-9][0-9.eE+-]*(?=[\s,}])/g;
  const instants = /(?<=")[0-9]{4}-[0-9]{2}-[^"]*(?=")/g;
  const texted = fc
    .tuple(texts, place, fc.constantFrom(numbers, instants, undefined), wrongValue, wrongInstant)
    .map(([text, at, tokens, value, instant]) =>
      tokens === undefined
        ? text
        : replacedAt(text, { tokens, at, by: tokens === numbers ? value : instant }),
    );
  return fc
    .tuple(
      fc.oneof(texts, texted),
      place,
      place,
      fc.oneof(
        fc.constant('none'),
        fc.constantFrom('cut', 'flip', 'byte', 'remove', 'repeat', 'mark', 'sign', 'close'),
      ),
      fc.nat(255),
    )
    .map(([text, a, b, how, byte]) => {
      const bytes = new TextEncoder().encode(text);
      const [from, to] = [a, b].map((one) => Math.floor(one * bytes.length)).sort((x, y) => x - y);
      return changed(bytes, { from: from ?? 0, to: to ?? 0, how, byte });
    });
}

/** A text of which one token, by its place among them from 0 up to 1, is another. */
function replacedAt(
  text: string,
  { tokens, at, by }: { readonly tokens: RegExp; readonly at: number; readonly by: string },
): string {
  const found = [...text.matchAll(tokens)];
  const token = found[Math.floor(at * found.length)];
  return token === undefined
    ? text
    : text.slice(0, token.index) + by + text.slice(token.index + token[0].length);
}

interface Change {
  readonly from: number;
  readonly to: number;
  readonly how: string;
  readonly byte: number;
}

const signs = new TextEncoder().encode('{}[]",:\\ \n-.0e');

function changed(bytes: Uint8Array, { from, to, how, byte }: Change): Uint8Array {
  switch (how) {
    case 'cut':
      return bytes.slice(0, from);
    case 'flip':
      return bytes.map((one, index) => (index === from ? one ^ (1 << (byte % 8)) : one));
    case 'byte':
      return bytes.map((one, index) => (index === from ? byte : one));
    case 'sign': {
      const at = bytes.findIndex((one, index) => index >= from && signs.includes(one));
      return bytes.map((one, index) => (index === at ? (signs[byte % signs.length] ?? 0) : one));
    }
    case 'close':
      return swapped(bytes, from);
    case 'remove':
      return Uint8Array.from([...bytes.slice(0, from), ...bytes.slice(Math.min(to, from + 3))]);
    case 'repeat':
      return Uint8Array.from([...bytes.slice(0, to), ...bytes.slice(from)]);
    case 'mark':
      return Uint8Array.from([0xef, 0xbb, 0xbf, ...bytes]);
    default:
      return bytes;
  }
}

/** The next closing sign as that of the other kind. */
function swapped(bytes: Uint8Array, from: number): Uint8Array {
  const [list, map] = [0x5d, 0x7d];
  const at = bytes.findIndex((one, index) => index >= from && (one === list || one === map));
  return bytes.map((one, index) => (index === at ? list + map - one : one));
}
