import type { Command } from 'commander';
import { type Execute, viewFormats } from './command-parts.ts';
import type { FmtOptions } from './commands/fmt.ts';

/** The command that writes files as they are written everywhere. */
export function addFmt(program: Command, execute: Execute): void {
  program
    .command('fmt')
    .description('put files into canonical form, comments kept')
    .argument('[paths...]', 'files and folders instead of the configuration; - is standard input')
    .option('--check', 'write nothing; show what differs, and exit 1 where anything does')
    .action((paths: readonly string[], options: FmtOptions) =>
      execute(viewFormats, async (session) =>
        (await import('./commands/fmt.ts')).fmt(session, paths, options),
      ),
    );
}
