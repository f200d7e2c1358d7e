import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Diagram, newDiagram, terminal } from '../../../src/graph/availability/diagram.ts';

const variables = 5;

/** What a function holds for, by set of variables as bits. */
function tableOf({ level, high, low }: Diagram, root: number): readonly number[] {
  return Array.from({ length: 2 ** variables }, (_, set) => {
    let node = root;
    while (node > terminal.always) {
      const isSet = (set >> (level[node] ?? 0)) & 1;
      node = (isSet ? high[node] : low[node]) ?? 0;
    }
    return node;
  });
}

const steps = fc.array(fc.tuple(fc.nat(30), fc.nat(30), fc.nat(30)), { maxLength: 25 });

test('choices hold where they should, and what holds for the same is the same node', () => {
  fc.assert(
    fc.property(steps, (list) => {
      const diagram = newDiagram(variables, 4_096);
      const functions: number[] = [terminal.never, terminal.always];
      for (let level = 0; level < variables; level += 1) {
        functions.push(diagram.node(level, terminal.always, terminal.never));
      }
      const tables = functions.map((root) => tableOf(diagram, root));
      for (const places of list) {
        const [condition = 0, then = 0, otherwise = 0] = places.map(
          (place) => place % functions.length,
        );
        const root = diagram.choice(
          functions[condition] ?? 0,
          functions[then] ?? 0,
          functions[otherwise] ?? 0,
        );
        const expected = (tables[condition] ?? []).map(
          (holds, set) => tables[holds === 1 ? then : otherwise]?.[set] ?? 0,
        );
        expect(tableOf(diagram, root)).toEqual(expected);
        const known = tables.findIndex((table) => table.join() === expected.join());
        expect(known < 0 ? root : functions[known]).toBe(root);
        functions.push(root);
        tables.push(expected);
      }
    }),
    { numRuns: 150 },
  );
});

test('children have smaller numbers than their parents', () => {
  const diagram = newDiagram(3, 100);
  const [a, b, c] = [2, 1, 0].map((level) => diagram.node(level, 1, 0));
  const root = diagram.choice(a ?? 0, b ?? 0, c ?? 0);
  expect(root).toBeGreaterThan(terminal.always);
  for (let node = 2; node < diagram.size(); node += 1) {
    expect(Math.max(diagram.high[node] ?? 0, diagram.low[node] ?? 0)).toBeLessThan(node);
  }
});

test('what does not fit overflows, and so does all that is made of it', () => {
  const diagram = newDiagram(3, 4);
  const [a, b, c] = [0, 1, 2].map((level) => diagram.node(level, 1, 0));
  expect([a, b, c]).toEqual([2, 3, terminal.overflow]);
  expect(diagram.choice(a ?? 0, b ?? 0, terminal.never)).toBe(terminal.overflow);
  expect(diagram.choice(c ?? 0, terminal.always, terminal.never)).toBe(terminal.overflow);
});

test('a function of 200,000 variables needs no stack', () => {
  const count = 200_000;
  const diagram = newDiagram(count, 2 ** 20);
  let [every, any]: [number, number] = [terminal.always, terminal.never];
  for (let level = count - 1; level >= 0; level -= 2) {
    every = diagram.node(level, every, terminal.never);
    any = diagram.node(level - 1, terminal.always, any);
  }
  const both = diagram.choice(every, any, terminal.never);
  expect(both).toBeGreaterThan(terminal.always);
  // What holds for both holds for each.
  expect(diagram.choice(both, any, terminal.always)).toBe(terminal.always);
  expect(diagram.choice(both, every, both)).toBe(both);
});
