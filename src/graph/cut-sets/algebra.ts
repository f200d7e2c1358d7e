import { intAt } from '../integers.ts';
import { type Forest, familyOf, hiOf, loOf, none, unit, variableOf } from './forest.ts';
import { answer, ask, type Machine, slot } from './machine.ts';

/** What is made of two families of minimal sets. Of the sets of an answer none holds another one. */
const operation = { or: 0, and: 1, without: 2, trim: 3 } as const;

/** No limit of how many variables a set may have. */
export const unlimited = 0x0fff_ffff;

/** The sets of both families. */
export function askOr(machine: Machine, f: number, g: number): void {
  if (f === none || f === g) {
    machine.result = g;
  } else if (g === none) {
    machine.result = f;
  } else if (f === unit || g === unit) {
    machine.result = unit;
  } else {
    ask(machine, operation.or, Math.min(f, g), Math.max(f, g));
  }
}

/** Each set of one joined with each of the other, where that is at most `most` variables. */
export function askAnd(machine: Machine, f: number, g: number, most: number): void {
  const { least, most: largest } = machine.forest;
  if (f === none || g === none) {
    machine.result = none;
  } else if (f === unit || f === g) {
    askTrim(machine, g, most);
  } else if (g === unit) {
    askTrim(machine, f, most);
  } else if (Math.max(intAt(least, f), intAt(least, g)) > most) {
    machine.isCut = true;
    machine.result = none;
  } else {
    // A limit that nothing can reach is none, so that there is one answer for all of them.
    const isFree = intAt(largest, f) + intAt(largest, g) <= most;
    const limit = isFree ? unlimited : most;
    ask(machine, (limit << 2) | operation.and, Math.min(f, g), Math.max(f, g));
  }
}

/** The sets of the first family that hold no set of the second. */
function askWithout(machine: Machine, f: number, g: number): void {
  const { least, most } = machine.forest;
  if (f === none || g === unit || f === g) {
    machine.result = none;
  } else if (g === none || intAt(least, g) > intAt(most, f)) {
    machine.result = f;
  } else {
    ask(machine, operation.without, f, g);
  }
}

/** The sets of a family with at most `most` variables. */
function askTrim(machine: Machine, f: number, most: number): void {
  if (intAt(machine.forest.least, f) > most) {
    machine.isCut ||= f !== none;
    machine.result = none;
  } else if (intAt(machine.forest.most, f) <= most) {
    machine.result = f;
  } else {
    ask(machine, (most << 2) | operation.trim, f, none);
  }
}

/** Whether what was asked is not answered yet. */
export function isWorking(machine: Machine): boolean {
  return machine.top >= 0;
}

/** Goes on until what was asked is answered, the forest is full, or a pause is due; false where it is due. */
export function advance(machine: Machine): boolean {
  const { forest } = machine;
  const end = Math.min(machine.pauseAt, machine.stepsMax);
  while (machine.top >= 0 && machine.steps < end && !forest.isFull) {
    resume(machine);
    machine.steps += 1;
  }
  forest.isFull ||= machine.steps >= machine.stepsMax;
  return machine.top < 0 || forest.isFull;
}

function resume(machine: Machine): void {
  const { frames, top, forest } = machine;
  const stage = intAt(frames, top + slot.stage);
  frames[top + slot.stage] = stage + 1;
  if (stage === 0) {
    split(forest, frames, top);
  }
  const asked = intAt(frames, top + slot.asked);
  const code = asked & 3;
  if (code === operation.or) {
    resumeOr(machine, stage);
  } else if (code === operation.and) {
    resumeAnd(machine, stage, asked >> 2);
  } else if (code === operation.without) {
    resumeWithout(machine, stage);
  } else {
    resumeTrim(machine, stage, asked >> 2);
  }
}

