import { simulate as simulated } from '../../analysis/simulate.ts';
import type { Model } from '../../model/model.ts';
import type { SavedState } from '../../model/state.generated.ts';
import { sayInstant } from '../../model/time.ts';
import { answered } from '../answer.ts';
import { configurationOf } from '../configuration.ts';
import { type ContingencyOptions, contingency } from '../contingency.ts';
import { failingSystems } from '../failing-systems.ts';
import { failed, type Outcome } from '../outcome.ts';
import { type Session, statePath } from '../session.ts';
import { simulationLines } from '../simulation-text.ts';
import { remembered } from '../state.ts';
import { wrongInstant } from '../times.ts';

export interface SimulateOptions extends ContingencyOptions {
  readonly fail?: readonly string[];
  readonly at?: string;
}

/** Prints what happens when what is named fails at once, or what everything does that could. */
export async function simulate(session: Session, options: SimulateOptions): Promise<Outcome> {
  const { fail = [], all, unit, target } = options;
  if (all !== undefined) {
    return fail.length === 0 && options.at === undefined
      ? contingency(session, { ...options, all })
      : failed(
          3,
          '`--all` tries every failure, so that `--fail` and `--at` say nothing',
          'leave one of them away',
        );
  }
  if (unit !== undefined || target !== undefined) {
    const name = unit === undefined ? '--target' : '--unit';
    return failed(3, `\`${name}\` belongs to \`--all\``, 'such as `tower simulate --all 1`');
  }
  return fail.length === 0
    ? failed(
        3,
        'simulate needs something that fails',
        'name it: `tower simulate --fail ID`, or try everything: `tower simulate --all 1`',
      )
    : named(session, options, fail);
}

function named(session: Session, options: SimulateOptions, fail: readonly string[]): Outcome {
  const wrong = wrongInstant(options.at);
  if (wrong !== undefined) {
    return wrong;
  }
  const opened = configurationOf(session, false);
  if ('outcome' in opened) {
    return opened.outcome;
  }
  const { model } = opened;
  const failing = failingSystems(model, fail);
  if ('outcome' in failing) {
    return failing.outcome;
  }
  const present = presentOf(session, model, options);
  if ('outcome' in present) {
    return present.outcome;
  }
  const found = simulated(model, { fail, failing: new Set(failing.systems), ...present });
  return answered({ simulation: found }, (context) => simulationLines(found, context));
}

interface Present {
  readonly at: string;
  readonly saved: SavedState | undefined;
}

/** What is remembered, and when it is judged: at the instant that is named, else that of the state, else now. */
function presentOf(
  session: Session,
  model: Model,
  { state, at }: SimulateOptions,
): Present | { readonly outcome: Outcome } {
  const path = statePath(session, state);
  if (path === undefined) {
    return { at: at ?? sayInstant(session.world.clock.now()), saved: undefined };
  }
  const read = remembered(session, path, model.systems.length);
  if ('outcome' in read) {
    return read;
  }
  const { saved } = read;
  return saved === undefined
    ? {
        outcome: failed(
          2,
          `the state file \`${path}\` does not exist`,
          `\`tower evaluate --state ${path}\` writes it`,
        ),
      }
    : { at: at ?? sayInstant(saved.at), saved };
}
