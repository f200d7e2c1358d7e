import type { Clock } from '../../ports.ts';
import type { Gauges } from '../../runtime/metric-families.ts';
import { outboxAge, outboxCounts } from '../../runtime/outbox.ts';
import type { Watch } from '../../runtime/watch.ts';
import { processFacts } from './process-facts.ts';

/** What a watch holds and its process uses, as of now. Instants are in milliseconds. */
export function gaugesOf(clock: Clock, startedAt: number, watch: Watch | undefined): Gauges {
  const now = clock.now();
  const letters = watch === undefined ? 0 : outboxCounts(watch.outbox).letters;
  return {
    now,
    letters,
    oldestLetterAt:
      watch === undefined || letters === 0 ? undefined : now - outboxAge(watch.outbox, watch.time),
    usage: processFacts(startedAt),
  };
}