/** Splits both families of a frame by the first variable of either. */
function split(forest: Forest, frames: Int32Array, top: number): void {
  const f = intAt(frames, top + slot.f);
  const g = intAt(frames, top + slot.g);
  const fVariable = variableOf(forest, f);
  const gVariable = variableOf(forest, g);
  frames[top + slot.variable] = Math.min(fVariable, gVariable);
  frames[top + slot.fLo] = fVariable <= gVariable ? loOf(forest, f) : f;
  frames[top + slot.fHi] = fVariable <= gVariable ? hiOf(forest, f) : none;
  frames[top + slot.gLo] = gVariable <= fVariable ? loOf(forest, g) : g;
  frames[top + slot.gHi] = gVariable <= fVariable ? hiOf(forest, g) : none;
}

/** What a frame holds in a place. */
function held({ frames, top }: Machine, place: number): number {
  return intAt(frames, top + place);
}

function keep(machine: Machine, place: number): void {
  machine.frames[machine.top + place] = machine.result;
}

function answerWith(machine: Machine, lo: number, hi: number): void {
  answer(machine, familyOf(machine.forest, held(machine, slot.variable), lo, hi));
}

function resumeOr(machine: Machine, stage: number): void {
  if (stage === 0) {
    askOr(machine, held(machine, slot.fLo), held(machine, slot.gLo));
  } else if (stage === 1) {
    keep(machine, slot.part);
    askOr(machine, held(machine, slot.fHi), held(machine, slot.gHi));
  } else if (stage === 2) {
    askWithout(machine, machine.result, held(machine, slot.part));
  } else {
    answerWith(machine, held(machine, slot.part), machine.result);
  }
}

/** With the variable: both have it, or either. Without it: neither has. */
function resumeAnd(machine: Machine, stage: number, most: number): void {
  if (stage === 0) {
    askOr(machine, held(machine, slot.gLo), held(machine, slot.gHi));
  } else if (stage === 1) {
    askAnd(machine, held(machine, slot.fHi), machine.result, most - 1);
  } else if (stage === 2) {
    keep(machine, slot.part);
    askAnd(machine, held(machine, slot.fLo), held(machine, slot.gHi), most - 1);
  } else if (stage === 3) {
    askOr(machine, held(machine, slot.part), machine.result);
  } else if (stage === 4) {
    keep(machine, slot.part);
    askAnd(machine, held(machine, slot.fLo), held(machine, slot.gLo), most);
  } else if (stage === 5) {
    keep(machine, slot.other);
    askWithout(machine, held(machine, slot.part), machine.result);
  } else {
    answerWith(machine, held(machine, slot.other), machine.result);
  }
}

function resumeWithout(machine: Machine, stage: number): void {
  if (variableOf(machine.forest, held(machine, slot.f)) !== held(machine, slot.variable)) {
    resumeBelow(machine, stage);
  } else if (stage === 0) {
    askWithout(machine, held(machine, slot.fLo), held(machine, slot.gLo));
  } else if (stage === 1) {
    keep(machine, slot.part);
    askWithout(machine, held(machine, slot.fHi), held(machine, slot.gLo));
  } else if (stage === 2) {
    askWithout(machine, machine.result, held(machine, slot.gHi));
  } else {
    answerWith(machine, held(machine, slot.part), machine.result);
  }
}

/** No set of the first family has the variable, so that none holds a set of the second with it. */
function resumeBelow(machine: Machine, stage: number): void {
  if (stage === 0) {
    askWithout(machine, held(machine, slot.f), held(machine, slot.gLo));
  } else {
    answer(machine, machine.result);
  }
}

function resumeTrim(machine: Machine, stage: number, most: number): void {
  if (stage === 0) {
    askTrim(machine, held(machine, slot.fLo), most);
  } else if (stage === 1) {
    keep(machine, slot.part);
    askTrim(machine, held(machine, slot.fHi), most - 1);
  } else {
    answerWith(machine, held(machine, slot.part), machine.result);
  }
}
