import type { Command } from 'commander';
import { type Execute, gathered, secretsOption, viewFormats } from './command-parts.ts';
import type { NotifyTestOptions } from './commands/notify-test.ts';
import type { OutboxOptions } from './commands/outbox.ts';

/** Commands about what is delivered. */
export function addDelivery(program: Command, execute: Execute): void {
  program
    .command('notify-test')
    .description('send a test notification to a channel; exit 1 when it does not arrive')
    .argument('<channel>', 'id of the channel')
    .addOption(secretsOption())
    .option('--plugin <file>', 'a module that brings kinds of channels; repeatable', gathered)
    .action((channel: string, options: NotifyTestOptions) =>
      execute(viewFormats, async (session) =>
        (await import('./commands/notify-test.ts')).notifyTest(session, channel, options),
      ),
    );
  program
    .command('outbox')
    .description('print the notifications that wait to be delivered, and those that were given up')
    .option('--state <folder>', 'the folder that `tower watch --state` keeps (TOWER_STATE)')
    .action((options: OutboxOptions) =>
      execute(viewFormats, async (session) =>
        (await import('./commands/outbox.ts')).outbox(session, options),
      ),
    );
}
