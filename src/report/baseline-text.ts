import type { Baseline } from '../model/baseline.generated.ts';
import { escaped } from './json.ts';

/** A baseline as the text of its file: an entry a line, so that a review shows what was added and what went. */
export function baselineText(baseline: Baseline): string {
  return `${escaped(JSON.stringify(baseline, null, 2))}\n`;
}
