import type { WatchEvent } from '../../src/model/watch-event.ts';
import type { Answer } from '../../src/ports/signal-source.ts';
import type { ConfigurationReading, Effect, Input, StoreEffect } from '../../src/runtime/input.ts';
import type { Watch } from '../../src/runtime/watch.ts';
import { type Agenda, newAgenda } from './agenda.ts';
import { type Chance, chanceOf } from './chance.ts';
import { type Channels, newChannels } from './channels.ts';
import { loaded, readingOf } from './configuration-disk.ts';
import { type Editor, newEditor } from './editor.ts';
import { must } from './law.ts';
import { type Machine, realMachine } from './machine.ts';
import { newPoison, type Poison } from './poison.ts';
import { type Profile, profileOf } from './profile.ts';
import { newReceivers, type Receivers } from './receivers.ts';
import { Records } from './records.ts';
import { type Handed, httpSender, type Sender, type Truth, tail } from './senders.ts';
import { newStateDisk, type StateDisk } from './state-disk.ts';
import { newTrace, type Trace } from './trace.ts';

const beginsAt = Date.parse('2026-11-21T10:00:00Z');

/** Everything around a watch, from one seed: time, disks, people, senders, receivers, and power cuts. */
export class World {
  readonly agenda: Agenda = newAgenda();
  readonly trace: Trace = newTrace();
  readonly profile: Profile;
  readonly disk: StateDisk;
  readonly editor: Editor;
  readonly channels: Channels;
  readonly receivers: Receivers = newReceivers();
  readonly records: Records;
  readonly truth: Truth = { illnessOf: new Map() };
  readonly senders: readonly Sender[];
  readonly poison: Poison;
  /** Hashes and revisions of configurations whose evaluation failed. */
  readonly takenBack = new Set<string>();
  /** The process that runs, if one does. */
  watch: Watch | undefined;
  incarnation = 0;
  isCalm = false;
  /** By how much the clock of the machine is wrong, in milliseconds. */
  clockOff = 0;
  clockOffMax = 0;
  /** Effects that are carried out before the power goes. */
  powerLeft = Number.POSITIVE_INFINITY;
  private readonly machine: Machine;
  private readonly power: Chance;
  private readonly latency: Chance;
  private readonly reading: Chance;
  private readonly handed = new Map<number, Handed>();
  private tickets = 0;
  private timer = 0;
  private hastyTicks = 0;
  private steppedAt = Number.NEGATIVE_INFINITY;
  private isSwapped = false;

  constructor(seed: number, machine: Machine = realMachine, profile: Partial<Profile> = {}) {
    const chance = (name: string): Chance => chanceOf(seed, name);
    this.machine = machine;
    this.profile = { ...profileOf(chance('profile')), ...profile };
    this.power = chance('power');
    this.latency = chance('latency');
    this.reading = chance('reading');
    this.disk = newStateDisk(chance('disk'));
    this.channels = newChannels(this.agenda, chance('channels'));
    const watching = chance('watching');
    this.editor = newEditor(this.agenda, chance('editor'), () => {
      if (this.isCalm || !watching.isLucky(this.profile.unnoticed)) {
        this.soon(watching.below(60), () => this.give({ kind: 'files-touched' }));
      }
    });
    this.records = new Records(loaded(this.editor.disk.reading()).model);
    this.poison = newPoison(this.profile.isPoisoned ? chance('poison') : undefined);
    const surroundings = (name: string) => ({
      agenda: this.agenda,
      chance: chance(name),
      clock: () => this.clock(),
      fleet: () => this.editor.fleet,
      hand: (handed: Handed) => this.hand(handed),
      isCalm: () => this.isCalm,
    });
    this.senders = [
      httpSender(surroundings('first'), this.truth, {
        host: 'one',
        fillBytes: this.profile.fillBytes,
      }),
      httpSender(surroundings('second'), this.truth, { host: 'two', fillBytes: 0 }),
      tail(surroundings('tail'), this.truth, '/var/log/signals.ndjson'),
    ];
  }

  clock(): number {
    return beginsAt + this.agenda.now + this.clockOff;
  }

  note(line: string): void {
    this.trace.note(this.agenda.now, line);
  }

  /** To a watch, a clock that was set on is time that passed. */
  clockMoved(): void {
    this.steppedAt = Number.NEGATIVE_INFINITY;
  }

