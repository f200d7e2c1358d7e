import { expect, test } from 'vitest';
import type { WatchEvent } from '../../../src/model/watch-event.ts';
import { emptyView, seen, type WatchView } from '../../../src/report/watch/view.ts';
import { outage } from '../outage.ts';
import { healthy, notification, system } from '../parts.ts';
import { at, events, held, migration, rejected, started, stepped, storm } from './events.ts';

function viewOf(...list: readonly WatchEvent[]): WatchView {
  return list.reduce(seen, emptyView());
}

const applied: WatchEvent = {
  type: 'config-applied',
  at: at('14:51:40'),
  revision: '8b0e2d1f3a4b',
  before: '4f2c1ae0b1d2',
  epoch: 2,
  migration,
  diagnostics: [],
  tookMs: 41,
};
const restored: WatchEvent = {
  type: 'config-restored',
  at: at('14:51:30'),
  revision: '4f2c1ae0b1d2',
};

test.each<readonly [string, readonly WatchEvent[], WatchView['configuration']]>([
  [
    'is live since the start',
    [started],
    { revision: '4f2c1ae0b1d2', at: at('14:40:00'), isDegraded: false, trouble: undefined },
  ],
  [
    'stays as it is when another is rejected',
    [started, rejected],
    { revision: '4f2c1ae0b1d2', at: at('14:40:00'), isDegraded: false, trouble: rejected },
  ],
  [
    'is well again when the files are',
    [{ ...started, isDegraded: true }, rejected, restored],
    { revision: '4f2c1ae0b1d2', at: at('14:40:00'), isDegraded: false, trouble: undefined },
  ],
  [
    'waits while it is held',
    [started, held],
    { revision: '4f2c1ae0b1d2', at: at('14:40:00'), isDegraded: false, trouble: held },
  ],
  [
    'is another once that is applied',
    [started, rejected, applied],
    { revision: '8b0e2d1f3a4b', at: at('14:51:40'), isDegraded: false, trouble: undefined },
  ],
])('the configuration %s', (_, list, configuration) => {
  expect(viewOf(...list).configuration).toEqual(configuration);
});

test('a configuration that failed in its first steps is told of, with the one that is live again', () => {
  const back: WatchEvent = {
    type: 'config-rolled-back',
    at: at('14:51:41'),
    revision: '8b0e2d1f3a4b',
    to: '4f2c1ae0b1d2',
    reason: 'the step failed',
  };
  expect(viewOf(started, applied, back).configuration).toEqual({
    revision: '4f2c1ae0b1d2',
    at: at('14:51:41'),
    isDegraded: false,
    trouble: back,
  });
});

test('troubles are there while they last, since they began', () => {
  const failing: readonly WatchEvent[] = [
    { type: 'storage-failing', at: 1_000, reason: 'full' },
    { type: 'storage-failing', at: 2_000, reason: 'still full' },
    { type: 'source-failing', at: 3_000, source: 'a', reason: 'refused' },
    { type: 'source-failing', at: 4_000, source: 'a', reason: 'timeout' },
  ];
  const [during, after] = [
    viewOf(...failing),
    viewOf(
      ...failing,
      { type: 'storage-mended', at: 5_000 },
      { type: 'source-mended', at: 5_000, source: 'a' },
    ),
  ];
  expect([during.storage, [...during.sources], after.storage, [...after.sources]]).toEqual([
    { since: 1_000, reason: 'still full' },
    [['a', { since: 3_000, reason: 'timeout' }]],
    undefined,
    [],
  ]);
});

test('a channel is owed what was queued until it was delivered, or nobody will get it', () => {
  const [one, two] = ['one', 'two'].map((key) => notification('pager', { key }));
  if (one === undefined || two === undefined) {
    throw new Error('there are two');
  }
  const queued = stepped({ ...healthy, notifications: [one, two] });
  const delayed: WatchEvent = {
    type: 'notification-delayed',
    at: 1_000,
    notification: one,
    attempts: 1,
    reason: 'HTTP 503',
    nextAt: 2_000,
  };
  const dead: WatchEvent = {
    type: 'notification-dead',
    at: 3_000,
    notification: one,
    attempts: 8,
    reason: 'HTTP 404',
  };
  const delivered: WatchEvent = {
    type: 'notification-delivered',
    at: 4_000,
    notification: two,
    attempts: 1,
  };
  const failing = { since: 1_000, reason: 'HTTP 503', nextAt: 2_000 };
  const channelsAfter = (...list: readonly WatchEvent[]) => [...viewOf(...list).channels];
  expect([
    channelsAfter(started, queued),
    channelsAfter(started, queued, delayed, { ...delayed, at: 1_500 }),
    channelsAfter(started, queued, delayed, dead),
    channelsAfter(started, queued, delayed, dead, delivered),
    channelsAfter({ ...started, delivers: false }, queued),
    channelsAfter(started, delayed),
  ]).toEqual([
    [['pager', { waiting: 2, failing: undefined, dead: 0, deadReason: '' }]],
    [['pager', { waiting: 2, failing, dead: 0, deadReason: '' }]],
    [['pager', { waiting: 1, failing, dead: 1, deadReason: 'HTTP 404' }]],
    [],
    [],
    [['pager', { waiting: 1, failing, dead: 0, deadReason: '' }]],
  ]);
});

test('since when a system is as it is follows its changes, and nothing is claimed of the first report', () => {
  const bad = system('checkout-api', { status: 'unhealthy', own: 'unhealthy' });
  const [, ...others] = healthy.systems;
  const worse = { ...healthy, at: '2026-11-21T14:53:00Z', systems: [bad, ...others] };
  const better = { ...healthy, at: '2026-11-21T14:54:00Z' };
  expect([
    [...viewOf(started, stepped(outage)).since],
    [...viewOf(started, stepped(healthy), stepped(worse)).since],
    [...viewOf(started, stepped(healthy), stepped(worse), stepped(better)).since],
  ]).toEqual([[], [['checkout-api', at('14:53:00')]], []]);
});

test('the log has the latest first, is bounded, and a storm in it is a line for each kind of thing', () => {
  const many = Array.from(
    { length: 300 },
    (_, index): WatchEvent => ({
      type: 'source-mended',
      at: index,
      source: `s-${index}`,
    }),
  );
  const { log } = viewOf(...many);
  expect([log.length, log[0]?.text]).toEqual([200, 's-299 works again']);
  expect(viewOf(stepped(storm(500))).log.map(({ subject, text }) => [subject, text])).toEqual([
    ['overall', 'unhealthy 10'],
    ['incident', '500 opened: web-0000, web-0001, web-0002 …'],
    ['system', '500 unhealthy: web-0000, web-0001, web-0002 …'],
  ]);
});

test('a step in which nothing changed leaves all but the report and the time as it was', () => {
  const before = viewOf(started, stepped(healthy));
  const after = seen(before, stepped({ ...healthy, at: '2026-11-21T14:52:30Z' }));
  expect({
    since: after.since === before.since,
    channels: after.channels === before.channels,
    log: after.log === before.log,
    batchAt: after.batchAt,
    batchGapMs: after.batchGapMs,
  }).toEqual({
    since: true,
    channels: true,
    log: true,
    batchAt: at('14:52:30'),
    batchGapMs: 15_000,
  });
});

test('a view is not changed by what comes after it', () => {
  let view = emptyView();
  const views = events.map((event) => {
    view = seen(view, event);
    return view;
  });
  const again = events.map((_, index) => viewOf(...events.slice(0, index + 1)));
  expect(views).toEqual(again);
});
