import type { Attempt } from '../ports.ts';

/** Something that is asked of another machine. */
export interface Question {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** How long the whole exchange may take. */
  readonly withinMs: number;
  /** How much of an answer is taken; a longer one is a failure. */
  readonly bytesMax: number;
}

export interface Reply {
  readonly status: number;
  readonly body: string;
}

export interface Network {
  /**
   * Asks, and follows nobody elsewhere. Failures are phrases that name no address and no secret. `cancel` ends the exchange,
   * which then failed.
   */
  readonly ask: (question: Question, cancel?: AbortSignal) => Promise<Attempt<Reply>>;
}
