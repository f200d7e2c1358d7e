import { type Command, Option } from 'commander';
import { type Execute, gathered, oneOf, stateOption, viewFormats } from './command-parts.ts';
import type { CriticalPathOptions } from './commands/critical-path.ts';
import type { SimulateOptions } from './commands/simulate.ts';

/** Commands that ask what would happen. */
export function addWhatIf(program: Command, execute: Execute): void {
  program
    .command('simulate')
    .description('print what happens when systems fail at once')
    .option(
      '--fail <thing>',
      'ID, region:R, zone:Z, owner:O or label:KEY=VALUE; repeatable',
      gathered,
    )
    .addOption(
      oneOf(new Option('--all <order>', 'try all failures of one thing, or of two'), ['1', '2']),
    )
    .option('--unit <unit>', 'what fails as one: system, region, zone, owner or label:KEY')
    .option('--target <id>', 'only what takes this down; repeatable', gathered)
    .option('--at <instant>', 'at this instant, such as 2026-11-21T14:52:15Z')
    .addOption(stateOption('begin with the present health'))
    .action((options: SimulateOptions) =>
      execute(viewFormats, async (session) =>
        (await import('./commands/simulate.ts')).simulate(session, options),
      ),
    );
  program
    .command('redundancy')
    .description('print what the members of groups share, so that they go down together')
    .argument('[ids...]', 'only these groups')
    .action((ids: readonly string[]) =>
      execute(viewFormats, async (session) =>
        (await import('./commands/redundancy.ts')).redundancy(session, ids),
      ),
    );
  program
    .command('critical-path')
    .description('print the longest chain of dependencies that take each other down')
    .addOption(
      oneOf(new Option('--by <measure>', 'what makes it long'), ['hops', 'latency']).default(
        'hops',
      ),
    )
    .option('--from <id>', 'the longest that begins at this system or group')
    .addOption(stateOption('use observed latencies, with --by latency'))
    .action((options: CriticalPathOptions) =>
      execute(viewFormats, async (session) =>
        (await import('./commands/critical-path.ts')).criticalPath(session, options),
      ),
    );
}
