import { processScreen } from '../../adapters/process-screen.ts';
import { isColored } from '../../adapters/terminal.ts';
import type { World } from '../../ports.ts';
import { counted } from '../../report/look.ts';
import type { Wish } from '../../report/watch/keys.ts';
import type { Session } from '../session.ts';
import { openShow, type Show } from './show.ts';

/** Where the events of a watch go in a session. */
export interface WatchShow extends Show {
  /** Whether everything that can be seen is a screen of its own, on which nothing else may be printed. */
  readonly isScreen: boolean;
}

/** A screen where a person looks at a terminal that can show one, else lines, or objects. */
export function showOf(
  { world, formats, look }: Session,
  readsStdin: boolean,
  { onWish, onGone }: { readonly onWish: (wish: Wish) => void; readonly onGone: () => void },
): WatchShow {
  const { stdout, clock, env } = world;
  const isScreen = stdout.isTerminal && env['TERM'] !== 'dumb' && !formats.includes('json');
  const lined = formats.includes('json') ? 'json' : 'lines';
  const show = openShow({
    format: isScreen ? 'screen' : lined,
    stdout,
    screen: processScreen(!readsStdin),
    clock,
    color: isColored(look.color, env, stdout),
    ascii: look.ascii,
    onWish,
  });
  return { ...show, tell: isScreen ? show.tell : heeding(world, show.tell, onGone), isScreen };
}

/** What a reader that pauses may leave unread; beyond it events are left out and counted. */
const unreadBytesMax = 8 * 1_048_576;

/** Tells of events as long as somebody reads of them, and no more than they will. */
function heeding({ stdout, stderr }: World, tell: Show['tell'], onGone: () => void): Show['tell'] {
  let leftOut = 0;
  let isGone = false;
  return (event) => {
    const reader = stdout.reader?.();
    if ((reader?.waitingBytes ?? 0) > unreadBytesMax) {
      leftOut += 1;
      return;
    }
    if (leftOut > 0) {
      stderr.write(
        `tower: ${counted(leftOut, 'event')} left out: nobody read standard output for a while\n`,
      );
      leftOut = 0;
    }
    tell(event);
    if (reader?.isGone === true && !isGone) {
      isGone = true;
      onGone();
    }
  };
}
