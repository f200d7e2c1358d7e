import type { Command } from 'commander';
import { type Execute, gathered, viewFormats } from './command-parts.ts';
import type { InitOptions } from './commands/init.ts';

/** The command that sets up a configuration. */
export function addInit(program: Command, execute: Execute): void {
  program
    .command('init')
    .description('set up a configuration from what is known already')
    .argument('[path]', 'folder of the project; here unless given')
    .option(
      '--from <file>',
      'import this file or folder, and look for no others; repeatable',
      gathered,
    )
    .option('--yes', 'ask nothing, and import what is usual')
    .option('--dry-run', 'say what would be created, and create nothing')
    .addHelpText(
      'after',
      `
Finds Compose files, manifests of Kubernetes, catalogs of Backstage and alertmanager.yml, and asks
which to import. Creates tower.yaml, topology/, policies/, a first scenario, a batch of signals and
a workflow that checks pull requests. What exists is never changed. Guesses are marked
\`# tower: decide\`.`,
    )
    .action((path: string | undefined, options: InitOptions) =>
      execute(viewFormats, async (session) =>
        (await import('./commands/init.ts')).initCommand(session, path, options),
      ),
    );
}
