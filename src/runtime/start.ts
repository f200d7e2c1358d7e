import { emptyState, loadState } from '../evaluate/state.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Started } from '../model/watch-event.ts';
import { noArrivals } from './arrivals.ts';
import { dropGone } from './dead-letter.ts';
import { work } from './feed.ts';
import type { ConfigurationReading, Effect } from './input.ts';
import { forgetfulJournal, freshJournal, journalFrom } from './journal/journal.ts';
import type { Kept, Recovered } from './journal/recover.ts';
import { liveWith } from './live.ts';
import { noOddities } from './oddities.ts';
import { outboxCounts } from './outbox.ts';
import { newOutbox } from './postings.ts';
import { reconfigure } from './reconfigure.ts';
import { beginReading, newReload } from './reload.ts';
import { replay } from './replay.ts';
import { keepAll, turn } from './turn.ts';
import { say, type Watch, type WatchSettings } from './watch.ts';

/** What a watch begins with. */
export interface Beginning {
  readonly settings: WatchSettings;
  /** The configuration on the disk. */
  readonly reading: ConfigurationReading;
  /** What the state folder holds; undefined where nothing is kept. */
  readonly recovered: Exclude<Recovered, { readonly kind: 'unusable' }> | undefined;
  /** Whether to refuse the last good configuration where that of the disk has errors. */
  readonly isStrict: boolean;
}

/** A watch that runs, with what is to be done first; or why there is none. */
export type Start =
  | { readonly watch: Watch; readonly effects: readonly Effect[] }
  /** The configuration of the disk has errors, and there is no other to begin with. */
  | { readonly watch?: undefined; readonly diagnostics: readonly Diagnostic[] }
  /** A sentence, and what to do. */
  | { readonly watch?: undefined; readonly message: string; readonly help: string };

/** Begins a watch at an instant of the clock, in milliseconds: where the last one stopped, or from nothing. */
export function startWatch(beginning: Beginning, now: number): Start {
  const { recovered } = beginning;
  return recovered?.kind === 'kept' ? goOn(beginning, recovered, now) : startFresh(beginning, now);
}

function startFresh(beginning: Beginning, now: number): Start {
  const { settings, reading, recovered } = beginning;
  const { model, diagnostics } = settings.load(reading);
  if (model === undefined) {
    return { diagnostics };
  }
  const { files, hash } = reading;
  const journal = recovered === undefined ? forgetfulJournal() : freshJournal(recovered.obsolete);
  const watch = newWatch({
    settings,
    live: liveWith({ model, files, hash, epoch: 1, state: emptyState() }),
    journal,
    arrivals: noArrivals(),
    positions: new Map(),
    outbox: newOutbox(),
    now,
  });
  sayStarted(watch, {
    memory: recovered === undefined ? 'forgetful' : 'fresh',
    tornBytes: 0,
    isDegraded: false,
  });
  keepAll(watch);
  turn(watch, now);
  work(watch, now);
  return { watch, effects: watch.effects };
}

function goOn(beginning: Beginning, kept: Kept, now: number): Start {
  const { settings, reading, isStrict } = beginning;
  const { snapshot } = kept;
  if (snapshot.delivers !== settings.delivers) {
    return otherDelivery(snapshot.delivers);
  }
  const fromDisk = settings.load(reading);
  const isSame = snapshot.hash === reading.hash;
  const lastGood = isSame
    ? fromDisk
    : settings.load({ files: snapshot.files, diagnostics: [], hash: snapshot.hash });
  if (fromDisk.model === undefined && (isStrict || lastGood.model === undefined)) {
    return { diagnostics: fromDisk.diagnostics };
  }
  const model = lastGood.model ?? fromDisk.model;
  if (model === undefined) {
    return { diagnostics: fromDisk.diagnostics };
  }
  // A last good configuration that this version finds errors in gives way to that of the disk.
  const { files, hash } = lastGood.model === undefined ? reading : snapshot;
  const live = liveWith({
    model,
    files,
    hash,
    epoch: snapshot.epoch,
    state: loadState(snapshot.state),
  });
  const replayed = replay(live, kept);
  const { sequence, name, byteCount, snapshotBytes, obsolete, tornBytes } = kept;
  const watch = newWatch({
    settings,
    live,
    journal: journalFrom({ isKept: true, sequence, name, byteCount, snapshotBytes, obsolete }),
    ...replayed,
    now,
  });
  const isDegraded = fromDisk.model === undefined;
  sayStarted(watch, { memory: 'recovered', tornBytes, isDegraded });
  dropGone(watch, now);
  if (hash !== snapshot.hash) {
    keepAll(watch);
  }
  turn(watch, now);
  meetDisk(watch, reading, now);
  work(watch, now);
  return { watch, effects: watch.effects };
}

function otherDelivery(delivers: boolean): Start {
  return delivers
    ? {
        message:
          'the state folder is of a watch that delivers notifications, and this one would not',
        help: 'add `--deliver`, or name another folder: what nobody is sent would count as told',
      }
    : {
        message: 'the state folder is of a watch that did not deliver notifications',
        help: 'name another folder: what was only shown counts as told in this one',
      };
}

/** Compares what was live with what is on the disk, which may have changed meanwhile. */
function meetDisk(watch: Watch, reading: ConfigurationReading, now: number): void {
  if (reading.hash !== watch.live.hash) {
    beginReading(watch.reload, watch.time);
    reconfigure(watch, reading, now);
  }
}

function sayStarted(
  watch: Watch,
  begin: Pick<Started, 'memory' | 'tornBytes' | 'isDegraded'>,
): void {
  const { live, arrivals, outbox, settings, now } = watch;
  const { model } = live;
  say(watch, {
    type: 'started',
    at: now,
    name: model.name,
    revision: model.revision,
    systems: model.systems.length,
    pendingBatches: arrivals.batchCount,
    pendingNotifications: outboxCounts(outbox).letters,
    delivers: settings.delivers,
    executes: settings.executes,
    ...begin,
  });
}

function newWatch(
  parts: Pick<Watch, 'settings' | 'live' | 'journal' | 'arrivals' | 'positions' | 'outbox' | 'now'>,
): Watch {
  const { outbox, now, live } = parts;
  const time = Math.max(now, outbox.now);
  return {
    ...parts,
    report: undefined,
    reload: newReload(live.hash, time),
    probation: undefined,
    time,
    restsUntil: time,
    deadline: time,
    renewal: 'no',
    oddities: noOddities(),
    stopping: 'no',
    effects: [],
  };
}
