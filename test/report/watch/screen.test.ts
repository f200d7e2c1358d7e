import { expect, test } from 'vitest';
import type { WatchEvent } from '../../../src/model/watch-event.ts';
import type { Canvas } from '../../../src/report/watch/canvas.ts';
import { pressed } from '../../../src/report/watch/keys.ts';
import { parting, screenOf } from '../../../src/report/watch/screen.ts';
import { emptyView, seen, type WatchView } from '../../../src/report/watch/view.ts';
import { expectGolden } from '../golden.ts';
import { hostile } from '../hostile.ts';
import { outage } from '../outage.ts';
import { healthy, notification } from '../parts.ts';
import { at, badValue, events, held, rejected, started, stepped, storm } from './events.ts';

const wide: Canvas = {
  columns: 100,
  rows: 30,
  color: false,
  ascii: false,
  at: at('14:52:45'),
  hasKeys: true,
};

function viewOf(list: readonly WatchEvent[], keys: readonly string[] = []): WatchView {
  const view = list.reduce(seen, emptyView());
  return keys.reduce((before, key) => pressed(before, key, wide).view, view);
}

const failing = [started, stepped({ ...healthy, at: '2026-11-21T14:46:00Z' }), stepped(outage)];
const pager = notification('payments-pager', { title: 'P1 orders-db' });

const troubles: readonly WatchEvent[] = [
  { ...started, isDegraded: true },
  stepped(outage),
  { type: 'storage-failing', at: at('14:51:00'), reason: 'no space left on the device' },
  { type: 'source-failing', at: at('14:50:00'), source: 'http://b:9090', reason: 'HTTP 500' },
  { type: 'source-failing', at: at('14:50:30'), source: 'http://a:9090', reason: 'refused' },
  {
    type: 'notification-dead',
    at: at('14:50:40'),
    notification: pager,
    attempts: 8,
    reason: '404 Not Found',
  },
  {
    type: 'notification-delayed',
    at: at('14:51:45'),
    notification: pager,
    attempts: 2,
    reason: '503 Service Unavailable',
    nextAt: at('14:53:05'),
  },
];

const screens: readonly (readonly [string, WatchView, Canvas])[] = [
  ['empty', emptyView(), { ...wide, rows: 10 }],
  ['calm', viewOf([started, stepped(healthy)]), { ...wide, rows: 16 }],
  ['failing', viewOf(failing), wide],
  ['failing-color', viewOf(failing), { ...wide, color: true }],
  ['failing-ascii', viewOf(failing), { ...wide, ascii: true }],
  ['failing-60x20', viewOf(failing), { ...wide, columns: 60, rows: 20 }],
  ['failing-40x10', viewOf(failing), { ...wide, columns: 40, rows: 10 }],
  ['failing-200x12', viewOf(failing), { ...wide, columns: 200, rows: 12 }],
  ['all', viewOf(failing, ['f', 'down', 'down']), wide],
  ['without-keys', viewOf([...failing, held]), { ...wide, hasKeys: false }],
  ['rejected', viewOf([...failing, rejected]), wide],
  [
    'rejected-often',
    viewOf([...failing, { ...rejected, diagnostics: Array.from({ length: 9 }, () => badValue) }]),
    { ...wide, columns: 60, rows: 24 },
  ],
  ['held', viewOf([...failing, held]), wide],
  ['held-asked', viewOf([...failing, held], ['a']), { ...wide, columns: 60, rows: 20 }],
  [
    'undelivered',
    viewOf([{ ...started, delivers: false }, stepped(outage)]),
    { ...wide, rows: 14 },
  ],
  ['troubles', viewOf(troubles), wide],
  ['storm', viewOf([started, stepped(storm(500))]), wide],
  ['storm-selected', viewOf([started, stepped(storm(500))], ['end']), { ...wide, rows: 14 }],
  ['events', viewOf(events), { ...wide, rows: 40 }],
  ['system', viewOf(failing, ['down', 'enter']), wide],
  ['system-40x14', viewOf(failing, ['down', 'enter']), { ...wide, columns: 40, rows: 14 }],
  ['help', viewOf(failing, ['?']), { ...wide, columns: 80, rows: 24 }],
  ['hostile', viewOf([{ ...started, name: hostile.name }, stepped(hostile)]), wide],
];

