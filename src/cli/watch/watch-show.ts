import { processScreen } from '../../adapters/process-screen.ts';
import { isColored } from '../../adapters/terminal.ts';
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
  onWish: (wish: Wish) => void,
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
  return { ...show, isScreen };
}
