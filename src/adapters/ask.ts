import { createInterface, type Interface } from 'node:readline';
import type { Answering } from '../ports/answering.ts';

/** The question that waits for its answer. */
let open: Interface | undefined;

/** The terminal that a person sits at. Lines are edited by the terminal itself, so that Ctrl-C stays the interrupt that it always is. */
export const processAnswering: Answering = {
  get isTerminal() {
    return process.stdin.isTTY === true && process.stderr.isTTY === true;
  },
  ask: (question) =>
    new Promise((resolve) => {
      process.stderr.write(question);
      const lines = createInterface({ input: process.stdin, terminal: false });
      open = lines;
      lines.once('line', (line) => {
        resolve(line);
        lines.close();
      });
      lines.once('close', () => resolve(undefined));
    }),
  stop: () => {
    open?.close();
    // A stream that is read keeps the process.
    process.stdin.destroy();
  },
};
