import type { ProcessSignals } from '../ports/process-signals.ts';

/** Signals of the process. Who watched one before does not hear of it meanwhile. */
export const processSignals: ProcessSignals = {
  watch: (signal, onSignal) => {
    const others = process.listeners(signal);
    // In this order: a signal that nobody listens to ends the process.
    process.on(signal, onSignal);
    for (const other of others) {
      process.off(signal, other);
    }
    return () => {
      for (const other of others) {
        process.on(signal, other);
      }
      process.off(signal, onSignal);
    };
  },
};
