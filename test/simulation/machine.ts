import { feed, isStopped, nextAt } from '../../src/runtime/feed.ts';
import { recover } from '../../src/runtime/journal/recover.ts';
import { startWatch } from '../../src/runtime/start.ts';

/** What the world drives: a watch as it is, or one that was broken on purpose. */
export interface Machine {
  readonly recover: typeof recover;
  readonly start: typeof startWatch;
  readonly feed: typeof feed;
  readonly nextAt: typeof nextAt;
  readonly isStopped: typeof isStopped;
}

export const realMachine: Machine = { recover, start: startWatch, feed, nextAt, isStopped };
