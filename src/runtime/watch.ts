import type { Loaded } from '../config/load.ts';
import type { Report } from '../model/report.generated.ts';
import type { WatchEvent } from '../model/watch-event.ts';
import type { SourcePosition } from '../ports/signal-source.ts';
import type { Accepted, Arrivals } from './arrivals.ts';
import type { ConfigurationReading, Effect } from './input.ts';
import type { Journal } from './journal/journal.ts';
import type { Live } from './live.ts';
import type { Oddities } from './oddities.ts';
import type { Outbox } from './postings.ts';
import type { Reload } from './reload.ts';

/** A watch: everything that it remembers between two inputs. */
export interface Watch {
  readonly settings: WatchSettings;
  live: Live;
  /** Of the last step. */
  report: Report | undefined;
  /** Accepted and not evaluated. */
  readonly arrivals: Arrivals;
  /** How far each file of signals has been read, by path. */
  readonly positions: Map<string, SourcePosition>;
  readonly journal: Journal;
  readonly outbox: Outbox;
  readonly reload: Reload;
  probation: Probation | undefined;
  /** The clock at the last input, in milliseconds. */
  now: number;
  /** A clock that never goes back: everything that the watch waits for is counted by it, in milliseconds. */
  time: number;
  /** No step before this `time`: what arrives meanwhile is evaluated together. */
  restsUntil: number;
  /** `time` at which something may happen although nothing arrives. */
  deadline: number;
  /**
   * Whether the journal begins anew before anything else is stored. What there is to say is said first: to write a snapshot of a large
   * fleet takes a while.
   */
  renewal: 'no' | 'asked' | 'due';
  readonly oddities: Oddities;
  stopping: 'no' | 'asked' | 'kept';
  /** Gathered while an input is worked on. */
  effects: Effect[];
}

/** What is fixed for the life of a watch. */
export interface WatchSettings {
  /** Loads a configuration; where it has errors there is no model. */
  readonly load: (reading: ConfigurationReading) => Loaded;
  /** The clock, to say how long something took. */
  readonly clock: () => number;
  /** Whether notifications are sent. */
  readonly delivers: boolean;
  /** Whether runs are executed. */
  readonly executes: boolean;
  /** Whether a change is applied however much it does. */
  readonly force: boolean;
}

/** A new configuration in its first steps: what there is to go back to. */
export interface Probation {
  stepsLeft: number;
  readonly before: Live;
  /** What was evaluated since. */
  readonly arrivals: Accepted[];
  /** What was decided since to be told. */
  readonly told: Set<string>;
}

export function say(watch: Watch, event: WatchEvent): void {
  watch.effects.push({ kind: 'say', event });
}
