import { processSignals } from '../../adapters/process-signals.ts';
import { newLoader } from '../../config/loader.ts';
import { withReadingFaults } from '../../config/reading-faults.ts';
import type { Stopping } from '../../model/watch-event.ts';
import type { RunningSource } from '../../ports/signal-source.ts';
import { startWatch } from '../../runtime/start.ts';
import type { Watch } from '../../runtime/watch.ts';
import { type ExitCode, failed, type Outcome } from '../outcome.ts';
import { type Place, placeOf } from '../project.ts';
import { type Session, statePath } from '../session.ts';
import { refused } from '../validation.ts';
import { courierTools } from '../watch/courier-tools.ts';
import { type Driver, drive } from '../watch/drive.ts';
import { type ConfigurationWatch, watchConfiguration } from '../watch/folders.ts';
import { liveCouriers } from '../watch/live-couriers.ts';
import { type EventSink, streamedOutput } from '../watch/output.ts';
import { readConfiguration } from '../watch/read-configuration.ts';
import { type SourceOptions, type Sources, sourcesOf, startSources } from '../watch/sources.ts';
import { openStateFolder, type StateFolder } from '../watch/state-folder.ts';

export interface WatchOptions extends SourceOptions {
  readonly deliver?: boolean;
  readonly secretsDir?: string;
  readonly force?: boolean;
  readonly strict?: boolean;
  readonly once?: boolean;
}

/** Evaluates what arrives until somebody ends it, and applies changes of the configuration live. */
export async function watch(session: Session, options: WatchOptions): Promise<Outcome> {
  const place = placeOf(session);
  if ('outcome' in place) {
    return place.outcome;
  }
  const path = statePath(session, options.state);
  if (path === undefined && (options.deliver === true || options.listen !== undefined)) {
    const flag = options.deliver === true ? '--deliver' : '--listen';
    return failed(
      3,
      `\`${flag}\` needs a state folder: what is accepted and told must outlive this process`,
      'name one, such as `--state var/tower`; it is made where there is none',
    );
  }
  const sources = sourcesOf(session, options, new Map());
  if ('outcome' in sources) {
    return sources.outcome;
  }
  const folder = path === undefined ? undefined : openStateFolder(session, path);
  if (folder !== undefined && 'outcome' in folder) {
    return folder.outcome;
  }
  const outcome = await run({ session, options, place, sources, folder });
  await folder?.release();
  return outcome;
}

interface Run {
  readonly session: Session;
  readonly options: WatchOptions;
  readonly place: Place;
  readonly sources: Extract<Sources, { readonly sources: unknown }>;
  readonly folder: StateFolder | undefined;
}

async function run({ session, options, place, sources, folder }: Run): Promise<Outcome> {
  const { clock } = session.world;
  const reading = readConfiguration(session.world, place);
  const loader = newLoader();
  const started = startWatch(
    {
      settings: {
        load: ({ files, diagnostics }) => withReadingFaults(loader.load(files), diagnostics),
        clock: clock.now,
        delivers: options.deliver === true,
        force: options.force === true,
      },
      reading,
      recovered: folder?.recovered,
      isStrict: options.strict === true,
    },
    clock.now(),
  );
  if (started.watch === undefined) {
    if ('message' in started) {
      return failed(2, started.message, started.help);
    }
    const texts = new Map(reading.files.map(({ path, text }) => [path, text]));
    const { diagnostics } = started;
    return refused({ files: reading.files.length, systems: 0, diagnostics }, texts);
  }
  const output = streamedOutput(session);
  const { folder: root } = place;
  const { secretsDir: secretsFolder } = options;
  const kept = folder === undefined ? [] : [folder.path];
  const driver: Driver = drive(started.watch, started.effects, {
    clock,
    storage: folder?.storage,
    readConfiguration: () => {
      const now = readConfiguration(session.world, place);
      configuration.follow(now.files);
      return now;
    },
    courierOf: liveCouriers(started.watch, courierTools(session, { root, secretsFolder, kept })),
    tell: output.tell,
  });
  const configuration = watchConfiguration(place, reading.files, driver.give);
  return untilStopped(session, {
    watch: started.watch,
    driver,
    output,
    sources,
    options,
    configuration,
  });
}

interface Going {
  readonly watch: Watch;
  readonly driver: Driver;
  readonly output: EventSink;
  readonly sources: Run['sources'];
  readonly options: WatchOptions;
  readonly configuration: ConfigurationWatch;
}

async function untilStopped(session: Session, going: Going): Promise<Outcome> {
  const { driver, output, sources, configuration } = going;
  let exitCode: ExitCode = 0;
  const stop = (reason: Stopping['reason'], code: ExitCode = 0): void => {
    exitCode = code;
    driver.give({ kind: 'stop', reason });
  };
  const releases = [
    session.world.interrupts.watch(() => stop('interrupted', 130)),
    processSignals.watch('SIGTERM', () => stop('interrupted')),
    processSignals.watch('SIGHUP', () => driver.give({ kind: 'files-touched' })),
  ];
  let running: readonly RunningSource[] = [];
  try {
    const begun = await startSources(sources.sources, driver, () => stop('end-of-input'));
    running = begun.running;
    if (begun.failure !== undefined) {
      return failed(2, begun.failure);
    }
    for (const { address } of running) {
      if (address !== undefined) {
        session.world.stderr.write(`tower: takes signals at ${address}\n`);
      }
    }
    if (going.options.once === true) {
      stop('once');
    }
    await driver.stopped;
    return { exitCode };
  } finally {
    await Promise.all([configuration.close(), ...running.map((source) => source.stop())]);
    output.close();
    for (const release of releases) {
      release();
    }
  }
}
