import type { Command } from 'commander';
import { type Execute, viewFormats } from './command-parts.ts';
import type { NotifyTestOptions } from './commands/notify-test.ts';

/** The command that tries a channel. */
export function addDelivery(program: Command, execute: Execute): void {
  program
    .command('notify-test')
    .description('send a test notification to a channel; exit 1 when it does not arrive')
    .argument('<channel>', 'id of the channel')
    .option(
      '--secrets-dir <folder>',
      'folder with the files that `{ file: NAME }` names (TOWER_SECRETS_DIR)',
    )
    .action((channel: string, options: NotifyTestOptions) =>
      execute(viewFormats, async (session) =>
        (await import('./commands/notify-test.ts')).notifyTest(session, channel, options),
      ),
    );
}
