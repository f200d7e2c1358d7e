import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseScenario, playScenario } from './cli/scenario.ts';

/** Pages whose `console` blocks are commands with what they print, in a folder with the YAML blocks that begin with their path. */
const pages = ['baseline.md', 'environments.md'];

test.each(pages)('the commands of %s print what it says', (name) => {
  const page = readFileSync(join(import.meta.dirname, '../docs', name), 'utf8');
  const files = [...page.matchAll(/^```yaml\n# (\S+\.yaml)\n([\s\S]*?)^```/gm)].map(
    ([, path = '', text = '']) => ({ path, text }),
  );
  const commands = [...page.matchAll(/^```console\n([\s\S]*?)^```/gm)]
    .map(([, text = '']) => text)
    .join('\n');
  const scenario = parseScenario(commands);
  expect(scenario.commands.length).toBeGreaterThan(0);
  expect(playScenario({ ...scenario, files })).toBe(commands);
});
