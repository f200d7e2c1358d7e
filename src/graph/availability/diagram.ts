import { intAt } from '../integers.ts';
import { mixed } from '../mixed.ts';

/** The functions that never and that always hold. Where the budget of nodes is exceeded, an answer is `overflow`. */
export const terminal = { never: 0, always: 1, overflow: -1 } as const;

/**
 * A reduced ordered binary decision diagram (Bryant, 1986). A function is the number of its first node; children have smaller
 * numbers than their parents, so that whoever goes through the nodes in order meets children first, without a stack.
 */
export interface Diagram {
  /** How many nodes there are, the two terminals included. */
  readonly size: () => number;
  /** By node, the variable that it asks; `variableCount` for the terminals. */
  readonly level: Int32Array;
  /** By node, what holds where the variable has failed, and where it has not. */
  readonly high: Int32Array;
  readonly low: Int32Array;
  /** What asks one variable, before all that the other two ask. */
  readonly node: (level: number, high: number, low: number) => number;
  /** `then` where the condition holds, `otherwise` elsewhere. */
  readonly choice: (condition: number, then: number, otherwise: number) => number;
}

/** An empty diagram that may grow to some nodes. All of its memory is reserved at once. */
export function newDiagram(variableCount: number, nodeMax: number): Diagram {
  const level = new Int32Array(nodeMax);
  const high = new Int32Array(nodeMax);
  const low = new Int32Array(nodeMax);
  level[0] = variableCount;
  level[1] = variableCount;
  const tableMask = 2 ** (33 - Math.clz32(nodeMax)) - 1;
  const table = new Int32Array(tableMask + 1);
  let size = 2;

  const node = (its: number, then: number, otherwise: number): number => {
    if (then === otherwise) {
      return then;
    }
    let slot = mixed(its, then, otherwise) & tableMask;
    for (let known = intAt(table, slot); known !== 0; known = intAt(table, slot)) {
      if (
        intAt(high, known) === then &&
        intAt(low, known) === otherwise &&
        intAt(level, known) === its
      ) {
        return known;
      }
      slot = (slot + 1) & tableMask;
    }
    if (size === nodeMax) {
      return terminal.overflow;
    }
    level[size] = its;
    high[size] = then;
    low[size] = otherwise;
    table[slot] = size;
    size += 1;
    return size - 1;
  };
  return {
    size: () => size,
    level,
    high,
    low,
    node,
    choice: choosing({ level, high, low, node }, variableCount, nodeMax),
  };
}

const unknown = -2;
/** Words of a frame: the level to make a node at, or -1 for a question; condition, then, otherwise. Words of an answer likewise. */
const frameSize = 4;

/** Questions that were answered before. */
interface Answers {
  /** What is known of a question, or `unknown`. */
  readonly find: (condition: number, then: number, otherwise: number) => number;
  readonly keep: (condition: number, then: number, otherwise: number, answer: number) => void;
}

/**
 * A table in which a newer answer takes the place of an older one. Whole questions are compared, never sums of them, so that
 * forgetting costs time and nothing else.
 */
function answersFor(nodeMax: number): Answers {
  const mask = 2 ** (31 - Math.clz32(nodeMax)) - 1;
  const answers = new Int32Array((mask + 1) * frameSize);
  return {
    find: (condition, then, otherwise) => {
      const place = (mixed(condition, then, otherwise) & mask) * frameSize;
      const isKnown =
        intAt(answers, place) === condition &&
        intAt(answers, place + 1) === then &&
        intAt(answers, place + 2) === otherwise;
      return isKnown ? intAt(answers, place + 3) : unknown;
    },
    keep: (condition, then, otherwise, answer) => {
      const place = (mixed(condition, then, otherwise) & mask) * frameSize;
      answers[place] = condition;
      answers[place + 1] = then;
      answers[place + 2] = otherwise;
      answers[place + 3] = answer;
    },
  };
}

/** If-then-else over a diagram, with a stack of its own: a function may ask as many variables as there are systems. */
function choosing(
  { level, high, low, node }: Pick<Diagram, 'level' | 'high' | 'low' | 'node'>,
  variableCount: number,
  nodeMax: number,
): Diagram['choice'] {
  const answers = answersFor(nodeMax);
  const frames = new Int32Array((variableCount + 2) * 2 * frameSize);
  const values = new Int32Array(variableCount + 3);
  let frameCount = 0;
  let valueCount = 0;

  const push = (its: number, condition: number, then: number, otherwise: number): void => {
    const place = frameCount * frameSize;
    frames[place] = its;
    frames[place + 1] = condition;
    frames[place + 2] = then;
    frames[place + 3] = otherwise;
    frameCount += 1;
  };
  /** Answers what needs no nodes or was answered before; puts the parts of all else on the stack. */
  const ask = (asked: number, ifSo: number, ifNot: number): void => {
    let condition = asked;
    let then = ifSo === condition ? terminal.always : ifSo;
    let otherwise = ifNot === condition ? terminal.never : ifNot;
    // Both can be turned around: of the two ways to ask, one is asked.
    if (otherwise === terminal.never && then > terminal.always && then < condition) {
      [condition, then] = [then, condition];
    } else if (then === terminal.always && otherwise > terminal.always && otherwise < condition) {
      [condition, otherwise] = [otherwise, condition];
    }
    const easy = simple(condition, then, otherwise);
    const known = easy === unknown ? answers.find(condition, then, otherwise) : easy;
    if (known === unknown) {
      split(condition, then, otherwise);
    } else {
      values[valueCount] = known;
      valueCount += 1;
    }
  };
  const split = (condition: number, then: number, otherwise: number): void => {
    const rest = Math.min(intAt(level, then), intAt(level, otherwise));
    const its = Math.min(intAt(level, condition), rest);
    push(its, condition, then, otherwise);
    push(-1, side(low, condition, its), side(low, then, its), side(low, otherwise, its));
    push(-1, side(high, condition, its), side(high, then, its), side(high, otherwise, its));
  };
  const side = (children: Int32Array, one: number, its: number): number =>
    intAt(level, one) === its ? intAt(children, one) : one;
  /** Joins the answers of both parts of a question, and remembers it. */
  const join = (place: number): number => {
    valueCount -= 2;
    const [then, otherwise] = [intAt(values, valueCount), intAt(values, valueCount + 1)];
    const joined = node(intAt(frames, place), then, otherwise);
    values[valueCount] = joined;
    valueCount += 1;
    answers.keep(
      intAt(frames, place + 1),
      intAt(frames, place + 2),
      intAt(frames, place + 3),
      joined,
    );
    return joined;
  };

  return (condition, then, otherwise) => {
    if (condition < 0 || then < 0 || otherwise < 0) {
      return terminal.overflow;
    }
    frameCount = 0;
    valueCount = 0;
    push(-1, condition, then, otherwise);
    while (frameCount > 0) {
      frameCount -= 1;
      const place = frameCount * frameSize;
      if (intAt(frames, place) < 0) {
        ask(intAt(frames, place + 1), intAt(frames, place + 2), intAt(frames, place + 3));
      } else if (join(place) === terminal.overflow) {
        return terminal.overflow;
      }
    }
    return intAt(values, 0);
  };
}

function simple(condition: number, then: number, otherwise: number): number {
  if (condition <= terminal.always) {
    return condition === terminal.always ? then : otherwise;
  }
  if (then === otherwise) {
    return then;
  }
  return then === terminal.always && otherwise === terminal.never ? condition : unknown;
}
