import type { Channel, ChannelKind } from '../model/alerting.ts';
import type { Secret } from '../model/config.generated.ts';
import type { Letter } from '../model/letter.ts';
import type { Attempt, Clock } from '../ports.ts';
import type { Http } from './http.ts';
import type { Mail } from './mail.ts';
import type { ChannelPlugin, ExecutorPlugin } from './plugin.ts';

/** What came of an attempt to tell somebody something. Reasons are phrases that name no secret. */
export type Delivery =
  | { readonly kind: 'delivered' }
  /** Worth another attempt, not before `afterMs` milliseconds where the other side said so. */
  | { readonly kind: 'later'; readonly reason: string; readonly afterMs?: number }
  /** No attempt will ever do. */
  | { readonly kind: 'refused'; readonly reason: string };

/** A destination as something that can be told. */
export interface Courier {
  /**
   * Never rejects. `cancel` ends an attempt that takes too long: it was then worth another. The same letter comes again, under the
   * same key, until it is delivered or refused.
   */
  readonly send: (letter: Letter, cancel: AbortSignal) => Promise<Delivery>;
}

/** How channels of one kind are told. */
export interface BuiltInChannel {
  readonly kind: ChannelKind;
  readonly create: (channel: Channel, tools: CourierTools) => Courier;
}

/** What couriers may touch. */
export interface CourierTools {
  readonly clock: Clock;
  readonly secrets: Secrets;
  readonly http: Http;
  readonly mail: Mail;
  readonly lines: LineFiles;
  /** What plugins bring, by name. */
  readonly plugged: {
    readonly channels: ReadonlyMap<string, ChannelPlugin>;
    readonly executors: ReadonlyMap<string, ExecutorPlugin>;
  };
  /** Writes a line to standard output. */
  readonly print: (line: string) => void;
  /** Where services are reached: the beginning of an address, without a slash at its end. */
  readonly services: {
    readonly pagerduty: string;
    readonly slack: string;
    readonly twilio: string;
  };
}

export interface Secrets {
  /** The value, which is one line. It is read anew each time, so that a secret may change. Failures name no value. */
  readonly read: (secret: Secret) => Attempt<string>;
}

/** Files that grow by lines, below one folder. */
export interface LineFiles {
  /**
   * Adds a line that holds a key, unless one of the last lines holds it already. `path` is from the folder, with `/`. The line is
   * on the disk when that is done.
   */
  readonly add: (path: string, key: string, line: string) => Attempt<undefined>;
}
