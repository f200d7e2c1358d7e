import type { Arrival } from '../../ports/signal-source.ts';
import { handOver } from '../hand-over.ts';
import type { Following } from './followed-file.ts';

/** Hands an arrival over with what else there is to tell. Answers whether that was done before the watch ended. */
export async function send(
  { sink, cancel, gone, former }: Following,
  arrival: Arrival,
): Promise<boolean> {
  const told = [...gone, ...former].sort();
  const isDone = await handOver(
    sink,
    told.length === 0 ? arrival : { ...arrival, gone: told },
    cancel,
  );
  if (isDone) {
    for (const path of told) {
      gone.delete(path);
      former.delete(path);
    }
  }
  return isDone;
}
