import type { Command } from 'commander';
import { type Execute, gathered, viewFormats } from './command-parts.ts';
import type { AckOptions } from './commands/ack.ts';
import type { SilenceOptions } from './commands/silence.ts';

/** Commands that tell something to a running watch. */
export function addOperatorCommands(program: Command, execute: Execute): void {
  const acknowledging = program
    .command('ack')
    .description('tell a running watch that somebody takes care')
    .argument('<thing>', 'an incident as `tower alerts` prints it, or the system that is its root')
    .option('--for <duration>', 'for how long; as long as the escalation says unless given');
  toWatch(acknowledging).action((thing: string, options: AckOptions) =>
    execute(viewFormats, async (session) =>
      (await import('./commands/ack.ts')).ack(session, thing, options),
    ),
  );
  const silencing = program
    .command('silence')
    .description('tell a running watch not to tell of some alerts for a time')
    .argument('<name>', 'a name for it, in lower case')
    .option('--system <id>', 'alerts of this system; repeatable', gathered)
    .option('--threshold <id>', 'alerts of this threshold; repeatable', gathered)
    .option('--for <duration>', 'for so long, such as 2h')
    .option('--until <instant>', 'until this instant, such as 2026-11-21T14:52:15Z')
    .option('--reason <text>', 'why')
    .option('--end', 'end the one of this name instead');
  toWatch(silencing).action((name: string, options: SilenceOptions) =>
    execute(viewFormats, async (session) =>
      (await import('./commands/silence.ts')).silence(session, name, options),
    ),
  );
}

function toWatch(command: Command): Command {
  return command
    .option('--by <name>', 'who says so (default: the user of this machine)')
    .option('--to <url>', 'address of the watch (TOWER_LISTEN_URL; default: http://127.0.0.1:4747)')
    .option('--token-file <file>', 'file with the token of its listener (or TOWER_LISTEN_TOKEN)');
}
