import { type HeldBaseline, openBaseline } from './baseline.ts';
import { failed, type Outcome } from './outcome.ts';
import { type Session, variable } from './session.ts';
import { refused } from './validation.ts';

/** What a command line says about a baseline. */
export interface BaselineOptions {
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly pruneBaseline?: boolean;
}

/** The baseline that the flag or TOWER_BASELINE names, the outcome that stands for its lack, or undefined where none is named. */
export function baselineFor(
  session: Session,
  options: BaselineOptions,
): HeldBaseline | { readonly outcome: Outcome } | undefined {
  const { baseline, updateBaseline = false, pruneBaseline = false } = options;
  const path = baseline ?? variable(session.world, 'TOWER_BASELINE');
  if (updateBaseline && pruneBaseline) {
    return {
      outcome: failed(
        3,
        '`--update-baseline` and `--prune-baseline` do not go together',
        '`--update-baseline` drops what is resolved, too',
      ),
    };
  }
  if (path === undefined) {
    const flag = updateBaseline ? '--update-baseline' : '--prune-baseline';
    return updateBaseline || pruneBaseline
      ? { outcome: failed(3, `\`${flag}\` names no file`, `write \`--baseline FILE ${flag}\``) }
      : undefined;
  }
  const opened = openBaseline(session, path, options);
  return 'unread' in opened
    ? {
        outcome: refused(
          { files: 1, systems: 0, diagnostics: opened.unread },
          new Map(opened.file === undefined ? [] : [[opened.file.path, opened.file.text]]),
        ),
      }
    : opened;
}
