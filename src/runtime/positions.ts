import type { Arrival, SourcePosition } from '../ports/signal-source.ts';

/** Notes how far files have been read, and which are gone. */
export function movePositions(
  positions: Map<string, SourcePosition>,
  { position, gone = [] }: Pick<Arrival, 'position' | 'gone'>,
): void {
  if (position !== undefined) {
    positions.set(position.path, position);
  }
  for (const path of gone) {
    positions.delete(path);
  }
}
