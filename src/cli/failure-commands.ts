import { type Command, InvalidArgumentError } from 'commander';
import { type Execute, gathered, viewFormats, wholeNumber } from './command-parts.ts';
import type { CutSetOptions } from './commands/cutsets.ts';

/** Commands that ask what it takes to bring a target down, and how likely that is. */
export function addFailures(program: Command, execute: Execute): void {
  program
    .command('cutsets')
    .description('print minimal sets of failures that take a target down')
    .argument('[id...]', 'systems and groups, instead of the targets of the configuration')
    .option('--max-order <n>', 'how many failures a set has at most: 1 to 6, or all', order, 2)
    .option(
      '--unit <kind>',
      'what fails in one piece: system, region, zone, owner or label:KEY; repeatable',
      gathered,
    )
    .option('--max-sets <n>', 'how many sets of each target to list', wholeNumber)
    .option('--max-nodes <n>', 'how much to hold in memory before giving up', nodes)
    .action((ids: readonly string[], options: CutSetOptions) =>
      execute(viewFormats, async (session) =>
        (await import('./commands/cutsets.ts')).cutSets(session, ids, options),
      ),
    );
  program
    .command('availability')
    .description('print how likely targets are up, what they hang on, and what would help most')
    .argument('[id...]', 'systems and groups, instead of the targets of the configuration')
    .action((ids: readonly string[]) =>
      execute(viewFormats, async (session) =>
        (await import('./commands/availability.ts')).availability(session, ids),
      ),
    );
}

function order(text: string): number | 'all' {
  if (!/^([1-6]|all)$/.test(text)) {
    throw new InvalidArgumentError('it is a number from 1 to 6, or `all`');
  }
  return text === 'all' ? text : Number(text);
}

/** Each node takes some thirty bytes. */
function nodes(text: string): number {
  if (!/^[0-9]{4,8}$/.test(text) || Number(text) > 10_000_000) {
    throw new InvalidArgumentError('it is a number from 1,000 to 10,000,000');
  }
  return Number(text);
}
