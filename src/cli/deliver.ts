import { isColored, widthOf } from '../adapters/terminal.ts';
import type { StreamFacts } from '../ports.ts';
import { type Canvas, type ExitCode, fault, type Outcome } from './outcome.ts';
import type { Target, Wanted } from './outputs.ts';
import { absolute, type Session } from './session.ts';

export interface Look {
  readonly color: 'auto' | 'always' | 'never';
  readonly ascii: boolean;
  /** When the run began. */
  readonly startedAt: number;
}

/**
 * Prints what came of a command: files first, each whole or not at all, then what is made permanent, then standard output,
 * then the summary of the step. Returns the exit code, which a file that cannot be written makes 2; a summary is a courtesy.
 */
export function deliver(session: Session, outcome: Outcome, wanted: Wanted, look: Look): ExitCode {
  const { world } = session;
  const { targets } = wanted;
  const [taken] = targets.filter(
    ({ file }) => file !== undefined && session.inputs.has(absolute(session, file)),
  );
  if (taken !== undefined) {
    const lines = fault(
      `\`${taken.file}\` is an input of this run: the output would replace it`,
      'name another file for the output',
    );
    world.stderr.write(lines.map((line) => `${line}\n`).join(''));
    return 3;
  }
  const faults = [...writeFiles(session, outcome, targets, look)];
  if (faults.length === 0) {
    const { failure } = outcome.commit?.() ?? {};
    faults.push(...(failure === undefined ? [] : fault(failure)));
  }
  const canvas = printed(session, look);
  for (const { format, file } of outcome.render === undefined ? [] : targets) {
    if (file === undefined && outcome.render !== undefined) {
      world.stdout.write(ended(outcome.render(format, canvas)));
    }
  }
  const notes = [
    ...(outcome.notes ?? []),
    ...faults,
    ...summaryNotes(session, outcome, wanted.summary, look),
  ];
  world.stderr.write(notes.map((line) => `${line}\n`).join(''));
  return faults.length > 0 ? 2 : outcome.exitCode;
}

/** Adds the result to the summary of the step. Returns what hindered that. */
function summaryNotes(
  session: Session,
  outcome: Outcome,
  path: string | undefined,
  look: Look,
): readonly string[] {
  if (path === undefined || outcome.render === undefined) {
    return [];
  }
  const full = absolute(session, path);
  const text = `\n${ended(outcome.render('markdown', filed(session, look)))}`;
  const { failure } = session.inputs.has(full)
    ? { failure: 'it is an input of this run' }
    : session.world.files.append(full, text);
  return failure === undefined
    ? []
    : [`note: the summary was not added to \`${path}\` (GITHUB_STEP_SUMMARY): ${failure}`];
}

/** How a text in a file looks. */
function filed(session: Session, look: Look): Canvas {
  return { version: session.version, color: false, width: 100, ascii: look.ascii };
}

function writeFiles(
  session: Session,
  outcome: Outcome,
  targets: readonly Target[],
  look: Look,
): readonly string[] {
  const canvas = filed(session, look);
  const { render } = outcome;
  return targets.flatMap(({ format, file }) => {
    if (file === undefined || render === undefined) {
      return [];
    }
    const { failure } = session.world.files.write(
      absolute(session, file),
      ended(render(format, canvas)),
    );
    return failure === undefined ? [] : fault(`\`${file}\` cannot be written: ${failure}`);
  });
}

/** The time a run took changes from run to run, so that only people at a terminal see it. */
function printed(session: Session, look: Look): Canvas {
  const { world } = session;
  const stream: StreamFacts = world.stdout;
  const seconds = (world.clock.now() - look.startedAt) / 1_000;
  return {
    version: session.version,
    color: isColored(look.color, world.env, stream),
    width: widthOf(world.env, stream),
    ascii: look.ascii,
    ...(stream.isTerminal ? { took: `${seconds.toFixed(2)}s` } : {}),
  };
}

function ended(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}
