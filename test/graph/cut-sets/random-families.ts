import fc from 'fast-check';
import type * as Algebra from '../../../src/graph/cut-sets/algebra.ts';
import type * as Forest from '../../../src/graph/cut-sets/forest.ts';
import type * as Machine from '../../../src/graph/cut-sets/machine.ts';
import { both, either, minimal, type Sets } from '../../oracle/families.ts';

/** What works on families, as it is or with a mistake in it. */
export interface FamilyEngine {
  readonly machineOf: typeof Machine.machineOf;
  readonly familyOf: typeof Forest.familyOf;
  readonly loOf: typeof Forest.loOf;
  readonly hiOf: typeof Forest.hiOf;
  readonly variableOf: typeof Forest.variableOf;
  readonly askOr: typeof Algebra.askOr;
  readonly askAnd: typeof Algebra.askAnd;
  readonly advance: typeof Algebra.advance;
}

const sets = fc
  .array(fc.subarray([0, 1, 2, 3, 4, 5]), { maxLength: 6 })
  .map((drawn): Sets => minimal(drawn));

/** Three families, and how many variables a set may have. */
export const families = fc.record({
  f: sets,
  g: sets,
  h: sets,
  most: fc.integer({ min: 1, max: 6 }),
});

export interface DrawnFamilies {
  readonly f: Sets;
  readonly g: Sets;
  readonly h: Sets;
  readonly most: number;
}

/** Whether joining families, and then some of what came of it, is what the book says. */
export function isRightOnFamilies(engine: FamilyEngine, { f, g, h, most }: DrawnFamilies): boolean {
  const machine = engine.machineOf(100_000);
  const [one, two, three] = [f, g, h].map((each) => familyOfSets(engine, machine, each));
  const ask = (question: () => void): number => {
    question();
    machine.pauseAt = Number.POSITIVE_INFINITY;
    engine.advance(machine);
    return machine.result;
  };
  const either1 = ask(() => engine.askOr(machine, one ?? 0, two ?? 0));
  const both1 = ask(() => engine.askAnd(machine, one ?? 0, two ?? 0, most));
  const both2 = ask(() => engine.askAnd(machine, either1, three ?? 0, most));
  const either2 = ask(() => engine.askOr(machine, both1, both2));
  const expected = [
    either(f, g),
    both(f, g, most),
    both(either(f, g), h, most),
    either(both(f, g, most), both(either(f, g), h, most)),
  ];
  return [either1, both1, both2, either2].every(
    (family, index) =>
      JSON.stringify(minimalAsIs(setsOfFamily(engine, machine, family))) ===
      JSON.stringify(expected[index]),
  );
}

/** In the order of the book, but with whatever should have been left out. */
function minimalAsIs(drawn: Sets): Sets {
  return [...drawn].sort((a, b) => (a.join() < b.join() ? -1 : 1));
}

function familyOfSets(engine: FamilyEngine, machine: Machine.Machine, drawn: Sets): number {
  const [first] = drawn;
  if (first === undefined) {
    return 0;
  }
  if (drawn.some(({ length }) => length === 0)) {
    return 1;
  }
  const variable = Math.min(...drawn.map(([least = 0]) => least));
  const hi = drawn.filter(([least]) => least === variable).map((set) => set.slice(1));
  const lo = drawn.filter(([least]) => least !== variable);
  return engine.familyOf(
    machine.forest,
    variable,
    familyOfSets(engine, machine, lo),
    familyOfSets(engine, machine, hi),
  );
}

function setsOfFamily(engine: FamilyEngine, machine: Machine.Machine, family: number): Sets {
  if (family <= 1) {
    return family === 0 ? [] : [[]];
  }
  const variable = engine.variableOf(machine.forest, family);
  return [
    ...setsOfFamily(engine, machine, engine.loOf(machine.forest, family)),
    ...setsOfFamily(engine, machine, engine.hiOf(machine.forest, family)).map((set) => [
      variable,
      ...set,
    ]),
  ];
}
