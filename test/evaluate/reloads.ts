import { expect } from 'vitest';
import type { Model, Route } from '../../src/model/model.ts';
import {
  channel,
  clock,
  drive,
  escalation,
  type Happening,
  minuteMs,
  route,
} from './alerting/fleet.ts';
import { modelOf, reloaded, start, threshold, type WrittenSystem } from './model-builder.ts';

type Rest = NonNullable<Parameters<typeof modelOf>[1]>;

export const slow = threshold('slow', { warn: 200, critical: 400, absentAs: 'hold' });

/** A web shop that one channel is told of at once, under a revision of its own. */
let revisions = 0;
export function fleet(written: Partial<WrittenSystem> = {}, rest: Rest = {}): Model {
  revisions += 1;
  return modelOf([{ id: 'web', owner: 'shop', thresholds: [slow], ...written }], {
    channels: new Map([channel('mail', 'email'), channel('pager', 'pagerduty'), channel('slack')]),
    routes: [route(0, { notify: ['slack'], groupWaitMs: 0, groupIntervalMs: 0 })],
    revision: String(revisions).padStart(12, '0'),
    ...rest,
  });
}

export function routed(...routes: readonly Partial<Route>[]): Rest {
  return {
    routes: routes.map((one, index) =>
      route(index, { groupWaitMs: 0, groupIntervalMs: 0, ...one }),
    ),
  };
}

export interface Case {
  readonly name: string;
  readonly before?: Model;
  /** The configuration from the 120th second on. */
  readonly after: Model;
  readonly happenings?: readonly Happening[];
  readonly until?: number;
  readonly told: readonly string[];
  /** The alerts at each second from the change on at which they are others: `2m00s web slow critical firing 0m00s`. */
  readonly alerts: readonly string[];
}

export const firing: readonly Happening[] = [{ second: 0, values: { web: 430 } }];

/** What a change of the configuration makes of what is live, whether or not the state is kept in a file in between. */
export function outcome({ before = fleet(), after, happenings = firing, until = 180 }: Case) {
  const all = [...happenings, { second: 120, model: after }];
  const whole = drive(before, all, { until });
  const kept = drive(before, all, { until, between: reloaded });
  expect(kept.reports).toEqual(whole.reports);
  const rows: string[] = [];
  for (const { at, alerts } of whole.reports) {
    const second = (Date.parse(at) - start) / 1_000;
    const row = alerts
      .map(
        ({ system, source, severity, state, since }) =>
          `${system} ${source} ${severity} ${state} ${clock((Date.parse(since) - start) / 1_000)}`,
      )
      .join(', ');
    if (second >= 120 && rows.at(-1)?.slice(rows.at(-1)?.indexOf(' ')) !== ` ${row}`) {
      rows.push(`${clock(second)} ${row}`);
    }
  }
  return { told: whole.told, alerts: rows };
}

export const first = '0m00s slack first - p3 web firing';
export const live = '2m00s web slow critical firing 0m00s';
export const over = (second: string, reason = 'all-resolved'): string =>
  `${second} slack ${reason} - p3 web resolved`;

export const paged = escalation('page', [
  { level: 'on_call', notify: ['pager'], waitMs: 10 * minuteMs },
  { level: 'manager', notify: ['mail'] },
]);
