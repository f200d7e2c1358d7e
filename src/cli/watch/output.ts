import type { WatchEvent } from '../../model/watch-event.ts';
import { linesOutput } from '../../report/watch/lines.ts';
import { ndjsonOutput } from '../../report/watch/ndjson.ts';
import type { Session } from '../session.ts';

/** Where events go. */
export interface EventSink {
  readonly tell: (event: WatchEvent) => void;
  /** Leaves the terminal as it was. */
  readonly close: () => void;
}

/** What is only added to: lines for people and logs, or NDJSON. */
export function streamedOutput({ world, formats }: Session): EventSink {
  const output = formats.includes('json') ? ndjsonOutput() : linesOutput();
  return {
    tell: (event) => world.stdout.write(output.tell(event)),
    close: () => undefined,
  };
}
