import { Argument, type Command } from 'commander';
import { type Execute, viewFormats } from './command-parts.ts';
import type { ImportOptions } from './commands/import.ts';
import type { Formats } from './outputs.ts';

const importFormats: Formats = ['yaml', 'batch'];
const sources = ['otel', 'compose', 'kubernetes', 'backstage', 'alertmanager'];

/** The command that reads what other tools say of a fleet. */
export function addImport(program: Command, execute: Execute): void {
  program
    .command('import')
    .description('read systems and dependencies of another tool, or compare them')
    .addArgument(
      new Argument('<tool>', 'what the file is of')
        .choices(sources)
        .argParser((text: string) => text),
    )
    .argument(
      '<file...>',
      'the file; - is standard input, and some tools take folders and several files',
    )
    .option('--update <file>', 'add what is new to this file, and change nothing else in it')
    .option('--diff', 'compare with the configuration; exit 1 when there are differences')
    .option('--at <instant>', 'the instant of a batch, such as 2026-11-21T14:52:15Z')
    .addHelpText(
      'after',
      `
Tools
  otel        metrics of a service graph, as Tempo and the OpenTelemetry Collector export them:
              the text that /metrics or /federate of Prometheus prints
  compose     a file of Docker Compose; nothing is executed, and no other file is read
  kubernetes  manifests, also what \`kubectl get -o yaml\` prints: files and folders; no cluster is
              asked, and Secrets are not read
  backstage   a catalog, most often catalog-info.yaml: files and folders
  alertmanager
              receivers and routes as channels and routes; secrets are not taken over

Formats of --output
  yaml        systems, with guesses marked \`# tower: decide\`; the default
  batch       what was seen to run, for \`tower evaluate --signals\`
  pretty      with --update and --diff: for people; the default
  json        with --update and --diff: everything there is to say`,
    )
    .action((source: string, files: readonly string[], options: ImportOptions) =>
      execute(
        options.update === undefined && options.diff !== true ? importFormats : viewFormats,
        async (session) =>
          (await import('./commands/import.ts')).importCommand(
            session,
            { source, files, known: sources },
            options,
          ),
      ),
    );
}
