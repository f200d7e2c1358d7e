import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type LayerStep, layerCrossingOf } from '../../src/graph/layering.ts';
import type { Layer } from '../../src/model/model.ts';

const at = { file: 'shop.yaml', line: 1, column: 1, endLine: 1, endColumn: 1, path: '$' };

function layer(index: number, strict: boolean): Layer {
  return { name: `layer-${index}`, index, strict, at };
}

const groupById = new Map([
  ['pool', { id: 'pool', members: ['m1', 'm2', 'm3'], need: 1, spread: undefined, at }],
]);

/** The definition, a case a line, worst first. */
function stepByDefinition(from: Layer, targets: readonly Layer[]): LayerStep | undefined {
  const some = (is: (target: Layer) => boolean): boolean => targets.some(is);
  if (some(({ index }) => index < from.index)) {
    return 'up';
  }
  if (from.strict && some(({ index }) => index > from.index + 1)) {
    return 'skip';
  }
  if (some(({ index }) => index > from.index)) {
    return 'down';
  }
  return targets.length > 0 ? 'same' : undefined;
}

test('where a dependency leads is what the definition says, also to a group and from or to nowhere', () => {
  const place = fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined });
  fc.assert(
    fc.property(
      fc.tuple(place, place, place, place),
      fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
      fc.boolean(),
      ([own, ...others], strict, toGroup) => {
        const layers = strict.map((isStrict, index) => layer(index, isStrict));
        const ids = ['m1', 'm2', 'm3'];
        const layerOf = new Map<string, Layer>();
        for (const [id, index] of [
          ['web', own] as const,
          ...ids.map((id, n) => [id, others[n]] as const),
        ]) {
          const its = layers[index ?? -1];
          if (its !== undefined) {
            layerOf.set(id, its);
          }
        }
        const from = layerOf.get('web');
        const targets = (toGroup ? ids : ['m1']).flatMap((id) => layerOf.get(id) ?? []);
        const crossing = layerCrossingOf(
          { layerOf, groupById },
          { from: 'web', to: toGroup ? 'pool' : 'm1' },
        );
        expect(crossing?.step).toBe(from && stepByDefinition(from, targets));
        const named = layerOf.get(crossing?.to ?? '');
        expect(crossing && from && named && stepByDefinition(from, [named])).toBe(crossing?.step);
      },
    ),
    { numRuns: 300 },
  );
});