test.each(screens)('the screen %s is its golden text', (name, view, canvas) => {
  expectGolden(
    `watch/${name}.screen.txt`,
    screenOf(view, canvas)
      .map((line) => `${line}\n`)
      .join(''),
  );
});

test('what is held is applied after a second key alone', () => {
  const view = viewOf([...failing, held]);
  const asked = pressed(view, 'a', wide);
  expect([
    asked.wish,
    pressed(asked.view, 'y', wide).wish,
    pressed(asked.view, 'n', wide).wish,
    pressed(pressed(asked.view, 'n', wide).view, 'y', wide).wish,
    pressed(viewOf(failing), 'a', wide).view.stance.isAsked,
  ]).toEqual([undefined, 'apply', undefined, undefined, false]);
});

test('a question is gone once what was held is another', () => {
  const asked = viewOf([...failing, held], ['a']);
  const other = seen(asked, { ...held, revision: '111111111111' });
  expect(pressed(other, 'y', wide).wish).toBe(undefined);
});

test.each(['q', 'interrupt'])('%s quits, also out of a question and a pane', (key) => {
  const views = [viewOf(failing), viewOf([...failing, held], ['a']), viewOf(failing, ['enter'])];
  expect(views.map((view) => pressed(view, key, wide).wish)).toEqual(['quit', 'quit', 'quit']);
});

test('keys select systems, the worst first, and stop at both ends', () => {
  const selectedBy = (...keys: string[]) => viewOf(failing, keys).stance.selected;
  expect([
    selectedBy('down'),
    selectedBy('j', 'down', 'k'),
    selectedBy('up', 'up'),
    selectedBy('down', 'end', 'down'),
    selectedBy('down', 'page-down', 'home'),
    selectedBy('f', 'end', 'down'),
    selectedBy('down', 'escape'),
  ]).toEqual([
    'orders-db',
    'orders-db',
    'orders-db',
    'feature-store',
    'orders-db',
    'search-ui',
    undefined,
  ]);
});

test('a pane scrolls no further than it is long', () => {
  const small = { ...wide, rows: 12 };
  const view = ['enter', 'end', 'down', 'up'].reduce(
    (before, key) => pressed(before, key, small).view,
    viewOf(failing),
  );
  const last = ['enter', 'end'].reduce(
    (before, key) => pressed(before, key, small).view,
    viewOf(failing),
  );
  expect([view.stance.scroll, last.stance.scroll > 0]).toEqual([last.stance.scroll - 1, true]);
});

test('what is left behind says how everything stood', () => {
  expect(parting(viewOf(failing), { ...wide, rows: 2, hasKeys: false })).toEqual([
    ' tower  acme-production   ✖ unhealthy 71.4        config 4f2c1ae ✔ 12m ago   14:52:45Z   ● live 30s',
  ]);
});

test('of what nothing is known the screen does not say that it does not fail', () => {
  const unknown = {
    ...healthy,
    overall: {
      ...healthy.overall,
      status: 'unknown' as const,
      score: null,
      counts: { ...healthy.overall.counts, healthy: 0, unknown: 3 },
    },
    systems: healthy.systems.map((system) => ({ ...system, status: 'unknown' as const })),
  };
  const lines = screenOf(viewOf([started, stepped(healthy), stepped(unknown, 0)]), wide);
  expect([lines[0]?.slice(0, 44).trim(), lines[2]]).toEqual([
    'tower  acme-production   ○ unknown',
    ' ○ nothing is known to fail  3 unknown',
  ]);
});
