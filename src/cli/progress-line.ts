import type { World } from '../ports.ts';

/** Nothing is drawn for so long. */
const silentMs = 1_000;
/** How often the line is drawn at most. */
const redrawMs = 200;

/** One line on standard error, where that is a terminal, that says what a person waits for. */
export interface ProgressLine {
  /** Says what is going on; `isNew` where it is something else than before. Most of it is never drawn, and never made a text. */
  readonly draw: (say: () => string, isNew?: boolean) => void;
  readonly erase: () => void;
}

/** A line that is drawn over itself, from a second from now on. It has no escape sequences, so that every terminal shows it. */
export function progressLine({ clock, stderr }: Pick<World, 'clock' | 'stderr'>): ProgressLine {
  const startsAt = clock.now() + silentMs;
  let drawnAt = Number.NEGATIVE_INFINITY;
  let shown = '';
  const write = (text: string): void => {
    stderr.write(`\r${text.padEnd(shown.length)}`);
    shown = text;
  };
  return {
    draw: (say, isNew = false) => {
      const now = clock.now();
      const isDue = now >= startsAt && (isNew || now - drawnAt >= redrawMs);
      // Time first: to ask a stream what it is opens it.
      if (isDue && stderr.isTerminal) {
        drawnAt = now;
        write(say().slice(0, Math.max(0, widthOf(stderr) - 1)));
      }
    },
    erase: () => {
      if (shown !== '') {
        write('');
        stderr.write('\r');
      }
    },
  };
}

/** A terminal that does not know how wide it is says 0. */
function widthOf({ columns = 0 }: World['stderr']): number {
  return columns === 0 ? 80 : columns;
}
