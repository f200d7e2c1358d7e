import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const built = join(import.meta.dirname, '../../dist/cli');

test('what is built is ASCII: one character beyond it makes all of a file take two bytes a character', () => {
  const files = globSync('**/*.{js,cjs}', { cwd: built });
  expect(files).toContain('main.js');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII has them.
  const beyond = /[^\u0000-\u007f]+/;
  expect(files.filter((file) => beyond.test(readFileSync(join(built, file), 'latin1')))).toEqual(
    [],
  );
});
