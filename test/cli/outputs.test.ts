import { expect, test } from 'vitest';
import { targetsOf } from '../../src/cli/outputs.ts';
import type { World } from '../../src/ports.ts';

const formats = ['pretty', 'json', 'sarif', 'github'] as const;

function targets(flags: readonly string[], env: Readonly<Record<string, string>> = {}): unknown {
  const world = { env } as unknown as World; // The environment is all that is looked at.
  const { targets: found, outcome } = targetsOf({ world }, flags, formats);
  return outcome === undefined
    ? found.map(({ format, file }) => (file === undefined ? format : `${format}=${file}`))
    : outcome.notes;
}

test.each([
  ['nothing asked for', [], {}, ['pretty']],
  ['a format', ['json'], {}, ['json']],
  ['a file alone keeps the default', ['json=r.json'], {}, ['pretty', 'json=r.json']],
  ['a file with `=` in its name', ['json=a=b'], {}, ['pretty', 'json=a=b']],
  ['the variable', [], { TOWER_OUTPUT: 'json, sarif=s.json' }, ['json', 'sarif=s.json']],
  ['the flag before the variable', ['pretty'], { TOWER_OUTPUT: 'json' }, ['pretty']],
  ['an empty variable', [], { TOWER_OUTPUT: '' }, ['pretty']],
  ['GitHub Actions', [], { GITHUB_ACTIONS: 'true' }, ['pretty', 'github']],
  ['JSON on GitHub Actions stays JSON', ['json'], { GITHUB_ACTIONS: 'true' }, ['json']],
  ['two that share', ['pretty', 'github'], {}, ['pretty', 'github']],
  [
    'an unknown format',
    ['jsn'],
    {},
    ['tower: `jsn` is not a format of this command', '       did you mean `json`?'],
  ],
  [
    'two on standard output',
    ['json', 'sarif'],
    {},
    [
      'tower: `json` and `sarif` would both go to standard output',
      '       give one of them a file: `--output sarif=FILE`',
    ],
  ],
  [
    'two in one file',
    ['json=x', 'sarif=x'],
    {},
    ['tower: two formats would go to the file `x`', '       give each its own file'],
  ],
  [
    'a file without a name',
    ['json='],
    {},
    ['tower: `json=` names no file', '       write the path behind the `=`'],
  ],
])('%s', (_name, flags, env, expected) => {
  expect(targets(flags, env)).toEqual(expected);
});

const onActions = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: 'sum.md' };

test.each([
  ['annotations that nobody asked for', [], onActions, 'sum.md'],
  ['a file beside them', ['sarif=t.sarif'], onActions, 'sum.md'],
  ['annotations that were asked for', ['github'], onActions, 'sum.md'],
  ['annotations in a file', ['json', 'github=g.txt'], onActions, undefined],
  ['JSON alone', ['json'], onActions, undefined],
  ['elsewhere', ['github'], { GITHUB_STEP_SUMMARY: 'sum.md' }, undefined],
  ['another value', [], { ...onActions, GITHUB_ACTIONS: '1' }, undefined],
  ['no file', [], { GITHUB_ACTIONS: 'true' }, undefined],
  ['an empty name', [], { ...onActions, GITHUB_STEP_SUMMARY: '' }, undefined],
])('the summary of a step goes with annotations: %s', (_name, flags, env, expected) => {
  const world = { env } as unknown as World; // The environment is all that is looked at.
  const withMarkdown = [...formats, 'markdown'] as const;
  const wanted = targetsOf({ world }, flags, withMarkdown);
  expect(wanted.outcome === undefined ? wanted.summary : wanted.outcome).toBe(expected);
  expect(targetsOf({ world }, flags, formats)).toMatchObject({ summary: undefined });
});
