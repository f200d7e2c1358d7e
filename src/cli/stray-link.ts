import { failed, type Outcome } from './outcome.ts';
import { absolute, type Session } from './session.ts';

/** The refusal of a path that a link leads out of this folder from; undefined where none does. `called` is how a sentence calls it. */
export function strayLink(
  session: Session,
  path: string,
  called = `\`${path}\``,
  help = 'name the file that it leads to',
): Outcome | undefined {
  const { files, cwd } = session.world;
  return files.leadsOut(absolute(session, path), cwd)
    ? failed(
        2,
        `${called} is a link that leads out of this folder: somebody else may have put it there`,
        help,
      )
    : undefined;
}
