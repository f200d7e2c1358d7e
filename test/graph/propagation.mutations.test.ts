import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Engine, faultOf, history } from './histories.ts';
import { mutatedGraph } from './mutated-graph.ts';

// A property that no mistake can break shows nothing: each of these mistakes must be found.

const mistakes: readonly {
  readonly name: string;
  readonly file: string;
  readonly is: string;
  readonly becomes: string;
}[] = [
  {
    name: 'what rested on an edge that got better is not looked at again',
    file: 'wave',
    is: 'if (intAt(through, node) === edge) {',
    becomes: 'if (edge < 0) {',
  },
  {
    name: 'of two ways that are equal the one that was known stays',
    file: 'wave',
    is: '} else if (known < never && isNearer(',
    becomes: '} else if (known < 0 && isNearer(',
  },
  {
    name: 'a window that opens or closes is not passed on',
    file: 'wave',
    is: 'look(moving, node, known, -1);\n  }\n  depart(moving, node);',
    becomes: 'look(moving, node, known, -1);\n  }',
  },
  {
    name: 'a group is as a member that it can spare',
    file: 'wave',
    is: 'place: spare,',
    becomes: 'place: Math.max(0, spare - 1),',
  },
  {
    name: 'a group is not looked at when a member gets better',
    file: 'wave',
    is: 'if (!isAhead && !isBehind) {',
    becomes: 'if (!isAhead && !isBehind && after < before) {',
  },
  {
    name: 'of members that are equal the larger id decides',
    file: 'nth-member',
    is: 'ranks < 0 ||',
    becomes: 'ranks > 0 ||',
  },
  {
    name: 'a window lets failure through',
    file: 'terrains',
    is: '(own.masked[node] === 1 ? never : arrival)',
    becomes: 'arrival',
  },
  {
    name: 'a loss of exactly 20 points is too much',
    file: 'terrains',
    is: 'bearable * 100 + 50',
    becomes: 'bearable * 100 - 49',
  },
  {
    name: 'a loss is rounded down over an edge',
    file: 'terrains',
    is: 'Math.round((share * (full - level)) / 100)',
    becomes: 'Math.floor((share * (full - level)) / 100)',
  },
  {
    name: 'what once cost too much does so for ever',
    file: 'propagation',
    is: '(isNow ? 1 : -1)',
    becomes: '(isNow ? 1 : 0)',
  },
  {
    name: 'the score of an unknown system counts',
    file: 'propagation',
    is: 'level === badness.unknown ? 0 :',
    becomes: '',
  },
  {
    name: 'groups count a member as shown as it is shown now',
    file: 'relevel',
    is: 'at(changes.masked, node) === 1',
    becomes: 'at(own.masked, node) === 1',
  },
  {
    name: 'a path is kept where one of its parts has changed',
    file: 'answers',
    is: 'supports[node] = undefined;',
    becomes: '',
  },
  {
    name: 'a path that ends at a window now is not answered',
    file: 'answers',
    is: 'if (wasRoot !== isRootAt(kinds.clock, instantAt(wave.departure, node))) {',
    becomes: 'if (wasRoot === undefined) {',
  },
  {
    name: 'a dependent that no longer mentions its target is not answered',
    file: 'answers',
    is: '(isMentionedAs(kinds, kind, before) || isMentionedAs(kinds, kind, after))',
    becomes: 'isMentionedAs(kinds, kind, after)',
  },
  {
    name: 'what was reached in another order on a cycle is not answered',
    file: 'answers',
    is: 'if (before !== after && before !== never && after !== never) {',
    becomes: 'if (before === undefined) {',
  },
  {
    name: 'two systems of a cycle may name each other',
    file: 'cause',
    is: 'return at(of, node) !== at(of, target);',
    becomes: 'return true;',
  },
];

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tower-mutations-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The engine with one piece of its text replaced. */
async function mutated(mistake: (typeof mistakes)[number]): Promise<Engine> {
  const graph = mutatedGraph(folder, mistake.name, [mistake]);
  return await import(/* @vite-ignore */ pathToFileURL(join(graph, 'propagation.ts')).href);
}

test.each(mistakes)('it is found when $name', async (mistake) => {
  const engine = await mutated(mistake);
  const outcome = fc.check(
    fc.property(history, (drawn) => faultOf(engine, drawn) === undefined),
    { numRuns: 1_000, seed: 1, endOnFailure: true },
  );
  expect(outcome.failed).toBe(true);
});

// What small graphs never come to is no other case either.
test.each([
  {
    name: 'instants need more than 32 bits',
    file: 'instants',
    is: 'return full * (nodeCount + 2) >= never;',
    becomes: 'return nodeCount >= 0;',
  },
  {
    name: 'a wave begins again at its sources when anything no longer holds',
    file: 'wave',
    is: 'Math.max(patienceMin, moving.topology.ids.length >> 3)',
    becomes: '0',
  },
])('nothing is found when $name', async (variant) => {
  const engine = await mutated(variant);
  fc.assert(
    fc.property(history, (drawn) => {
      expect(faultOf(engine, drawn)).toBeUndefined();
    }),
    { numRuns: 40 },
  );
});
