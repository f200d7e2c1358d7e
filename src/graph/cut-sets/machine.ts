import { intAt, longer } from '../integers.ts';
import { mixed } from '../mixed.ts';
import { emptyForest, type Forest, none } from './forest.ts';

/** The places of a frame: what is asked, how far the answer is, and what it is made of. */
export const slot = {
  /** The operation, and how many variables a set may have. */
  asked: 0,
  f: 1,
  g: 2,
  stage: 3,
  /** The first variable of both families; what of each is without it and what was with it. */
  variable: 4,
  fLo: 5,
  fHi: 6,
  gLo: 7,
  gHi: 8,
  /** Parts of the answer. */
  part: 9,
  other: 10,
} as const;

const frameSize = 11;

/** Integers for each question that is remembered: what was asked, and the answer. */
const memorySize = 4;
/** Small at first, and never much larger than what is close to the processor: asking again is cheaper than waiting for memory. */
const memoryCountMin = 1 << 12;
const memoryCountMax = 1 << 18;

/** How many steps may be taken for each family that there may be. */
const stepsEach = 32;

/** How many steps are taken before somebody else has a turn. */
export const stepsBetween = 1 << 14;

/**
 * Operations on families recur on diagrams as deep as there are variables, so that their frames stand in an array, and work can
 * stop between any two steps. Answers are kept in a table with one place for each hash, which forgets what was there: the
 * integers of a question are compared, never a number that packs them.
 */
export interface Machine {
  readonly forest: Forest;
  memory: Int32Array;
  frames: Int32Array;
  /** Where the frame begins that is worked on, negative where there is none. */
  top: number;
  /** The answer to the last question. */
  result: number;
  /** How many steps have been taken. */
  steps: number;
  readonly stepsMax: number;
  /** After how many steps somebody else has a turn. */
  pauseAt: number;
  /** Whether a set was left out because it has too many variables. */
  isCut: boolean;
}

export function machineOf(countMax: number): Machine {
  return {
    forest: emptyForest(countMax),
    memory: emptyMemory(memoryCountMin),
    frames: new Int32Array(256 * frameSize),
    top: -frameSize,
    result: none,
    steps: 0,
    stepsMax: stepsEach * countMax,
    pauseAt: stepsBetween,
    isCut: false,
  };
}

function emptyMemory(count: number): Int32Array {
  return new Int32Array(memorySize * count).fill(-1);
}

/** Answers a question about two families from memory, or begins to work on it. */
export function ask(machine: Machine, asked: number, f: number, g: number): void {
  const { memory } = machine;
  const place = placeOf(memory, asked, f, g);
  if (
    intAt(memory, place) === f &&
    intAt(memory, place + 1) === g &&
    intAt(memory, place + 2) === asked
  ) {
    machine.result = intAt(memory, place + 3);
    return;
  }
  machine.top += frameSize;
  if (machine.top === machine.frames.length) {
    machine.frames = longer(machine.frames, 2 * machine.frames.length);
  }
  enlargeMemory(machine);
  const { frames, top } = machine;
  frames[top + slot.asked] = asked;
  frames[top + slot.f] = f;
  frames[top + slot.g] = g;
  frames[top + slot.stage] = 0;
}

/** Memory grows with the forest. What it held is asked again. */
function enlargeMemory(machine: Machine): void {
  const memoryCount = machine.memory.length / memorySize;
  if (machine.forest.count > memoryCount && memoryCount < memoryCountMax) {
    machine.memory = emptyMemory(4 * memoryCount);
  }
}

/** Ends the work on a frame, and remembers the answer. */
export function answer(machine: Machine, family: number): void {
  const { memory, frames, top } = machine;
  const asked = intAt(frames, top + slot.asked);
  const f = intAt(frames, top + slot.f);
  const g = intAt(frames, top + slot.g);
  const place = placeOf(memory, asked, f, g);
  memory[place] = f;
  memory[place + 1] = g;
  memory[place + 2] = asked;
  memory[place + 3] = family;
  machine.top = top - frameSize;
  machine.result = family;
}

function placeOf(memory: Int32Array, asked: number, f: number, g: number): number {
  // The length is a power of two, and so is the size of an entry.
  return (mixed(f, g, asked) * memorySize) & (memory.length - 1);
}
