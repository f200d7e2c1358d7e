import { Command } from 'commander';
import { expect, test } from 'vitest';
import { groups } from '../../src/cli/program.ts';

test.each(groups)('a group adds the commands of its names: $names', ({ names, add }) => {
  const program = new Command();
  add(
    program,
    () => Promise.resolve(),
    () => program,
  );
  expect(program.commands.map((command) => command.name())).toEqual(names);
});

test('no command is in two groups', () => {
  const names = groups.flatMap((group) => group.names);
  expect(names).toEqual([...new Set(names)]);
});
