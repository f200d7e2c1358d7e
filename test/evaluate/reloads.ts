import type { Model, Route } from '../../src/model/model.ts';
import { channel, route } from './alerting/fleet.ts';
import { modelOf, threshold, type WrittenSystem } from './model-builder.ts';

export type Rest = NonNullable<Parameters<typeof modelOf>[1]>;

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
