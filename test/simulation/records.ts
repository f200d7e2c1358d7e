import { emptyState } from '../../src/evaluate/state.ts';
import type { Letter } from '../../src/model/letter.ts';
import type { Model } from '../../src/model/model.ts';
import type { WatchEvent } from '../../src/model/watch-event.ts';
import type { StoreEffect } from '../../src/runtime/input.ts';
import type { Kept } from '../../src/runtime/journal/recover.ts';
import { savedOutbox } from '../../src/runtime/saved-outbox.ts';
import type { Watch } from '../../src/runtime/watch.ts';
import { loaded } from './configuration-disk.ts';
import { afterEntries, afterStore, type Durable, ofSnapshot } from './durable.ts';
import { must } from './law.ts';
import { type Ledger, newLedger, noteRollback, noteStep, noteSwap, rewind } from './ledger.ts';

type EventOf<Type extends WatchEvent['type']> = Extract<WatchEvent, { readonly type: Type }>;

/** Books about a watch: what it must know, what the disk has, what it may say. */
export class Records {
  ledger: Ledger;
  durable: Durable | undefined;
  /** Keys of letters that were delivered or will never be, as far as the process knows. */
  private settledKeys = new Set<string>();
  private snapshotBytes = 0;

  constructor(model: Model | undefined) {
    if (model === undefined) {
      throw new RangeError('a world begins with a configuration that is good');
    }
    this.ledger = newLedger(model, emptyState());
  }

  isAnything(): boolean {
    return this.durable !== undefined;
  }

  /** A process reads what the disk has, which may be more than it was told, but no less. */
  restarted({ snapshot, entries, snapshotBytes }: Kept): void {
    const { ledger, durable } = this;
    const isSettled = (key: string): boolean => this.settledKeys.has(key);
    const found = afterEntries(ledger, ofSnapshot(ledger, snapshot, isSettled), entries);
    must('what was kept is there', this.countIn(found) >= this.countIn(durable), () => {
      return `${this.countIn(found)} of ${this.countIn(durable)} arrivals`;
    });
    must('steps that were kept are there', found.step >= (durable?.step ?? 0), () => {
      return `${found.step} of ${durable?.step}`;
    });
    this.durable = found;
    this.snapshotBytes = snapshotBytes;
    rewind(ledger, found.step, found.pending.length);
    this.settledKeys = new Set(ledger.decided.keys()).difference(found.outstanding);
  }

  begun(watch: Watch, isFresh: boolean): void {
    if (isFresh) {
      this.ledger = newLedger(modelOf(watch), emptyState());
      this.settledKeys.clear();
      return;
    }
    const { letters, dead } = savedOutbox(watch.outbox);
    const waiting = letters.map(({ letter }) => letter.notification.key).sort();
    const expected = [...(this.durable?.outstanding ?? [])].sort();
    must('what is not settled waits', waiting.join() === expected.join(), () => {
      return `${waiting.join()}, not ${expected.join()}`;
    });
    must(
      'what is dead is not among what waits',
      dead.every(({ letter }) => !waiting.includes(letter.notification.key)),
      () => '',
    );
  }

  private countIn(durable: Durable | undefined): number {
    return durable === undefined
      ? 0
      : (this.ledger.steps[durable.step]?.taken ?? 0) + durable.pending.length;
  }

  /** What was asked for is on the disk. */
  stored(effect: StoreEffect): void {
    const { ledger, durable = { step: 0, steps: [0], pending: [], outstanding: new Set() } } = this;
    this.durable = afterStore(ledger, durable, effect, (key) => this.settledKeys.has(key));
    if (effect.kind === 'replace') {
      this.snapshotBytes = effect.bytes.length;
    }
  }

  bounded(effect: StoreEffect): void {
    const most = Math.max(8_388_608, 4 * this.snapshotBytes);
    must('a journal is bounded', effect.kind === 'replace' || effect.byteCount <= most, () => {
      return `${effect.name} has ${effect.kind === 'append' ? effect.byteCount : 0} bytes`;
    });
  }

  answered(name: string): void {
    const { ledger, durable } = this;
    const index = ledger.took.findLastIndex((one) => one.name === name);
    must(
      'nothing is accepted before it is kept',
      index >= 0 && index < this.countIn(durable),
      () => name,
    );
  }

  sent({ notification: { key } }: Letter): void {
    const decidedIn = this.ledger.decided.get(key);
    const isKept = decidedIn !== undefined && decidedIn <= (this.durable?.step ?? -1);
    must('nothing is told before it is kept', isKept, () => `${key} of step ${decidedIn}`);
    must('what is settled is not sent', !this.settledKeys.has(key), () => key);
  }

  settled({
    notification: { key },
  }: EventOf<'notification-delivered' | 'notification-dead'>): void {
    must('a letter is settled once', !this.settledKeys.has(key), () => key);
    this.settledKeys.add(key);
  }

  applied(watch: Watch | undefined, held: ReadonlySet<string>): void {
    if (watch !== undefined) {
      must('what is live was on the disk', held.has(watch.live.hash), () => watch.live.hash);
      noteSwap(this.ledger, modelOf(watch));
    }
  }

  /** Whether what is live changed. */
  rolledBack({ revision }: EventOf<'config-rolled-back'>): boolean {
    if (revision !== this.ledger.model.revision) {
      return false;
    }
    noteRollback(this.ledger);
    return true;
  }

  stepped(event: EventOf<'stepped'>): void {
    noteStep(this.ledger, event);
  }

  /** A process has stopped in good order. */
  stopped(): void {
    const { ledger, durable } = this;
    const isAll =
      durable !== undefined &&
      durable.step === ledger.steps.length - 1 &&
      this.countIn(durable) === ledger.took.length &&
      durable.pending.length === 0;
    must('who stops has kept everything and evaluated it', isAll, () => JSON.stringify(durable));
  }

  /** Keys of letters that were decided and have come to no end. */
  unsettled(): readonly string[] {
    return [...this.ledger.decided.keys()].filter((key) => !this.settledKeys.has(key));
  }
}

function modelOf({ live: { files, hash } }: Watch): Model {
  const { model } = loaded({ files, diagnostics: [], hash });
  if (model === undefined) {
    throw new RangeError('what is live is a configuration without errors');
  }
  return model;
}
