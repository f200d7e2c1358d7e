// What a plugin is: code of the operator's that carries notifications to places that Tower knows nothing of, and runs what it cannot.
import type { Order } from '../model/letter.ts';
import type { Attempt } from '../ports.ts';
import type { Courier, Delivery } from './channel.ts';
import type { HttpRequest } from './http.ts';

/** What the module of a plugin exports as `plugin`. */
export interface Plugin {
  /** For messages: letters, digits, `-` and `_`. */
  readonly name: string;
  /** Kinds of channels, by the name that `plugin: { name: … }` of a channel says. */
  readonly channels?: Readonly<Record<string, ChannelPlugin>>;
  /** Executors, by the name that `plugin: { name: … }` of an executor says. */
  readonly executors?: Readonly<Record<string, ExecutorPlugin>>;
}

/** A kind of channel. */
export interface ChannelPlugin {
  /** JSON Schema draft-07 of the `settings` of a channel; without it, any are taken. */
  readonly schema?: Readonly<Record<string, unknown>>;
  /**
   * Makes what carries letters to a channel. It is called for each channel whenever a configuration becomes live, and has to be
   * quick. Where it throws, letters wait and are tried again.
   */
  readonly create: (destination: Destination, tools: PluginTools) => Courier;
}

/** An executor that steps of escalations run. */
export interface ExecutorPlugin {
  /** JSON Schema draft-07 of the `settings` of an executor; without it, any are taken. */
  readonly schema?: Readonly<Record<string, unknown>>;
  /** Makes what carries out orders, as `create` of a channel does. */
  readonly create: (destination: Destination, tools: PluginTools) => Executor;
}

/** What carries out orders. */
export interface Executor {
  /**
   * Carries out an order, once for each `run.key`: the same order comes again, under the same key, where nobody knows whether it was
   * carried out. `delivered` means that it is done, `later` that another attempt is worth it, `refused` that none ever is.
   */
  readonly execute: (order: Order, cancel: AbortSignal) => Promise<Delivery>;
}

/** A channel or an executor as the configuration has it. */
export interface Destination {
  readonly id: string;
  /** As written. They have passed the schema of the plugin. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** What Tower offers a plugin. */
export interface PluginTools {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly now: () => number;
  /**
   * The value of one of the `secrets` of the destination, one line of text. It is read anew each time, so that it may change. A
   * failure is a phrase without the value: `later` is the answer to it. Values that were read are cut out of reasons.
   */
  readonly secret: (name: string) => Attempt<string>;
  /**
   * Posts a request the way Tower's own channels do, and judges the answer as docs/channels.md says: redirects are not followed,
   * and reasons name no address. Never rejects.
   */
  readonly post: (request: HttpRequest, cancel: AbortSignal) => Promise<Delivery>;
}
