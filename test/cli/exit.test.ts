import { CommanderError } from 'commander';
import { expect, test } from 'vitest';
import { endingOf } from '../../src/cli/exit.ts';

test.each([
  [
    'help',
    new CommanderError(0, 'commander.helpDisplayed', '(outputHelp)'),
    { exitCode: 0, notes: [] },
  ],
  [
    'no command',
    new CommanderError(1, 'commander.help', '(outputHelp)'),
    { exitCode: 3, notes: [] },
  ],
  [
    'an unknown command',
    new CommanderError(
      1,
      'commander.unknownCommand',
      "error: unknown command 'evalute'\n(Did you mean evaluate?)",
    ),
    { exitCode: 3, notes: ['tower: unknown command `evalute`', '       did you mean `evaluate`?'] },
  ],
  [
    'an unknown option with several near ones',
    new CommanderError(
      1,
      'commander.unknownOption',
      "error: unknown option '--sta'\n(Did you mean one of --state, --status?)",
    ),
    {
      exitCode: 3,
      notes: ['tower: unknown option `--sta`', '       did you mean one of `--state`, `--status`?'],
    },
  ],
  [
    'a bug',
    new TypeError('x is not a function\nmore'),
    {
      exitCode: 70,
      notes: [
        'tower: this is a bug in tower: x is not a function',
        '       please report it with the command line and the configuration that led to it',
        '       TOWER_DEBUG=1 shows where it happened',
      ],
    },
  ],
  [
    'something thrown that is no error',
    'oops',
    {
      exitCode: 70,
      notes: [
        'tower: this is a bug in tower: oops',
        '       please report it with the command line and the configuration that led to it',
        '       TOWER_DEBUG=1 shows where it happened',
      ],
    },
  ],
])('%s', (_name, thrown, expected) => {
  expect(endingOf(thrown, false)).toEqual(expected);
});

test('with debugging on, a bug shows its stack', () => {
  const bug = new Error('broken');
  expect(endingOf(bug, true).notes.at(-1)).toBe(bug.stack);
});
