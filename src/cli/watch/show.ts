import type { WatchEvent } from '../../model/watch-event.ts';
import type { Screen, ScreenSize } from '../../ports/screen.ts';
import type { Clock, Output } from '../../ports.ts';
import type { Canvas } from '../../report/watch/canvas.ts';
import { pressed, type Wish } from '../../report/watch/keys.ts';
import { linesOutput } from '../../report/watch/lines.ts';
import { ndjsonOutput } from '../../report/watch/ndjson.ts';
import { parting, screenOf } from '../../report/watch/screen.ts';
import { emptyView, seen } from '../../report/watch/view.ts';

/** How a watch speaks: on a screen, in lines for logs, or in JSON for programs. */
export type ShowFormat = 'screen' | 'lines' | 'json';

export interface ShowOptions {
  readonly format: ShowFormat;
  readonly stdout: Output;
  /** Only opened for `screen`. */
  readonly screen: Screen;
  readonly clock: Clock;
  readonly color: boolean;
  readonly ascii: boolean;
  /** Somebody at the terminal wants to quit, or that what is held is applied. */
  readonly onWish: (wish: Wish) => void;
}

/** Where the events of a watch go. */
export interface Show {
  readonly tell: (event: WatchEvent) => void;
  /** Gives the terminal back. */
  readonly close: () => void;
}

/** Begins to show a watch. */
export function openShow(options: ShowOptions): Show {
  const { format, stdout } = options;
  if (format === 'screen') {
    return screenShow(options);
  }
  const { tell } = format === 'json' ? ndjsonOutput() : linesOutput();
  return { tell: (event) => stdout.write(tell(event)), close: () => undefined };
}

function screenShow({ stdout, screen, clock, color, ascii, onWish }: ShowOptions): Show {
  let view = emptyView();
  const canvasOf = (size: ScreenSize): Canvas => ({ ...size, color, ascii, at: clock.now() });
  screen.open({
    lines: (size) => screenOf(view, canvasOf(size)),
    pressed: (key, size) => {
      const after = pressed(view, key, canvasOf(size));
      view = after.view;
      if (after.wish !== undefined) {
        onWish(after.wish);
      }
    },
  });
  return {
    tell: (event) => {
      view = seen(view, event);
      screen.changed();
    },
    close: () => {
      screen.close();
      const columns = Math.min(100, stdout.columns ?? 100);
      const lines = parting(view, canvasOf({ columns, rows: 2, hasKeys: false }));
      stdout.write(lines.map((line) => `${line}\n`).join(''));
    },
  };
}
