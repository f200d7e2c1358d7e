import type { Report } from '../../model/report.generated.ts';
import type { Change } from '../../model/watch-event.generated.ts';
import type { Stepped, WatchEvent } from '../../model/watch-event.ts';
import { changesOf } from './changes.ts';

/** What an output remembers from event to event, to say what changed. */
export interface Memory {
  report: Report | undefined;
  delivers: boolean;
  executes: boolean;
}

export function nothingSeen(): Memory {
  return { report: undefined, delivers: false, executes: false };
}

/** What a step changed since the last one that was seen, which it becomes. */
export function changesBy(memory: Memory, { report }: Stepped): readonly Change[] {
  const changes = changesOf(memory.report, report, memory.delivers, memory.executes);
  memory.report = report;
  return changes;
}

/** Notes what is said once and holds for all that follows. */
export function remember(memory: Memory, event: WatchEvent): void {
  if (event.type === 'started') {
    memory.delivers = event.delivers;
    memory.executes = event.executes;
  }
}