  /** Does something later, if the process still lives then. */
  soon(ms: number, work: () => void): void {
    const { incarnation } = this;
    this.agenda.after(ms, () => {
      if (this.watch !== undefined && incarnation === this.incarnation) {
        work();
      }
    });
  }

  /** Starts a process on what the disk has. */
  start(): void {
    this.incarnation += 1;
    const recovered = this.machine.recover(this.disk.folder());
    if (recovered.kind === 'unusable') {
      must('a state folder can be used', false, () => recovered.message);
      return;
    }
    const found = realMachine.recover(this.disk.folder());
    if (found.kind === 'kept') {
      this.records.restarted(found);
    } else {
      must('nothing is forgotten', !this.records.isAnything(), () => 'the folder is empty');
    }
    const reading = this.editor.disk.reading();
    const settings = {
      load: (one: ConfigurationReading) => this.poison.loaded(one),
      clock: () => this.clock() + this.latency.below(this.profile.workMsMax + 1),
      delivers: true,
      executes: true,
      force: this.profile.force,
    };
    const begun = this.machine.start(
      { settings, reading, recovered, isStrict: false },
      this.clock(),
    );
    if (begun.watch === undefined) {
      this.note(`the configuration cannot be used yet: ${reading.hash}`);
      must('a watch starts on the last good configuration', recovered.kind === 'empty', () => '');
      this.agenda.after(1_000, () => this.start());
      return;
    }
    this.note(`process ${this.incarnation} starts on a folder that is ${recovered.kind}`);
    this.watch = begun.watch;
    this.steppedAt = Number.NEGATIVE_INFINITY;
    this.hastyTicks = 0;
    this.records.begun(begun.watch, recovered.kind === 'empty');
    this.carryOut(begun.effects);
    for (const sender of this.senders) {
      sender.restarted(begun.watch.positions);
    }
  }

  /** Feeds the process. */
  give(input: Input): void {
    const { watch } = this;
    if (watch === undefined) {
      return;
    }
    const effects = this.machine.feed(watch, input, this.clock());
    if (input.kind === 'batches') {
      const isHeld = !effects.some((one) => one.kind === 'answer' && one.ticket === input.ticket);
      const took = this.handed.get(input.ticket)?.took;
      if (isHeld && took !== undefined) {
        this.records.ledger.took.push(took);
      }
      must('what is no batch is refused', !isHeld || took !== undefined, () => input.file.path);
    }
    this.carryOut(effects);
  }

  /** The power goes. */
  crash(): void {
    this.note(`process ${this.incarnation} is killed`);
    this.end();
    this.disk.crash();
  }

  /** The process is gone. */
  end(): void {
    this.watch = undefined;
    this.powerLeft = Number.POSITIVE_INFINITY;
    this.handed.clear();
    this.poison.disarm();
    this.timer += 1;
    this.agenda.after(this.isCalm ? 1_000 : this.power.pick([0, 1_000, 20_000]), () =>
      this.start(),
    );
  }

  private carryOut(effects: readonly Effect[]): void {
    const { watch } = this;
    for (const effect of effects) {
      this.powerLeft -= 1;
      if (this.powerLeft <= 0) {
        this.crash();
        return;
      }
      this.perform(effect);
      if (this.watch !== watch) {
        return;
      }
    }
    this.rest();
  }

  private rest(): void {
    const { watch } = this;
    if (watch === undefined) {
      return;
    }
    if (this.machine.isStopped(watch)) {
      this.note(`process ${this.incarnation} has stopped`);
      this.records.stopped();
      this.end();
      return;
    }
    const waitMs = Math.ceil(this.machine.nextAt(watch) - this.clock());
    this.hastyTicks = waitMs <= 0 ? this.hastyTicks + 1 : 0;
    must('nothing is waited for that is past', this.hastyTicks < 20, () => `${waitMs} ms`);
    this.timer += 1;
    const own = this.timer;
    if (waitMs < 2_000_000_000) {
      this.soon(waitMs, () => {
        if (own === this.timer) {
          this.give({ kind: 'tick' });
        }
      });
    }
  }

  private perform(effect: Effect): void {
    switch (effect.kind) {
      case 'append':
      case 'replace':
        this.store(effect);
        return;
      case 'answer':
        this.answer(effect.ticket, effect.answer);
        return;
      case 'read-configuration':
        this.read();
        return;
      case 'send':
        this.send(effect);
        return;
      case 'say':
        this.hear(effect.event);
        return;
    }
  }

