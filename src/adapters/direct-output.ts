import { fstatSync, statSync, writeSync } from 'node:fs';
import { devNull } from 'node:os';
import type { Output } from '../ports.ts';

/**
 * Standard output for a program that prints at its end: a pipe or a file is written to as it is, and the process waits for its reader.
 * To open a stream first takes longer than to print. A terminal is left to `stream`, and so is telling what is wrong with the output.
 */
export function directOutput(descriptor: number, stream: Output): Output {
  let known: boolean | undefined;
  const isDirect = (): boolean => {
    known ??= isPlain(descriptor);
    return known;
  };
  return {
    get isTerminal() {
      return !isDirect() && stream.isTerminal;
    },
    get columns() {
      return isDirect() ? undefined : stream.columns;
    },
    write: (text) => {
      const rest = isDirect() ? interruptible(() => unwritten(descriptor, text)) : text;
      if (rest !== '') {
        stream.write(rest);
      }
    },
  };
}

/** Whether a descriptor is a file, a pipe or the device that forgets. */
function isPlain(descriptor: number): boolean {
  try {
    const facts = fstatSync(descriptor);
    return (
      facts.isFile() ||
      facts.isFIFO() ||
      (facts.isCharacterDevice() && facts.rdev === statSync(devNull).rdev)
    );
  } catch {
    // Closed, or a system without such things.
    return false;
  }
}

/**
 * Does what this process may wait in, so that it hears of no signal: an interrupt then ends it by itself, as it does where nobody
 * listens.
 */
function interruptible<T>(work: () => T): T {
  const listeners = process.listeners('SIGINT');
  process.removeAllListeners('SIGINT');
  const result = work();
  for (const listener of listeners) {
    process.on('SIGINT', listener);
  }
  return result;
}

/** Writes a text; what could not be written comes back. */
function unwritten(descriptor: number, text: string): string {
  const bytes = Buffer.from(text);
  let count = 0;
  while (count < bytes.length) {
    try {
      count += writeSync(descriptor, bytes, count);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) {
        return bytes.toString('utf8', count);
      }
      // Somebody else made the pipe one that does not wait, and it is full.
      Atomics.wait(pause, 0, 0, 2);
    }
  }
  return '';
}

const pause = new Int32Array(new SharedArrayBuffer(4));
