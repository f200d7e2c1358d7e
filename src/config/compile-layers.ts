import { type LayerCrossing, layerCrossingOf, violatesLayers } from '../graph/layering.ts';
import type { Dependency, Layer, Model, System } from '../model/model.ts';
import type { Problems } from './problems.ts';
import { selects } from './select.ts';
import { placeIn, type Tree } from './tree.ts';

type Layering = Pick<Model, 'layers' | 'layerOf'>;

/** The layers of a topology and who is in which. Tells two of one name, systems in two of them, and dependencies against their order. */
export function compileLayers(
  tree: Tree,
  model: Pick<Model, 'systems' | 'groupById' | 'catalog'>,
  problems: Problems,
): Layering {
  if (tree.layers.length === 0) {
    return { layers: [], layerOf: new Map() };
  }
  const layers = tree.layers.map(
    (item, index): Layer => ({
      name: item.value.name,
      index,
      strict: item.value.strict ?? false,
      at: placeIn(item, ['name']),
    }),
  );
  checkNames(layers, problems);
  const matches = tree.layers.map(({ value }) => selects(value.match, model.catalog.types));
  const layerOf = new Map<string, Layer>();
  for (const system of model.systems) {
    const [layer, other] = layers.filter(({ index }) => matches[index]?.(system) === true);
    if (layer !== undefined) {
      layerOf.set(system.id, layer);
    }
    if (layer !== undefined && other !== undefined) {
      tellBoth(system, [layer, other], problems);
    }
  }
  checkDependencies({ ...model, layers, layerOf }, problems);
  return { layers, layerOf };
}

function checkNames(layers: readonly Layer[], problems: Problems): void {
  const byName = new Map<string, Layer>();
  for (const layer of layers) {
    const earlier = byName.get(layer.name);
    if (earlier === undefined) {
      byName.set(layer.name, layer);
    } else {
      problems.tell('layer/duplicate-name', layer.at, `two layers are called \`${layer.name}\``, {
        related: [{ message: 'the other one stands here', at: earlier.at }],
        help: 'rename one of them',
      });
    }
  }
}

function tellBoth(
  system: System,
  [layer, other]: readonly [Layer, Layer],
  problems: Problems,
): void {
  problems.tell(
    'layer/several-layers',
    system.at,
    `\`${system.id}\` is in layer \`${layer.name}\` and in layer \`${other.name}\``,
    {
      related: [layer, other].map(({ name, at }) => ({
        message: `layer \`${name}\` is defined here`,
        at,
      })),
      help: 'narrow one of them, such as by `not`',
    },
  );
}

function checkDependencies(
  model: Layering & Pick<Model, 'systems' | 'groupById'>,
  problems: Problems,
): void {
  for (const { dependsOn } of model.systems) {
    for (const dependency of dependsOn) {
      const crossing = layerCrossingOf(model, dependency);
      if (crossing !== undefined && violatesLayers(crossing.step)) {
        tellViolation(model, dependency, crossing, problems);
      }
    }
  }
}

function tellViolation(
  { layers, layerOf }: Layering,
  { from, to, at }: Dependency,
  crossing: LayerCrossing,
  problems: Problems,
): void {
  const [own, other] = [layerOf.get(from), layerOf.get(crossing.to)];
  if (own === undefined || other === undefined) {
    return;
  }
  const through = crossing.to === to ? '' : ` through \`${to}\``;
  const next = `layer \`${layers[own.index + 1]?.name}\``;
  const [where, help] =
    crossing.step === 'up'
      ? [
          'above it',
          'turn the dependency around, such as by an event, or move one of the two to another layer',
        ]
      : [`past ${next}`, `depend on ${next} instead, or remove \`strict\``];
  problems.tell(
    'layer/violation',
    at,
    `\`${from}\` in layer \`${own.name}\` depends${through} on \`${crossing.to}\` in layer \`${other.name}\` ${where}`,
    { related: [{ message: `layer \`${own.name}\` is defined here`, at: own.at }], help },
  );
}
