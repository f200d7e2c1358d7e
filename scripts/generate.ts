// Writes every *.generated.ts from schemas/: types, validators, texts of schemas, and the built-in catalog.
// `node scripts/generate.ts --check` compares instead of writing and exits 1 when something is stale.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generated } from './generated.ts';

const root = join(import.meta.dirname, '..');
const stale: string[] = [];
for (const { file, text } of await generated(root)) {
  const target = join(root, file);
  if (!process.argv.includes('--check')) {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  } else if (readFileSync(target, 'utf8') !== text) {
    stale.push(file);
  }
}
if (stale.length > 0) {
  console.error(`stale, run \`npm run generate\`: ${stale.join(', ')}`);
  process.exitCode = 1;
}
