import { savedOutbox } from '../../src/runtime/saved-outbox.ts';
import { type Chance, chanceOf } from './chance.ts';
import { must, Violation } from './law.ts';
import { type Machine, realMachine } from './machine.ts';
import type { Profile } from './profile.ts';
import { World } from './world.ts';

/** What became of a world. */
export interface Outcome {
  /** The same for the same seed. */
  readonly checksum: string;
  readonly failure: Failure | undefined;
}

interface Failure {
  readonly law: string;
  /** For people: what happened last. */
  readonly story: string;
}

/** Lets a world of a seed go on until everything has been well for long, and looks at what is left. */
export function simulate(
  seed: number,
  machine: Machine = realMachine,
  profile: Partial<Profile> = {},
  prepare: (world: World) => void = () => undefined,
): Outcome {
  const world = new World(seed, machine, profile);
  prepare(world);
  try {
    live(world, seed);
    return { checksum: world.trace.checksum(), failure: undefined };
  } catch (error) {
    const law = error instanceof Violation ? error.law : 'nothing throws';
    const text = error instanceof Violation ? error.message : String((error as Error).stack);
    const lines = [
      text,
      `seed ${seed}, after ${world.trace.checksum()}; the last of them:`,
      ...world.trace.last(),
      `once more: SIMULATION_SEED=${seed} npx vitest run test/simulation/simulation.test.ts`,
    ];
    return { checksum: world.trace.checksum(), failure: { law, story: lines.join('\n') } };
  }
}

function live(world: World, seed: number): void {
  const { profile, agenda } = world;
  const chance = (name: string): Chance => chanceOf(seed, name);
  world.start();
  trouble(world, chance);
  for (const [index, sender] of world.senders.entries()) {
    const pace = chance(`pace ${index}`);
    repeat(world, pace, () => (world.isCalm ? 60_000 : profile.produceEveryMs), sender.produce);
  }
  until(world, profile.troubledMs);
  calm(world);
  until(world, agenda.now + profile.calmMs);
  atTheEnd(world);
  world.give({ kind: 'stop', reason: 'interrupted' });
  const { incarnation } = world;
  until(world, agenda.now + 60_000);
  must('who is asked to stop stops', world.incarnation > incarnation, () => '');
}

/** Everything that goes wrong, each at its own pace. */
function trouble(world: World, chance: (name: string) => Chance): void {
  const { profile, truth, editor, channels, disk } = world;
  const [power, weather, clock] = [chance('crashes'), chance('weather'), chance('clock')];
  const whileTroubled = (everyMs: number, work: () => void): void =>
    repeat(
      world,
      chance(String(everyMs)),
      () => (world.isCalm ? Number.POSITIVE_INFINITY : everyMs),
      work,
    );
  whileTroubled(profile.crashEveryMs, () => {
    world.powerLeft = power.between(1, 60);
  });
  whileTroubled(profile.stopEveryMs, () => {
    world.give({ kind: 'stop', reason: 'interrupted' });
    world.soon(8_000, () => world.crash());
  });
  whileTroubled(profile.fullEveryMs, () => {
    disk.isFull = true;
    world.agenda.after(weather.between(100, 40_000), () => {
      disk.isFull = false;
    });
  });
  whileTroubled(profile.editEveryMs, editor.edit);
  whileTroubled(profile.illnessEveryMs, () => {
    const { systems } = editor.fleet;
    const system = systems[weather.below(systems.length)] ?? '';
    if (truth.illnessOf.has(system)) {
      truth.illnessOf.delete(system);
    } else {
      truth.illnessOf.set(system, weather.pick(['slow', 'failing']));
    }
  });
  whileTroubled(profile.moodEveryMs, () => {
    const mood = channels.moodOf(weather.pick(['hook', 'pager', 'chat']));
    const kind = weather.pick(['isDown', 'isSlow', 'isMute'] as const);
    mood[kind] = !mood[kind];
  });
  whileTroubled(profile.clockEveryMs, () => {
    world.clockOff += clock.pick([-3_600_000, -90_000, -1_000, 1_000, 90_000, 3_600_000]);
    world.clockOffMax = Math.max(world.clockOffMax, world.clockOff);
    world.clockMoved();
    world.note(`the clock is off by ${world.clockOff} ms`);
  });
}

/** From here on everything is well. */
function calm(world: World): void {
  world.note('all is well from here on');
  world.isCalm = true;
  world.disk.isFull = false;
  world.channels.isCalm = true;
  for (const channel of ['hook', 'pager', 'chat']) {
    world.channels.moodOf(channel).isSlow = false;
  }
  world.powerLeft = Number.POSITIVE_INFINITY;
  world.clockOff = world.clockOffMax;
  world.clockMoved();
  world.truth.illnessOf.clear();
  // What was begun with a file comes to its end first.
  world.agenda.after(60_000, world.editor.tidy);
}

function atTheEnd(world: World): void {
  const { watch, editor, receivers, records, senders } = world;
  if (watch === undefined) {
    must('a process runs in the end', false, () => '');
    return;
  }
  const { hash } = editor.disk.reading();
  const isLive = watch.live.hash === hash;
  must('what is on the disk is live', isLive || world.takenBack.has(hash), () => {
    return `${watch.live.hash}, not ${hash}`;
  });
  const { letters } = savedOutbox(watch.outbox);
  must('all letters leave', letters.length === 0, () => JSON.stringify(letters).slice(0, 2_000));
  must('all letters come to an end', records.unsettled().length === 0, () => {
    return records.unsettled().join();
  });
  const open = watch.report?.incidents.filter(({ state }) => state !== 'resolved') ?? [];
  must('everything is well in the end', open.length === 0 || !isLive, () =>
    JSON.stringify(open).slice(0, 2_000),
  );
  for (const [lane, { notification, revision }] of receivers.last) {
    const { channel, state } = notification;
    const isHeard = watch.live.model.channels.has(channel) && !receivers.unheard.has(lane);
    // What only the configuration told that was taken back, the one before knows nothing of.
    const knows = isHeard && isLive && !world.takenBack.has(revision);
    must('who was told of a problem is told of its end', !knows || state === 'resolved', () => {
      return JSON.stringify(notification);
    });
  }
  const names = records.ledger.took.map(({ name }) => name);
  for (const sender of senders) {
    sender.check(names);
  }
}

/** Does something again and again, at random times. `everyMs` is asked each time. */
function repeat(world: World, chance: Chance, everyMs: () => number, work: () => void): void {
  // When all is well everybody is regular, so that nobody is missed.
  const share = world.isCalm ? 1 : -Math.log(1 - chance.next());
  const waitMs = Math.ceil(share * everyMs());
  if (waitMs < 1_000_000_000) {
    world.agenda.after(waitMs, () => {
      if (Number.isFinite(everyMs())) {
        work();
        repeat(world, chance, everyMs, work);
      }
    });
  }
}

function until(world: World, at: number): void {
  let isOver = false;
  world.agenda.after(at - world.agenda.now, () => {
    isOver = true;
  });
  while (!isOver && world.agenda.next()) {
    // Each event schedules what follows from it.
  }
}
