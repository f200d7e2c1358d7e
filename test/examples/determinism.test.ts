import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const batches = readdirSync(join(root, 'examples')).filter((name) => name.endsWith('.json'));
const zones = ['UTC', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Chatham'];

/** The report on a batch as it is printed, by a process of its own in a time zone. */
function printed(batch: string, timezone: string): string {
  const ran = spawnSync(
    process.execPath,
    ['bin/tower.js', 'evaluate', '--signals', '-', '-o', 'json'],
    {
      cwd: root,
      encoding: 'utf8',
      input: batch,
      env: { ...process.env, TZ: timezone, LANG: 'de_DE' },
    },
  );
  return ran.stdout;
}

/** The same batch with every list and every map the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(reversed).reverse();
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, inner]) => [key, reversed(inner)]),
      )
    : value;
}

test.each(batches)(
  '%s gives the same bytes in any order, in every time zone, every time',
  (name) => {
    const text = readFileSync(join(root, 'examples', name), 'utf8');
    const other = JSON.stringify(reversed(JSON.parse(text)));
    const first = printed(text, 'UTC');
    expect(first.startsWith('{\n  "schemaVersion": 1,')).toBe(true);
    const again = [...zones.map((zone) => printed(text, zone)), printed(other, 'UTC')];
    expect(new Set([first, ...again]).size).toBe(1);
  },
);
