/** What a process is told from outside. */
export type ProcessSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

export interface ProcessSignals {
  /** From now on and until the answer is called, a signal calls back and does nothing else. */
  readonly watch: (signal: ProcessSignal, onSignal: () => void) => () => void;
}
