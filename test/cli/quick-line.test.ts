import fc from 'fast-check';
import { expect, test } from 'vitest';
import { systemFiles } from '../../src/adapters/files.ts';
import type { Run } from '../../src/cli/execute.ts';
import { programOf } from '../../src/cli/program.ts';
import { quickLine } from '../../src/cli/quick-line.ts';
import type { Output, World } from '../../src/ports.ts';

const silent: Output = { isTerminal: false, columns: undefined, write: () => undefined };
const world: World = {
  env: {},
  cwd: '/',
  clock: { now: () => 0 },
  interrupts: { watch: () => () => undefined, turn: () => Promise.resolve() },
  files: systemFiles,
  stdin: () => Promise.reject(new Error('nobody reads')),
  stdout: silent,
  stderr: silent,
};
const run: Run = { world, version: '1.0.0', startedAt: 0 };

/** What the parser makes of words: nothing where it refuses them. */
async function parsed(words: readonly string[]): Promise<unknown> {
  let isTaken = false;
  const program = programOf(run, async () => {
    isTaken = true;
  });
  try {
    await program.parseAsync(words, { from: 'user' });
  } catch {
    return undefined;
  }
  const command = program.commands.find((one) => one.name() === words[0]);
  return isTaken && { globals: program.opts(), options: command?.opts(), paths: command?.args };
}

function quick(words: readonly string[]): unknown {
  const line = quickLine(words);
  return line && { globals: line.globals, options: line.options, paths: line.paths };
}

const usual: readonly (readonly string[])[] = [
  ['validate'],
  ['evaluate'],
  ['validate', 'topology', 'policies/guard.yaml', '--fail-on', 'warning'],
  ['validate', '--allow-empty', 'nothing/', '--max-warnings=3'],
  ['evaluate', '--signals', '-', '--at', '2026-11-18T12:00:00Z'],
  ['evaluate', '--signals', 'examples/healthy.json', '--state', 's.json', '-o', 'json'],
  ['evaluate', '-C', 'sub', '--color', 'never', '--ascii'],
  ['evaluate', '-o', 'json', '--output', 'sarif=t.sarif', '--root=..'],
  ['evaluate', '--fail-on-status', 'degraded', '--fail-on', 'error'],
];

test.each(usual)('a usual command line is read without the parser: %s %s %s', async (...words) => {
  expect(quick(words)).not.toBe(undefined);
  expect(quick(words)).toEqual(await parsed(words));
});

test.each([
  [[]],
  [['--version']],
  [['explain', 'x']],
  [['validate', '--help']],
  [['evaluate', '-h']],
  [['evaluate', 'file.json']],
  [['evaluate', '--signal', 'x']],
  [['evaluate', '--signals']],
  [['evaluate', '--signals', '']],
  [['evaluate', '--signals', '--state']],
  [['evaluate', '--at', 'a', '--at', 'b']],
  [['evaluate', '--fail-on', 'errors']],
  [['evaluate', '--max-warnings', '-1']],
  [['evaluate', '--max-warnings', '1.5']],
  [['evaluate', '--ascii=yes']],
  [['evaluate', '-ojson']],
  [['validate', '--', '-x']],
  [['-C', 'sub', 'validate']],
])('whatever is unusual or wrong is left to the parser: %j', (words) => {
  expect(quickLine(words)).toBe(undefined);
});

const word = fc.oneof(
  fc.constantFrom(
    ...['--signals', '--state', '--at', '--fail-on', '--max-warnings', '--fail-on-status'],
    ...[
      '--root',
      '-C',
      '--output',
      '-o',
      '--color',
      '--ascii',
      '--no-cache',
      '--allow-empty',
      '--help',
    ],
    ...[
      'error',
      'warning',
      'never',
      'degraded',
      'always',
      '7',
      'a.json',
      '-',
      '--',
      '',
      '=',
      'x y',
    ],
    ...[
      '--at=b',
      '--signals=a=b',
      '--fail-on=error',
      '--fail-on=',
      '--ascii=1',
      '-ojson',
      '--no-ascii',
    ],
  ),
  fc.string({ maxLength: 8 }),
);

test('what is read without the parser is what the parser reads', async () => {
  let quickCount = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('validate', 'evaluate'),
      fc.array(word, { maxLength: 6 }),
      async (name, rest) => {
        const words = [name, ...rest];
        const read = quick(words);
        if (read !== undefined) {
          quickCount += 1;
          expect(read).toEqual(await parsed(words));
        }
      },
    ),
    { numRuns: 1500 },
  );
  expect(quickCount).toBeGreaterThan(100);
});
