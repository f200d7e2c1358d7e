import type { Batch } from '../../../src/model/batch.generated.ts';
import type { Model } from '../../../src/model/model.ts';
import { parseInstant } from '../../../src/model/time.ts';
import { expectFrom } from './expect.ts';
import { readings } from './readings.ts';
import { type Standing, standings } from './standing.ts';
import type { State } from './state.ts';
import { type Taken, take } from './take.ts';

/**
 * The part of a step that concerns single systems, over records and maps: every system and every threshold is looked at,
 * whatever happened. What it does is what the columns must come to.
 */
export function stepOverRecords(
  model: Model,
  state: State,
  batch: Batch,
): { readonly taken: Taken; readonly standings: readonly (readonly Standing[])[] } {
  const now = Math.max(parseInstant(batch.at) ?? 0, state.at);
  expectFrom(model, state, now);
  const taken = take(model, state, readings(model, batch, now), now);
  state.at = now;
  return { taken, standings: standings(model, state, now) };
}
