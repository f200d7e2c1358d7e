import type { Interrupts } from '../ports.ts';

/** SIGINT of the process, and turns of its event loop. */
export const processInterrupts: Interrupts = {
  watch: (onInterrupt) => {
    const others = process.listeners('SIGINT');
    const restore = (): void => {
      for (const other of others) {
        process.on('SIGINT', other);
      }
      process.off('SIGINT', heard);
    };
    let isRestored = false;
    const release = (): void => {
      if (!isRestored) {
        isRestored = true;
        restore();
      }
    };
    const heard = (): void => {
      // A second one ends the process, as it does everywhere else.
      release();
      onInterrupt();
    };
    // In this order: a signal that came before and was not delivered yet is lost once nobody listens.
    process.on('SIGINT', heard);
    for (const other of others) {
      process.off('SIGINT', other);
    }
    return release;
  },
  turn: () => new Promise((resolve) => setImmediate(resolve)),
};
