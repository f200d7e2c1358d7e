/** A person who can be asked. */
export interface Answering {
  /** Whether there is one: somebody who types and sees the question. */
  readonly isTerminal: boolean;
  /** The line that is typed; undefined where there is none, because the input is at its end or nobody waits any more. */
  readonly ask: (question: string) => Promise<string | undefined>;
  /** Waits for an answer no longer. */
  readonly stop: () => void;
}
