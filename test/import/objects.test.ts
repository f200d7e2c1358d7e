import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backstageOf } from '../../src/import/backstage.ts';
import { identified } from '../../src/import/identify.ts';
import { kubernetesOf } from '../../src/import/kubernetes.ts';
import type { ReadImport } from '../../src/import/reading.ts';
import type { SourceFile } from '../../src/model/diagnostic.ts';
import { runs } from '../fuzz/seed.ts';
import { entities, inJson, manifests } from './sources.ts';

type Reader = (files: readonly SourceFile[]) => ReadImport;

/** An import without places, which move with what they belong to. */
function withoutPlaces({ imported, diagnostics }: ReadImport): object {
  return {
    systems: imported?.systems.map(({ at: _, labels, ...system }) => ({
      ...system,
      labels: [...labels],
    })),
    calls: imported?.calls.map(({ at: _, ...call }) => call),
    told: diagnostics.map(({ code, message }) => `${code} ${message}`).sort(),
  };
}

/** Objects dealt out to some files, in one order and in another. */
const dealt = (objects: fc.Arbitrary<readonly object[]>) =>
  objects.chain((list) =>
    fc.record({
      list: fc.constant(list),
      shuffled: fc.shuffledSubarray([...list], { minLength: list.length }),
      count: fc.integer({ min: 1, max: 3 }),
      isList: fc.boolean(),
    }),
  );

function filesOf(
  objects: readonly object[],
  count: number,
  isList: boolean,
): readonly SourceFile[] {
  return Array.from({ length: count }, (_, index) => {
    const own = objects.filter((_object, at) => at % count === index);
    return {
      path: `${count - index}.yaml`,
      text: inJson(isList ? [{ apiVersion: 'v1', kind: 'List', items: own }] : own),
    };
  });
}

test.each<[string, Reader, fc.Arbitrary<readonly object[]>]>([
  ['Kubernetes', kubernetesOf, manifests],
  ['Backstage', backstageOf, entities],
])(
  'the order of objects and files of %s does not matter, and ids are distinct',
  (_name, reader, objects) => {
    const nothing = { systems: [], systemById: new Map(), groupById: new Map() };
    let imports = 0;
    fc.assert(
      fc.property(dealt(objects), ({ list, shuffled, count, isList }) => {
        const once = reader(filesOf(list, 1, false));
        expect(withoutPlaces(reader(filesOf(shuffled, count, isList)))).toEqual(
          withoutPlaces(once),
        );
        if (once.imported !== undefined) {
          const ids = [...identified(once.imported, nothing).idByName.values()];
          imports += 1;
          expect(new Set(ids).size).toBe(ids.length);
        }
      }),
      runs(150),
    );
    expect(imports).toBeGreaterThan(50);
  },
);
