import type { WatchEvent } from '../../model/watch-event.ts';

/** What a watch says, as text that is only ever added to. */
export interface WatchOutput {
  /** What is to be written of an event: whole lines, each with its line break; empty where there is nothing to say. */
  readonly tell: (event: WatchEvent) => string;
}
