import { sayInstant } from '../../model/time.ts';
import type { RenderContext } from '../../report/context.ts';
import { counted, heading, type Line, words } from '../../report/look.ts';
import { type Layout, type Row, table } from '../../report/table.ts';
import type { SavedOutbox } from '../../runtime/saved-outbox.ts';
import { answered } from '../answer.ts';
import { failed, type Outcome } from '../outcome.ts';
import { absolute, type Session, statePath } from '../session.ts';
import { keptWatch } from '../watch/kept-state.ts';

export interface OutboxOptions {
  readonly state?: string;
}

/** Prints what a watch still has to tell, and what it gave up on. Nothing is sent. */
export function outbox(session: Session, options: OutboxOptions): Outcome {
  const path = statePath(session, options.state);
  if (path === undefined) {
    return failed(
      3,
      'outbox needs a state folder',
      'name the one that `tower watch --state DIR` keeps: `tower outbox --state DIR`',
    );
  }
  const full = absolute(session, path);
  if (session.world.files.kindOf(full) !== 'folder') {
    return failed(
      2,
      `\`${path}\` is not the state folder of a watch`,
      '`tower watch --state DIR` makes one',
    );
  }
  const { value, failure } = keptWatch(full);
  if (failure !== undefined) {
    return failed(2, `the state folder \`${path}\` cannot be used: ${failure}`);
  }
  const letters = value?.outbox.letters ?? [];
  const dead = value?.outbox.dead ?? [];
  return answered(
    {
      waiting: letters.map(({ letter, postedAt, attempts }) => ({
        ...noted(letter),
        since: sayInstant(postedAt),
        attempts,
      })),
      givenUp: dead.map(({ letter, at, attempts, reason }) => ({
        ...noted(letter),
        at: sayInstant(at),
        attempts,
        reason,
      })),
    },
    (context) => linesOf(letters, dead, context),
  );
}

function noted({ notification }: SavedOutbox['dead'][number]['letter']): {
  readonly key: string;
  readonly channel: string;
  readonly title: string;
} {
  const { key, channel, title } = notification;
  return { key, channel, title };
}

const layout: Layout = {
  columns: [
    { heading: 'CHANNEL', drop: 0, cut: true },
    { heading: 'SINCE', drop: 0 },
    { heading: 'ATTEMPTS', drop: 1, align: 'right' },
    { heading: 'NOTIFICATION', drop: 0 },
  ],
  fold: 2,
};

function linesOf(
  letters: SavedOutbox['letters'],
  dead: SavedOutbox['dead'],
  context: RenderContext,
): readonly Line[] {
  const rowOf = (
    letter: SavedOutbox['dead'][number]['letter'],
    since: number,
    attempts: number,
    more: string,
  ): Row => ({
    cells: [
      { text: words(context, letter.notification.channel) },
      { text: sayInstant(since) },
      { text: String(attempts) },
      { text: words(context, `${letter.notification.title}${more}`) },
    ],
  });
  const waiting = letters.map(({ letter, postedAt, attempts }) =>
    rowOf(letter, postedAt, attempts, ''),
  );
  const givenUp = dead.map(({ letter, at, attempts, reason }) =>
    rowOf(letter, at, attempts, `: ${reason}`),
  );
  return [
    ...heading(context, 'Waiting', counted(letters.length, 'notification')),
    ...table(context, layout, waiting),
    [],
    ...heading(context, 'Given up', counted(dead.length, 'notification')),
    ...table(context, layout, givenUp),
  ];
}
