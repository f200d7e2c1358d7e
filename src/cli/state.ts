import { dirname } from 'node:path';
import { readState } from '../config/state-file.ts';
import { evaluate } from '../evaluate/evaluate.ts';
import { loadState, type State } from '../evaluate/state.ts';
import { limits } from '../model/limits.ts';
import type { Model } from '../model/model.ts';
import type { Report } from '../model/report.generated.ts';
import type { SavedState } from '../model/state.generated.ts';
import { sayInstant } from '../model/time.ts';
import { failed, type Outcome } from './outcome.ts';
import { absolute, type Session, shown } from './session.ts';
import { refused } from './validation.ts';
import { keptWatch } from './watch/kept-state.ts';

/** What a state file holds; `saved` is undefined where there is no such file yet. */
export type Remembered = { readonly saved: SavedState | undefined } | { readonly outcome: Outcome };

/** Reads a state file, or the folder that a watch keeps. One that is broken or newer than this tower is left as it is. */
export function remembered(session: Session, path: string, systems: number): Remembered {
  const { files } = session.world;
  const full = absolute(session, path);
  const kind = files.kindOf(full);
  if (kind === 'folder') {
    const { value, failure } = keptWatch(full);
    return failure === undefined
      ? { saved: value?.state }
      : { outcome: failed(2, `the state folder \`${path}\` cannot be used: ${failure}`) };
  }
  if (kind === undefined) {
    return files.kindOf(dirname(full)) === 'folder'
      ? { saved: undefined }
      : { outcome: failed(2, `the folder of the state file \`${path}\` does not exist`) };
  }
  const name = shown(session, full);
  const { file, diagnostic } = files.read(full, name, limits.stateBytes);
  const { saved, diagnostics } =
    file === undefined ? { saved: undefined, diagnostics: [diagnostic] } : readState(file);
  return diagnostics.length === 0
    ? { saved }
    : {
        outcome: refused(
          { files: 1, systems, diagnostics },
          new Map(file === undefined ? [] : [[name, file.text]]),
        ),
      };
}

/** Wrong usage where no state file is named; `subject` needs one, and `command` is what it would be named in. */
export function stateNeeded(subject: string, command: string): Outcome {
  return failed(
    3,
    `${subject} needs a state file`,
    `name the one that \`tower evaluate --state FILE\` keeps: \`${command} --state FILE\``,
  );
}

/** What a state file says, and the report that follows from it. */
export interface LastReport {
  readonly report: Report;
  readonly saved: SavedState;
  /** What is remembered of incidents after the report. */
  readonly alerting: State['alerting'];
}

/** The report of an empty batch at the last instant of a state file that must exist. Nothing is written. */
export function lastReport(
  session: Session,
  model: Model,
  path: string,
): LastReport | { readonly outcome: Outcome } {
  const read = remembered(session, path, model.systems.length);
  if ('outcome' in read) {
    return read;
  }
  if (read.saved === undefined) {
    return {
      outcome: failed(
        2,
        `nothing is kept at \`${path}\` yet`,
        `\`tower evaluate --state ${path}\` or \`tower watch --state\` writes it`,
      ),
    };
  }
  const { saved } = read;
  const { report, state } = evaluate(model, loadState(saved), { at: sayInstant(saved.at) });
  return { report, saved, alerting: state.alerting };
}
