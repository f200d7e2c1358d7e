import { isColored, widthOf } from '../adapters/terminal.ts';
import type { StreamFacts } from '../ports.ts';
import { plain } from '../report/text.ts';
import { type Canvas, type ExitCode, failed, fault, type Outcome } from './outcome.ts';
import type { Target, Wanted } from './outputs.ts';
import { absolute, type Session } from './session.ts';
import { strayLink } from './stray-link.ts';
import { writeFile } from './write-file.ts';

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
  const refusal = refusalOf(session, targets);
  if (refusal !== undefined) {
    world.stderr.write(linesOf(refusal.notes ?? []));
    return refusal.exitCode;
  }
  const unwritten = writeFiles(session, outcome, targets, look);
  const faults = unwritten.length > 0 ? unwritten : unkept(outcome);
  const canvas = printed(session, look);
  const isLost = outcome.isCommit === true && faults.length > 0;
  for (const { format, file } of outcome.render === undefined || isLost ? [] : targets) {
    if (file === undefined && outcome.render !== undefined) {
      world.stdout.write(ended(outcome.render(format, canvas)));
    }
  }
  const notes = [
    ...(outcome.notes ?? []),
    ...faults,
    ...summaryNotes(session, outcome, wanted.summary, look),
  ];
  world.stderr.write(linesOf(notes));
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

/** Lines for a terminal. A name in them can hold anything, and is shown, not obeyed. */
function linesOf(lines: readonly string[]): string {
  return lines.map((line) => `${plain(line)}\n`).join('');
}

/** Why no output is written: a file would replace what was read, or land elsewhere than its name says. */
function refusalOf(session: Session, targets: readonly Target[]): Outcome | undefined {
  for (const { file } of targets) {
    if (file !== undefined && session.inputs.has(absolute(session, file))) {
      return failed(
        3,
        `\`${file}\` is an input of this run: the output would replace it`,
        'name another file for the output',
      );
    }
    const stray = file === undefined ? undefined : strayLink(session, file);
    if (stray !== undefined) {
      return stray;
    }
  }
  return undefined;
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
    const text = ended(render(format, canvas));
    const { failure } = writeFile(session, absolute(session, file), text, `\`${file}\``);
    return failure === undefined ? [] : fault(failure);
  });
}

/** What hindered making the outcome permanent. */
function unkept({ commit }: Outcome): readonly string[] {
  const { failure } = commit?.() ?? {};
  return failure === undefined ? [] : fault(failure);
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
