import { didYouMean } from '../model/nearest.ts';
import type { World } from '../ports.ts';
import { deliver } from './deliver.ts';
import { type ExitCode, failed, type Outcome } from './outcome.ts';
import { type Formats, targetsOf } from './outputs.ts';
import { type ProgressLine, progressLine } from './progress-line.ts';
import { noting, type Session, variable } from './session.ts';

export const colors = ['auto', 'always', 'never'] as const;
type Color = (typeof colors)[number];

/** What can be said to every command. */
export interface GlobalOptions {
  readonly root?: string;
  readonly env?: string;
  readonly output?: readonly string[];
  readonly color?: Color;
  readonly ascii?: boolean;
  readonly cache?: boolean;
}

/** A run of the program. */
export interface Run {
  readonly world: World;
  readonly version: string;
  /** When it began, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly startedAt: number;
}

/** A command with what was said to it. */
export interface Task {
  /** What it prints, the default first. */
  readonly formats: Formats;
  /** Formats that are wanted besides those of the command line. */
  readonly extra?: readonly string[];
  readonly work: (session: Session) => Promise<Outcome>;
}

/** Carries out a command and prints what came of it. Returns the exit code. */
export async function execute(run: Run, options: GlobalOptions, task: Task): Promise<ExitCode> {
  const { world, version, startedAt } = run;
  const asked = [...(options.output ?? []), ...(task.extra ?? [])];
  const wanted = targetsOf({ world }, asked, task.formats);
  const named = variable(world, 'TOWER_COLOR') ?? 'auto';
  const color = options.color ?? colors.find((known) => known === named);
  const wrong = wanted.outcome ?? (color === undefined ? unknownColor(named) : undefined);
  const inputs = new Set<string>();
  const line = progressLine(world);
  const session: Session = {
    world: noting(worldFor(world, options.cache, line), inputs),
    inputs,
    formats: (wanted.targets ?? []).map(({ format }) => format),
    version,
    root: options.root ?? variable(world, 'TOWER_ROOT'),
    environment: options.env ?? variable(world, 'TOWER_ENV'),
    look: { color: color ?? 'auto', ascii: options.ascii === true },
  };
  const outcome = wrong ?? (await task.work(session));
  line.erase();
  // An interrupt that came while this was at work is heard now, before anything is written.
  await world.interrupts.turn();
  const targets = wanted.targets === undefined ? { targets: [] } : wanted;
  return deliver(session, outcome, targets, { ...session.look, startedAt });
}

function unknownColor(color: string): Outcome {
  return failed(3, `\`${color}\` is not a value of TOWER_COLOR`, didYouMean(color, colors));
}

/** The world of a command: without a cache where the flag says so, and with a line for who waits, but not in the log of a build. */
function worldFor(world: World, isCacheWanted: boolean | undefined, { draw }: ProgressLine): World {
  const env = isCacheWanted === false ? { ...world.env, TOWER_CACHE: 'off' } : world.env;
  return { ...world, env, ...(variable(world, 'CI') === undefined ? { progress: draw } : {}) };
}
