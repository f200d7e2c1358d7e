import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { githubText } from '../../src/init/ci-texts.ts';

const open = ['$', '{{'].join('');
/** What GitHub takes for the text that begins an expression. */
const asText = `${open} '${open}' }}`;

/** The folder that a workflow for it names, as GitHub reads it: expressions that are texts stand for these. */
function namedFolder(folder: string): unknown {
  const [, step] = parse(githubText('1.0.0', folder)).jobs.tower.steps;
  return step.with['working-directory'].replace(/\$\{\{ '(.*?)' \}\}/g, '$1');
}

test.each(['a b', 'x: "y" # z', 'a\n      - run: echo', `${open} github.token }}`, asText])(
  'a workflow names the folder %j and runs nothing of it',
  (folder) => {
    expect(namedFolder(folder)).toBe(folder);
    expect(githubText('1.0.0', folder).replaceAll(asText, '')).not.toContain(open);
  },
);
