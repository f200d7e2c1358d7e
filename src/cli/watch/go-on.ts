import { processSignals } from '../../adapters/process-signals.ts';
import { systemFolders } from '../../adapters/watch-folders.ts';
import type { Stopping, WatchEvent } from '../../model/watch-event.ts';
import type { RunningSource } from '../../ports/signal-source.ts';
import { isStopped } from '../../runtime/feed.ts';
import type { ConfigurationReading, Effect, Input } from '../../runtime/input.ts';
import { type Metrics, noteAnswer, noteEvent } from '../../runtime/metrics.ts';
import type { Watch } from '../../runtime/watch.ts';
import { type ExitCode, failed, type Outcome } from '../outcome.ts';
import type { Place } from '../project.ts';
import { type Session, variable } from '../session.ts';
import { courierToolsOf } from './courier-tools.ts';
import { type Driver, drive, type Hands } from './drive.ts';
import { liveCouriers } from './live-couriers.ts';
import type { Plugins } from './plugins.ts';
import { lifeSign } from './show-life.ts';
import { type Sources, startSources } from './sources.ts';
import type { StateFolder } from './state-folder.ts';
import { watchConfiguration } from './watch-configuration.ts';
import { showOf, type WatchShow } from './watch-show.ts';

/** What a watch is run with. */
export interface Course {
  readonly session: Session;
  readonly place: Place;
  readonly sources: Exclude<Sources, { readonly outcome: Outcome }>;
  readonly isOnce: boolean;
  /** Undefined where nothing is kept. */
  readonly folder: StateFolder | undefined;
  /** Folder of secrets, absolute. */
  readonly secrets: string | undefined;
  readonly plugins: Plugins;
  readonly metrics: Metrics;
}

/** How long notifications are waited for when the input has come to its end. */
const lastDeliveriesMs = 10_000;

/** Runs a watch in the world as it is, until it is ended. */
export async function goOn(
  course: Course,
  watch: Watch,
  effects: readonly Effect[],
): Promise<Outcome> {
  const { session, place, sources } = course;
  const ending: Ending = { code: 0, isIncomplete: false };
  const stop = (reason: Stopping['reason'], code: ExitCode = 0): void => {
    ending.code = code;
    driver.give({ kind: 'stop', reason });
  };
  // First of all: from its first line on it can be ended, and told to read.
  const releases = [
    session.world.interrupts.watch(() => stop('interrupted', 130)),
    processSignals.watch('SIGTERM', () => stop('interrupted')),
    processSignals.watch('SIGHUP', () => driver.give({ kind: 'files-touched' })),
  ];
  const output = showOf(session, sources.usesStdin, {
    onWish: (wish) => {
      if (wish === 'quit') {
        stop('interrupted');
      } else {
        driver.give({ kind: 'confirmed' });
      }
    },
    // Without a state a watch is of use only to those who read what it says.
    onGone: () => course.folder === undefined && setImmediate(() => stop('interrupted')),
  });
  const hands = handsOf(course, watch, output, {
    read: (isThorough) => configuration.read(isThorough),
    give: (input) => driver.give(input),
    heard: ({ type }) => {
      ending.isIncomplete ||= type === 'batch-refused' || type === 'source-failing';
    },
  });
  const driver: Driver = drive(watch, effects, hands);
  const touched = (): void => driver.give({ kind: 'files-touched' });
  const configuration = watchConfiguration(session.world, place, systemFolders, {
    touched,
    failing: (reason) => driver.give({ kind: 'source-failing', source: place.folder, reason }),
  });
  // With the first reading begins the watch, and what changed before it is seen.
  touched();
  const begun = await startSources(sources.begin([...watch.positions.values()]), driver, () =>
    atEnd(course, driver, (reason) => stop(reason, reason === 'once' ? codeOf(watch, ending) : 0)),
  );
  try {
    if (begun.failure !== undefined) {
      stop('cannot-begin');
      await driver.stopped;
      return failed(2, begun.failure);
    }
    sayAddresses(session, output, begun.running);
    await driver.stopped;
    return isStopped(watch) ? { exitCode: ending.code } : unkept(watch);
  } finally {
    output.close();
    await Promise.all([configuration.close(), ...begun.running.map((source) => source.stop())]);
    for (const release of releases) {
      release();
    }
  }
}

/** How a watch ends whose last words could not be written. */
function unkept({ journal }: Watch): Outcome {
  return failed(
    2,
    `the last of it could not be kept: ${journal.failure?.reason ?? 'the storage does not answer'}`,
    'what senders were told is accepted is on the disk, and a restart goes on from there',
  );
}

interface Ending {
  code: ExitCode;
  /** Whether some of the input was refused, or could not be read. */
  isIncomplete: boolean;
}

function handsOf(
  { session, place, folder, secrets, metrics, plugins }: Course,
  watch: Watch,
  output: WatchShow,
  back: {
    readonly read: (isThorough: boolean) => ConfigurationReading;
    readonly give: (input: Input) => void;
    readonly heard: (event: WatchEvent) => void;
  },
): Hands {
  const { world } = session;
  const url = variable(world, 'TOWER_HEARTBEAT_URL');
  const showLife = url === undefined ? undefined : lifeSign(url, back.give);
  const kept = folder === undefined ? [] : [folder.path];
  const tools = courierToolsOf(session, { root: place.folder, secrets, kept, plugins });
  // On a screen a notification to standard output is one of the lines that are there anyway.
  const shown = output.isScreen ? { ...tools, print: () => undefined } : tools;
  return {
    clock: world.clock,
    storage: folder?.storage,
    readConfiguration: back.read,
    courierOf: liveCouriers(watch, shown),
    tell: (event) => {
      back.heard(event);
      noteEvent(metrics, event);
      output.tell(event);
      showLife?.(event);
    },
    answered: (answer) => noteAnswer(metrics, answer),
  };
}

/** As `evaluate` would end on what there was. */
function codeOf({ report }: Watch, { isIncomplete }: Ending): ExitCode {
  return isIncomplete ? 2 : (report?.exitCode ?? 0);
}

/** Ends a watch whose sources have all come to their end. */
async function atEnd(
  { sources, isOnce }: Course,
  driver: Driver,
  stop: (reason: Stopping['reason']) => void,
): Promise<void> {
  if (!sources.areFinite) {
    return;
  }
  await driver.drained(lastDeliveriesMs);
  stop(isOnce ? 'once' : 'end-of-input');
}

function sayAddresses(
  { world }: Session,
  { isScreen }: WatchShow,
  running: readonly RunningSource[],
): void {
  for (const { address } of isScreen ? [] : running) {
    if (address !== undefined) {
      world.stderr.write(`tower: takes signals at ${address}\n`);
    }
  }
}
