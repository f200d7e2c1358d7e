import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Lets the waivers of a copy of the example go on for a month from now: what a page shows with the clock of the machine holds on every day,
 * and not only until the last day that the example names.
 */
export function acceptedStill(folder: string): void {
  const path = join(folder, 'policies/waivers.yaml');
  const day = new Date(Date.now() + 30 * dayMs).toISOString().slice(0, 10);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace(/expires: "\d{4}-\d\d-\d\d"/g, `expires: "${day}"`));
}
