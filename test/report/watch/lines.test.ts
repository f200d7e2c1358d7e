import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Report } from '../../../src/model/report.generated.ts';
import type { WatchEvent } from '../../../src/model/watch-event.ts';
import { sayFields } from '../../../src/report/watch/fields.ts';
import { linesOutput } from '../../../src/report/watch/lines.ts';
import { expectGolden } from '../golden.ts';
import { hostile } from '../hostile.ts';
import { alert, healthy, system } from '../parts.ts';
import { badValue, events, rejected, started, stepped, storm } from './events.ts';

function told(list: readonly WatchEvent[]): string {
  const { tell } = linesOutput();
  return list.map(tell).join('');
}

test('every kind of event has its lines', () => {
  expectGolden('watch/events.txt', told(events));
});

test('a rejected configuration is told by its place, the rule and what stays', () => {
  expect(told([rejected])).toBe(
    '2026-11-21T14:51:02Z config rejected file=teams/payments/thresholds.yaml:9:15 rule=schema/bad-value keeping=4f2c1ae message="`40o` is not a number" help="did you mean `400`?"\n',
  );
});

test('of many diagnostics 20 have lines, and the others are counted', () => {
  const many = Array.from({ length: 33 }, () => badValue);
  const lines = told([{ ...rejected, diagnostics: many }])
    .trimEnd()
    .split('\n');
  expect([lines.length, lines.at(-1)]).toEqual([
    21,
    '2026-11-21T14:51:02Z config rejected more=13 keeping=4f2c1ae',
  ]);
});

test('a step in which nothing changed, or nothing but a value, says nothing', () => {
  const before = { ...healthy, alerts: [alert('web', 'latency', { value: 500 })] };
  const after: Report = {
    ...before,
    at: '2026-11-21T14:52:30Z',
    alerts: [alert('web', 'latency', { value: 501 })],
    systems: [...before.systems],
  };
  const { tell } = linesOutput();
  expect([before, before, after].map((report) => tell(stepped(report)) === '')).toEqual([
    false,
    true,
    true,
  ]);
});

test('a step says what changed, with the reason that decided', () => {
  const after: Report = {
    ...healthy,
    systems: [
      system('checkout-api', { status: 'unhealthy', own: 'unhealthy', score: 20 }),
      system('identity', {
        status: 'degraded',
        score: 60,
        via: [{ from: 'identity', to: 'checkout-api', kind: 'soft' }],
      }),
      healthy.systems[2] ?? system('orders-db'),
    ],
    alerts: [alert('checkout-api', 'latency_p99', { value: 690, limit: 400, unit: 'ms' })],
  };
  expect(
    told([started, stepped(healthy), stepped(after)])
      .split('\n')
      .slice(2),
  ).toEqual([
    '2026-11-21T14:52:15Z system unhealthy system=checkout-api was=healthy score=20 because="latency_p99 690 ms ≥ 400 ms"',
    '2026-11-21T14:52:15Z system degraded system=identity was=healthy score=60 via=checkout-api',
    '2026-11-21T14:52:15Z alert firing alert=checkout-api-latency_p99 system=checkout-api signal=latency_p99 source=checkout-api-latency_p99 severity=critical priority=p1 value=690 limit=400 unit=ms',
    '',
  ]);
});

test('a storm has 50 lines, and says how much more there is of what', () => {
  const lines = told([stepped(storm(5_000))])
    .trimEnd()
    .split('\n');
  expect([lines.length, lines.at(-1)]).toEqual([
    51,
    '2026-11-21T14:53:15Z step cut more=14951 incident=4951 system=5000 alert=5000',
  ]);
});

test('where nothing is delivered, it is said what would be told', () => {
  const report = events.flatMap((event) => (event.type === 'stepped' ? [event.report] : [])).at(-1);
  const words = [true, false].map((delivers) =>
    told([{ ...started, delivers }, stepped(report ?? healthy)])
      .split('\n')
      .filter((line) => line.includes(' notify '))
      .map((line) => line.split(' ')[2]),
  );
  expect(words).toEqual([
    ['queued', 'queued'],
    ['would-tell', 'would-tell'],
  ]);
});

test('what people write cannot end a line, begin another, or command a terminal or a build server', () => {
  const text = told([
    stepped(hostile),
    { ...started, name: 'a\n2026-11-21T00:00:00Z watch stopping' },
  ]);
  expectGolden('watch/hostile.txt', text);
  expect(/[^\n\P{Cc}]|\p{Bidi_Control}|##\[/u.test(text)).toBe(false);
});

/** Fields as a reader takes them apart. */
function fieldsIn(text: string): readonly (readonly string[])[] {
  return [...text.matchAll(/([\w-]+)=("(?:[^"\\]|\\.)*"|\S+)/gu)].map(
    ([, name = '', value = '']) => [
      name,
      value.startsWith('"') ? (JSON.parse(value) as string) : value,
    ],
  );
}

test('fields are read back as they were, whatever they hold', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', minLength: 1 })), (values) => {
      const fields = values.map((value, index) => [`n-${index}`, value] as const);
      const line = sayFields(fields);
      expect(line.includes('\n')).toBe(false);
      expect(fieldsIn(line)).toEqual(fields);
    }),
  );
});
