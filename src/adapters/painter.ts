import type { Later } from './key-reader.ts';
import { repaint } from './screen-paint.ts';

/** Shortest time between two pictures, and the longest, in milliseconds. */
const [soonMs, idleMs] = [100, 1_000];

/** What a painter works with. */
export interface Easel {
  readonly lines: () => readonly string[];
  readonly write: (text: string) => void;
  /** Milliseconds, for distances only. */
  readonly now: () => number;
  readonly later: Later;
}

/** Draws pictures, as often as it is worth it. */
export interface Painter {
  readonly draw: () => void;
  /** Draws soon. */
  readonly changed: () => void;
  /** The same where what stands on the terminal is not known any longer. */
  readonly forget: () => void;
  readonly stop: () => void;
}

export function painter({ lines, write, now, later }: Easel): Painter {
  let shown: readonly string[] | undefined;
  let drawnAt = Number.NEGATIVE_INFINITY;
  let isDue = false;
  let cancel = (): void => undefined;
  const draw = (): void => {
    isDue = false;
    drawnAt = now();
    cancel = later(idleMs, draw);
    const after = lines();
    const text = repaint(shown, after);
    shown = after;
    if (text !== '') {
      write(text);
    }
  };
  const changed = (): void => {
    if (!isDue) {
      isDue = true;
      cancel();
      cancel = later(Math.max(0, drawnAt + soonMs - now()), draw);
    }
  };
  return {
    draw,
    changed,
    forget: () => {
      shown = undefined;
      changed();
    },
    stop: () => {
      cancel();
      isDue = false;
    },
  };
}
