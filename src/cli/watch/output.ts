import { processScreen } from '../../adapters/process-screen.ts';
import { isColored } from '../../adapters/terminal.ts';
import type { Key } from '../../model/key.ts';
import type { WatchEvent } from '../../model/watch-event.ts';
import type { ScreenSize } from '../../ports/screen.ts';
import type { Canvas } from '../../report/watch/canvas.ts';
import { pressed } from '../../report/watch/keys.ts';
import { linesOutput } from '../../report/watch/lines.ts';
import { ndjsonOutput } from '../../report/watch/ndjson.ts';
import { screenOf } from '../../report/watch/screen.ts';
import { emptyView, seen } from '../../report/watch/view.ts';
import type { Session } from '../session.ts';

/** Where events go. */
export interface EventSink {
  readonly tell: (event: WatchEvent) => void;
  /** Leaves the terminal as it was. */
  readonly close: () => void;
  /** Whether everything that can be seen is a screen of its own, on which nothing else may be printed. */
  readonly isScreen: boolean;
}

/** What somebody at the screen can ask for. */
export interface Wishes {
  readonly quit: (isInterrupt: boolean) => void;
  readonly apply: () => void;
}

/** A screen where a person looks at it, else what is only added to: lines, or NDJSON. */
export function outputOf(session: Session, wishes: Wishes, usesStdin: boolean): EventSink {
  const { world, formats } = session;
  if (world.stdout.isTerminal && !formats.includes('json')) {
    return screenOutput(session, wishes, usesStdin);
  }
  const output = formats.includes('json') ? ndjsonOutput() : linesOutput();
  return {
    tell: (event) => world.stdout.write(output.tell(event)),
    close: () => undefined,
    isScreen: false,
  };
}

function screenOutput({ world, look }: Session, wishes: Wishes, usesStdin: boolean): EventSink {
  const screen = processScreen(!usesStdin);
  const color = isColored(look.color, world.env, world.stdout);
  const canvasOf = (size: ScreenSize): Canvas => ({
    ...size,
    color,
    ascii: look.ascii,
    at: world.clock.now(),
  });
  let view = emptyView();
  const press = (key: Key, size: ScreenSize): void => {
    const after = pressed(view, key, canvasOf(size));
    view = after.view;
    if (after.wish === 'quit') {
      wishes.quit(key === 'interrupt');
    } else if (after.wish === 'apply') {
      wishes.apply();
    }
    screen.changed();
  };
  screen.open({ lines: (size) => screenOf(view, canvasOf(size)), pressed: press });
  return {
    tell: (event) => {
      view = seen(view, event);
      screen.changed();
    },
    close: () => screen.close(),
    isScreen: true,
  };
}
