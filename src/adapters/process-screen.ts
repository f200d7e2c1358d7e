import type { Screen } from '../ports/screen.ts';
import { type ScreenProcess, screenOn } from './screen.ts';

const ownProcess: ScreenProcess = {
  on: (event, listener) => process.on(event, listener),
  off: (event, listener) => process.off(event, listener),
  listenerCount: (event) => process.listenerCount(event),
  raise: (signal, isGroup) => process.kill(isGroup ? 0 : process.pid, signal),
  now: () => performance.now(),
  later: (ms, call) => {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
};

/** The terminal of this process; keys only where standard input is one, too, and is not read for anything else. */
export function processScreen(readsKeys: boolean): Screen {
  return screenOn({
    output: process.stdout,
    input: readsKeys && process.stdin.isTTY === true ? process.stdin : undefined,
    process: ownProcess,
  });
}
