import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseScenario, playScenario } from './scenario.ts';

const folder = import.meta.dirname;
const names = readdirSync(folder).filter((name) => name.endsWith('.scenario'));

if (!existsSync(join(folder, '../../dist/cli/main.js'))) {
  throw new Error('scenarios run the built binary, and dist is missing: run `npm run build`');
}

test.each(names)('%s prints what it says', (name) => {
  const path = join(folder, name);
  const text = readFileSync(path, 'utf8');
  const played = playScenario(parseScenario(text));
  if (process.env['UPDATE_GOLDEN'] === '1') {
    writeFileSync(path, played);
  }
  expect(played).toBe(process.env['UPDATE_GOLDEN'] === '1' ? played : text);
});
