import { newLoader } from '../../config/loader.ts';
import { withPlugins } from '../../config/plugin-settings.ts';
import { withReadingFaults } from '../../config/reading-faults.ts';
import { newMetrics } from '../../runtime/metrics.ts';
import { startWatch } from '../../runtime/start.ts';
import type { Watch } from '../../runtime/watch.ts';
import { failed, type Outcome } from '../outcome.ts';
import { placeOf } from '../project.ts';
import { type Session, statePath } from '../session.ts';
import { refused } from '../validation.ts';
import { secretsFolder } from '../watch/courier-tools.ts';
import { gaugesOf } from '../watch/gauges.ts';
import { type Course, goOn } from '../watch/go-on.ts';
import { pagesOf } from '../watch/pages.ts';
import { pluginsOf } from '../watch/plugins.ts';
import { readConfiguration } from '../watch/read-configuration.ts';
import { type SourceFlags, sourcesOf } from '../watch/sources.ts';
import { openStateFolder } from '../watch/state-folder.ts';

export interface WatchOptions extends SourceFlags {
  readonly state?: string;
  readonly deliver?: boolean;
  readonly secretsDir?: string;
  readonly execute?: boolean;
  readonly plugin?: readonly string[];
  readonly force?: boolean;
  readonly strict?: boolean;
}

/** Evaluates what arrives until somebody ends it, and applies changes of the configuration live. */
export async function watch(session: Session, options: WatchOptions): Promise<Outcome> {
  const place = placeOf(session);
  if ('outcome' in place) {
    return place.outcome;
  }
  if (session.formats.length > 1) {
    return failed(
      3,
      'a watch goes on, and speaks on standard output alone: `--output FORMAT=FILE` is for results',
      'redirect it: `tower watch --output json > events.ndjson`',
    );
  }
  const path = statePath(session, options.state);
  const needing = needingState(options);
  if (path === undefined && needing !== undefined) {
    return failed(
      3,
      `\`${needing}\` needs a state folder: what is accepted and told must outlive this process`,
      'name one, such as `--state var/tower`; it is made where there is none',
    );
  }
  const secrets = secretsFolder(session, options.secretsDir);
  if ('outcome' in secrets) {
    return secrets.outcome;
  }
  const plugins = await pluginsOf(session, options.plugin);
  if ('outcome' in plugins) {
    return plugins.outcome;
  }
  const metrics = newMetrics(session.version);
  const begun: { watch?: Watch } = {};
  const startedAt = session.world.clock.now();
  const pages = pagesOf({
    metrics,
    gauges: () => gaugesOf(session.world.clock, startedAt, begun.watch),
    everyMs: () => begun.watch?.live.model.settings.everyMs ?? 0,
  });
  const sources = sourcesOf(
    session,
    options,
    pages,
    () => begun.watch?.live.model.signals ?? new Map(),
  );
  if ('outcome' in sources) {
    return sources.outcome;
  }
  const folder = path === undefined ? undefined : openStateFolder(session, path);
  if (folder !== undefined && 'outcome' in folder) {
    return folder.outcome;
  }
  const outcome = await run({
    session,
    options,
    isOnce: options.once === true,
    place,
    sources,
    folder,
    secrets: secrets.folder,
    plugins,
    metrics,
    begun: (started) => {
      begun.watch = started;
    },
  });
  await folder?.release();
  return outcome;
}

/** The flag that cannot do without a state folder. */
function needingState({ deliver, execute, listen }: WatchOptions): string | undefined {
  if (deliver === true) {
    return '--deliver';
  }
  if (execute === true) {
    return '--execute';
  }
  return listen === undefined ? undefined : '--listen';
}

interface Run extends Course {
  readonly options: WatchOptions;
  readonly begun: (watch: Watch) => void;
}

async function run(given: Run): Promise<Outcome> {
  const { session, options, place, folder, plugins } = given;
  const { clock } = session.world;
  const loader = newLoader();
  // What is not carried out needs nobody who could.
  const brought = {
    channels: options.deliver === true ? plugins.checks.channels : undefined,
    executors: options.execute === true ? plugins.checks.executors : undefined,
  };
  const reading = readConfiguration(session.world, place);
  const started = startWatch(
    {
      settings: {
        load: ({ files, diagnostics }) =>
          withReadingFaults(withPlugins(loader.load(files), files, brought), diagnostics),
        clock: clock.now,
        delivers: options.deliver === true,
        executes: options.execute === true,
        force: options.force === true,
      },
      reading,
      recovered: folder?.recovered,
      isStrict: options.strict === true,
    },
    clock.now(),
  );
  if (started.watch !== undefined) {
    given.begun(started.watch);
    return goOn(given, started.watch, started.effects);
  }
  if ('message' in started) {
    return failed(2, started.message, started.help);
  }
  const texts = new Map(reading.files.map(({ path, text }) => [path, text]));
  const { diagnostics } = started;
  return refused({ files: reading.files.length, systems: 0, diagnostics }, texts);
}
