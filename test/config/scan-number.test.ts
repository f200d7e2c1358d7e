import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cursorOf } from '../../src/config/scan-cursor.ts';
import { readDigits } from '../../src/config/scan-digits.ts';
import { passNumber } from '../../src/config/scan-number.ts';
import { numberText, wrongValue } from './batch-text.ts';

/** The number at the start of a text, and what is left behind it. */
function passed(text: string): { readonly value: number; readonly rest: string } | undefined {
  const bytes = new TextEncoder().encode(text);
  const cursor = cursorOf(bytes, 0, bytes.length);
  const cell = new Float64Array(1);
  return passNumber(cursor, cell)
    ? { value: cell[0] ?? 0, rest: text.slice(cursor.at) }
    : undefined;
}

test.each([
  '0',
  '-0',
  '-0.0',
  '0e9',
  '1',
  '-1',
  '12.50',
  '690.25',
  '1e3',
  '1E+3',
  '1e-3',
  '0.1',
  '0.3',
  '2.675',
  '999999999',
  '9999999999',
  '123456789012345',
  '1234567890123456',
  '9007199254740991',
  '9007199254740992',
  '9007199254740993',
  '9007199254740995',
  '12345678901234567890',
  '0.1234567890123456789',
  '0.000000000000000000000123',
  '8.533e-7',
  '1e22',
  '1e23',
  '123e20',
  '1234567890123e10',
  '1.7976931348623157e308',
  '5e-324',
  '1e-400',
  '2.2250738585072011e-308',
  '4.35',
  '0.84147098480789650',
])('%s is the number that it is to `JSON.parse`', (text) => {
  expect(passed(`${text},`)).toEqual({ value: JSON.parse(text) + 0, rest: ',' });
});

test.each([
  '',
  '-',
  '.5',
  '+1',
  '01',
  '-01',
  '1.',
  '1.e1',
  '1e',
  '1e+',
  '1e999',
  '-1e999',
  'x',
  'Infinity',
  '179769313486231580793e289',
])('%j is no number of a batch', (text) => {
  expect(passed(text)).toBeUndefined();
});

test('a number is what it is to `JSON.parse`, to the last bit and to its end', () => {
  fc.assert(
    fc.property(numberText, fc.constantFrom('', ',', '}', ' ', ']', 'x', '-'), (text, rest) => {
      expect(passed(text + rest)).toEqual({ value: JSON.parse(text) + 0, rest });
    }),
    { numRuns: 10_000 },
  );
});

test('what is wrong is left to `JSON.parse`, or is wrong behind a number', () => {
  fc.assert(
    fc.property(wrongValue, (text) => {
      const found = passed(text);
      expect(found === undefined || found.rest !== '' || Number.isFinite(JSON.parse(text))).toBe(
        true,
      );
    }),
  );
});

/** A number halfway between two neighbors in decimal, cut to some digits and moved by some units of the last: the hardest to round. */
const nearHalf = fc
  .tuple(
    fc.double({ min: 1e-4, max: 1e17, noNaN: true }),
    fc.integer({ min: 15, max: 19 }),
    fc.integer({ min: -3, max: 3 }),
  )
  .map(([value, count, units]) => {
    const [a, b] = [value, nextAfter(value)].map((one) => decimalOf(one));
    const half = ((a ?? 0n) + (b ?? 0n)) / 2n;
    const cut = 10n ** BigInt(Math.max(0, half.toString().length - count));
    const near = (half / cut + BigInt(units)) * cut;
    const text = near.toString().padStart(places + 1, '0');
    return `${text.slice(0, -places)}.${text.slice(-places)}`.replace(/0+$/, '').replace(/\.$/, '');
  });

const places = 80;

/** A number in units of 10^-80, of which every number above 10^-5 is a whole multiple. */
function decimalOf(value: number): bigint {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  const whole = bits.getBigUint64(0);
  const exponent = (whole >> 52n) - 1_075n;
  const digits = (whole & ((1n << 52n) - 1n)) | (1n << 52n);
  const scaled = digits * 10n ** BigInt(places);
  return exponent < 0n ? scaled >> -exponent : scaled << exponent;
}

function nextAfter(value: number): number {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  bits.setBigUint64(0, bits.getBigUint64(0) + 1n);
  return bits.getFloat64(0);
}

test('a number that is nearly halfway between two is rounded as `JSON.parse` does', () => {
  fc.assert(
    fc.property(nearHalf, (text) => {
      expect(passed(text)).toEqual({ value: JSON.parse(text), rest: '' });
    }),
    { numRuns: 5_000 },
  );
});

test('what programs print of a measurement is read without making a text of it', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-5, max: 1e15, noNaN: true }), (value) => {
      const text = JSON.stringify(value);
      fc.pre(!text.includes('e'));
      const bytes = new TextEncoder().encode(text);
      const shift = text.includes('.') ? text.indexOf('.') + 1 - text.length : 0;
      const cell = new Float64Array(1);
      const digits = { from: 0, to: bytes.length, shift };
      expect(readDigits(bytes, digits, cell)).toBe(true);
      expect(cell[0]).toBe(value);
    }),
    { numRuns: 2_000 },
  );
});
