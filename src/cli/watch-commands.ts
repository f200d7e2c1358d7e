import { type Command, InvalidArgumentError, Option } from 'commander';
import { parseDuration } from '../model/time.ts';
import { type Execute, gathered, secretsOption, viewFormats } from './command-parts.ts';
import type { WatchOptions } from './commands/watch.ts';

/** The command that goes on. */
export function addWatch(program: Command, execute: Execute): void {
  program
    .command('watch')
    .description('evaluate what arrives, and apply changes of the configuration live')
    .option(
      '--signals <source>',
      'a file or folder that is appended to, - for standard input, or the address of a Prometheus; repeatable',
      gathered,
    )
    .addOption(
      new Option('--every <duration>', 'how often a Prometheus is asked')
        .default('15s')
        .argParser(duration),
    )
    .option(
      '--listen <[host:]port>',
      'take signals by HTTP; 4747 is what `tower ack` and `tower silence` expect',
    )
    .option(
      '--token-file <file>',
      'file with the token that requests must show (TOWER_LISTEN_TOKEN is the token itself)',
    )
    .option('--state <folder>', 'keep everything in a folder, and go on from there (TOWER_STATE)')
    .option('--deliver', 'send notifications to their channels; needs --state')
    .option('--execute', 'run what steps of escalations name; needs --state')
    .addOption(secretsOption())
    .option(
      '--plugin <file>',
      'a module that brings channels and executors, and runs as part of this process; repeatable',
      gathered,
    )
    .option('--force', 'apply changes however much they do')
    .option(
      '--strict',
      'do not begin on the last good configuration where that of the disk is broken',
    )
    .option('--once', 'evaluate what there is, then end as `evaluate` would')
    .addHelpText(
      'after',
      `
On a terminal there is one screen; elsewhere one line for each event, and with -o json one object.
SIGHUP reads the configuration, SIGTERM ends the watch with everything kept.`,
    )
    .action((options: WatchOptions) =>
      execute(viewFormats, async (session) =>
        (await import('./commands/watch.ts')).watch(session, options),
      ),
    );
}

function duration(text: string): string {
  const ms = parseDuration(text);
  if (ms === undefined || ms < 1_000) {
    throw new InvalidArgumentError('it is a duration of at least a second, such as 15s');
  }
  return text;
}
