import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  effectiveAt,
  groupAt,
  levelAt,
  repropagate,
  startPropagation,
} from '../../src/graph/propagation.ts';
import { faultOf, history } from './histories.ts';

const engine = {
  startPropagation,
  repropagate,
  effectiveAt,
  groupAt,
  levelAt,
};

test('step by step is as all at once and as the book says, answers all that changed, and leaves what was told alone', () => {
  fc.assert(
    fc.property(history, (drawn) => {
      expect(faultOf(engine, drawn)).toBeUndefined();
    }),
    { numRuns: 150 },
  );
});