  private store(effect: StoreEffect): void {
    this.disk.begin(effect);
    this.records.bounded(effect);
    this.note(`store ${effect.kind} ${effect.name} ${effect.bytes.length}`);
    this.soon(this.latency.below(this.isCalm ? 10 : this.profile.storeMsMax), () => {
      const failure = this.disk.end();
      this.note(`stored ${failure ?? ''}`);
      if (failure === undefined) {
        this.records.stored(effect);
      }
      this.give({ kind: 'stored', ...(failure === undefined ? {} : { failure }) });
    });
  }

  private hand(handed: Handed): boolean {
    if (this.watch === undefined) {
      return false;
    }
    this.tickets += 1;
    this.handed.set(this.tickets, handed);
    this.give({ kind: 'batches', ticket: this.tickets, ...handed.arrival });
    return true;
  }

  private answer(ticket: number, answer: Answer): void {
    const handed = this.handed.get(ticket);
    must('an answer is given once', handed !== undefined, () => `${ticket}`);
    if (handed === undefined) {
      return;
    }
    this.handed.delete(ticket);
    const { path } = handed.arrival.file;
    this.note(`answer ${path} ${answer.kind}`);
    if (answer.kind === 'accepted') {
      this.records.answered(path);
    }
    must(
      'batches are not refused',
      answer.kind !== 'refused' || handed.took === undefined,
      () => path,
    );
    this.soon(this.latency.below(5), () => handed.answered(answer));
  }

  /** Files may be written while they are read. */
  private read(): void {
    const early = new Map(this.editor.disk.files);
    this.soon(this.reading.below(25), () => {
      const { files } = this.editor.disk;
      const mixed = new Map(
        [...files].filter(([path]) => early.has(path) || this.reading.isLucky(0.5)),
      );
      for (const [path, text] of early) {
        if (this.reading.isLucky(0.5)) {
          mixed.set(path, text);
        }
      }
      this.give({ kind: 'configuration-read', reading: readingOf(mixed) });
    });
  }

  private send({ letter }: Extract<Effect, { readonly kind: 'send' }>): void {
    const { incarnation, watch } = this;
    const { key, channel, sequence, title } = letter.notification;
    this.records.sent(letter);
    this.receivers.sent(letter);
    this.note(`send ${channel} ${sequence} ${key} ${title}`);
    if (watch?.live.model.channels.has(channel) !== true) {
      const reason = 'there is no such channel';
      this.soon(0, () => this.give({ kind: 'sent', key, delivery: { kind: 'refused', reason } }));
      return;
    }
    this.channels.send(letter, {
      received: () => this.receivers.receive(letter, incarnation),
      settled: (delivery) => {
        if (this.watch === undefined || incarnation !== this.incarnation) {
          return;
        }
        if (delivery.kind === 'delivered') {
          this.receivers.confirmed(key, incarnation);
        }
        this.give({ kind: 'sent', key, delivery });
      },
    });
  }

  private hear(event: WatchEvent): void {
    this.note(`say ${event.type}`);
    switch (event.type) {
      case 'stepped':
        this.heardStep(event);
        return;
      case 'config-applied':
        this.isSwapped = true;
        this.records.applied(this.watch, this.editor.disk.held);
        this.poison.arm(this.watch);
        this.receivers.reachable(this.watch?.live.model.channels ?? new Map());
        return;
      case 'config-rolled-back':
        // Going back is a step at once, as going on is.
        this.isSwapped = true;
        this.takenBack.add(this.watch?.reload.rejectedHash ?? '');
        this.takenBack.add(event.revision);
        if (this.records.rolledBack(event)) {
          this.receivers.recount();
        }
        return;
      case 'config-held':
        this.soon(this.isCalm ? 1_000 : this.latency.below(60_000), () =>
          this.give({ kind: 'confirmed' }),
        );
        return;
      case 'notification-delivered':
      case 'notification-dead':
        this.records.settled(event);
        if (event.type === 'notification-dead') {
          this.receivers.dead(event);
        }
        return;
      default:
        return;
    }
  }

  private heardStep(event: Extract<WatchEvent, { readonly type: 'stepped' }>): void {
    const { isSwapped } = this;
    this.isSwapped = false;
    this.records.stepped(event);
    this.poison.stepped();
    if (!isSwapped && this.watch?.stopping === 'no') {
      const restMs = this.agenda.now - this.steppedAt;
      must('steps leave time for others', restMs >= 50, () => `${restMs} ms`);
      this.steppedAt = this.agenda.now;
    }
  }
}
