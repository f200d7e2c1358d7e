import type { Dependency, Model } from '../model/model.ts';

/** As much of a model as the order of its layers needs. */
export type Layered = Pick<Model, 'layerOf' | 'groupById'>;

/**
 * Where a dependency leads: to the same layer, to one below, past the next layer where only that is allowed, or up. The last two
 * are violations.
 */
export type LayerStep = 'same' | 'down' | 'skip' | 'up';

const badnessOf: Readonly<Record<LayerStep, number>> = { same: 0, down: 1, skip: 2, up: 3 };

/** Where a dependency leads, and the system that says so: its target, or the worst member of a group. */
export interface LayerCrossing {
  readonly step: LayerStep;
  readonly to: string;
}

/**
 * Where a dependency leads; undefined where one of its ends is in no layer. A group is judged by the worst of its members, of equal
 * ones by the first: whoever depends on a group depends on any of them.
 */
export function layerCrossingOf(
  { layerOf, groupById }: Layered,
  dependency: Pick<Dependency, 'from' | 'to'>,
): LayerCrossing | undefined {
  const from = layerOf.get(dependency.from);
  if (from === undefined) {
    return undefined;
  }
  let worst: LayerCrossing | undefined;
  for (const to of groupById.get(dependency.to)?.members ?? [dependency.to]) {
    const target = layerOf.get(to);
    const step = target && stepOf(from.index, target.index, from.strict);
    if (step !== undefined && (worst === undefined || badnessOf[step] > badnessOf[worst.step])) {
      worst = { step, to };
    }
  }
  return worst;
}

/** Whether a step is against the order of the layers. */
export function violatesLayers(step: LayerStep): boolean {
  return step === 'up' || step === 'skip';
}

function stepOf(from: number, to: number, isStrict: boolean): LayerStep {
  if (to <= from) {
    return to === from ? 'same' : 'up';
  }
  return isStrict && to > from + 1 ? 'skip' : 'down';
}
