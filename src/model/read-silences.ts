import type { Batch } from './batch.generated.ts';
import { addMisfit, type Misfits } from './misfits.ts';
import { distinct } from './order.ts';
import type { SilenceReading } from './readings.ts';
import { parseInstant } from './time.ts';
import type { Vocabulary } from './vocabulary.ts';

type Written = NonNullable<Batch['silences']>[number];

/**
 * The silences of a batch, whose instant is in milliseconds. A system that stands for another means the other; those that are unknown
 * join `misfits`, and a silence that names no others is none.
 */
export function silencesOf(
  { systemById }: Pick<Vocabulary, 'systemById'>,
  silences: readonly Written[],
  { at, misfits }: { readonly at: number; readonly misfits: Misfits },
): readonly SilenceReading[] {
  return silences.flatMap((written): SilenceReading[] => {
    const { id, by, end, from, until, reason = '', thresholds } = written;
    if (end === true) {
      return [{ id, by, asked: undefined }];
    }
    const systems = written.systems?.flatMap((system) => {
      const index = systemById.get(system);
      if (index === undefined) {
        addMisfit(misfits, { kind: 'silence', system, signal: null, reason: 'unknown-system' });
        return [];
      }
      return [index];
    });
    if (systems?.length === 0) {
      return [];
    }
    const asked = {
      systems: systems && [...new Set(systems)].sort((a, b) => a - b),
      thresholds: thresholds && distinct(thresholds),
      from: instantOf(from, at),
      until: instantOf(until, at),
      reason,
    };
    return [{ id, by, asked }];
  });
}

function instantOf(written: string | undefined, at: number): number {
  return written === undefined ? at : (parseInstant(written) ?? at);
}
