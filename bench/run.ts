// Runs one bench file, in a process of its own that bench/main.ts starts, and sends what came of it.
import { pathToFileURL } from 'node:url';
import { type Bench, calibration, type Row } from './measure.ts';

/** What a process of a bench sends. */
export interface Measured {
  readonly rows: readonly Row[];
  /** Of the machine while this bench ran. */
  readonly calibration: number;
}

if (import.meta.main) {
  const [file = ''] = process.argv.slice(2);
  const { bench } = (await import(pathToFileURL(file).href)) as { readonly bench: Bench };
  const before = calibration();
  const rows = await bench();
  const measured: Measured = { rows, calibration: (before + calibration()) / 2 };
  process.send?.(measured);
  process.disconnect?.();
}
