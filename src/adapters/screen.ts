import type { Picture, Screen, ScreenSize } from '../ports/screen.ts';
import { keyReader, type Later } from './key-reader.ts';
import { painter } from './painter.ts';
import { giveBack, takeOver } from './screen-paint.ts';

type Listener = () => void;

/** A terminal to write to. */
export interface ScreenOutput {
  readonly columns?: number;
  readonly rows?: number;
  readonly write: (text: string) => unknown;
  readonly on: (event: 'resize', listener: Listener) => unknown;
  readonly off: (event: 'resize', listener: Listener) => unknown;
}

/** A terminal to read keys from. */
export interface ScreenInput {
  readonly setRawMode: (isRaw: boolean) => unknown;
  readonly on: (event: 'data', listener: (bytes: Uint8Array) => void) => unknown;
  readonly off: (event: 'data', listener: (bytes: Uint8Array) => void) => unknown;
  readonly resume: () => unknown;
  readonly pause: () => unknown;
}

type Noticed = 'exit' | 'SIGTERM' | 'SIGTSTP' | 'SIGCONT';

/** What a screen has to know of its process. */
export interface ScreenProcess {
  readonly on: (event: Noticed, listener: Listener) => unknown;
  readonly off: (event: Noticed, listener: Listener) => unknown;
  readonly listenerCount: (event: Noticed) => number;
  /** Sends a signal to this process, or with `isGroup` to all that the terminal knows as one job. */
  readonly raise: (signal: 'SIGTERM' | 'SIGTSTP', isGroup: boolean) => void;
  /** Milliseconds, for distances only. */
  readonly now: () => number;
  readonly later: Later;
}

export interface ScreenParts {
  readonly output: ScreenOutput;
  /** Undefined where no keys can be read. */
  readonly input: ScreenInput | undefined;
  readonly process: ScreenProcess;
}

/** A screen on a terminal. */
export function screenOn(parts: ScreenParts): Screen {
  let shown: Shown | undefined;
  return {
    open: (picture) => {
      shown ??= show(parts, picture, () => {
        shown = undefined;
      });
    },
    changed: () => shown?.changed(),
    close: () => shown?.close(),
  };
}

/** A screen while it is open. */
interface Shown {
  readonly changed: Listener;
  readonly close: Listener;
}

/** After so long it is clear that a process goes on although it was to be stopped. */
const unstoppedMs = 100;

function show(
  { output, input, process: own }: ScreenParts,
  picture: Picture,
  onClose: Listener,
): Shown {
  const size = (): ScreenSize => ({
    columns: knownOr(output.columns, 80),
    rows: knownOr(output.rows, 24),
    hasKeys: input !== undefined,
  });
  const { draw, changed, forget, stop } = painter({
    lines: () => picture.lines(size()),
    write: (text) => output.write(text),
    now: own.now,
    later: own.later,
  });
  const keys = keyReader(own.later, (pressed) => {
    for (const key of pressed) {
      if (key === 'suspend') {
        suspend();
      } else if (isOpen) {
        picture.pressed(key, size());
      }
    }
    if (pressed.length > 0 && isOpen) {
      changed();
    }
  });
  let isOpen = true;
  let isAway = false;

  const suspend = (): void => {
    stop();
    leave({ output, input });
    // Without a listener the signal does what it does everywhere.
    own.off('SIGTSTP', suspend);
    own.raise('SIGTSTP', true);
    // A process that no shell waits for is not stopped. One that was finds this behind it when it goes on.
    isAway = true;
    own.later(unstoppedMs, () => {
      if (isAway) {
        resume();
      }
    });
  };
  const resume = (): void => {
    if (!isOpen) {
      return;
    }
    isAway = false;
    own.off('SIGTSTP', suspend);
    own.on('SIGTSTP', suspend);
    // The shell may have set the terminal otherwise meanwhile, which the stream does not know.
    input?.setRawMode(false);
    enter({ output, input });
    forget();
  };
  const close = (): void => {
    if (isOpen) {
      isOpen = false;
      stop();
      keys.stop();
      listen('off');
      if (!isAway) {
        leave({ output, input });
      }
      onClose();
    }
  };
  /** Whoever else listens decides how the process ends; where nobody does, it ends as it would have. */
  const terminate = (): void => {
    close();
    if (own.listenerCount('SIGTERM') === 0) {
      own.raise('SIGTERM', false);
    }
  };
  const listen = (how: 'on' | 'off'): void => {
    output[how]('resize', forget);
    input?.[how]('data', keys.hear);
    own[how]('exit', close);
    own[how]('SIGTERM', terminate);
    own[how]('SIGTSTP', suspend);
    own[how]('SIGCONT', resume);
  };

  listen('on');
  enter({ output, input });
  draw();
  return { changed, close };
}

/** A terminal that does not know its size says that it has none, or 0. */
function knownOr(size: number | undefined, usual: number): number {
  return size === undefined || size <= 0 ? usual : size;
}

function enter({ output, input }: Pick<ScreenParts, 'output' | 'input'>): void {
  input?.setRawMode(true);
  input?.resume();
  output.write(takeOver);
}

function leave({ output, input }: Pick<ScreenParts, 'output' | 'input'>): void {
  output.write(giveBack);
  input?.setRawMode(false);
  input?.pause();
}
