import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import type { Scope } from '../model/model.ts';
import type { World } from '../ports.ts';
import { scenarioFormats } from '../report/scenarios/formats.ts';
import {
  type Execute,
  gathered,
  oneOf,
  stateOption,
  viewFormats,
  wholeNumber,
} from './command-parts.ts';
import type { CompletionOptions } from './commands/completion.ts';
import type { ExplainOptions } from './commands/explain.ts';
import type { RulesOptions } from './commands/rules.ts';
import type { TestOptions } from './commands/test.ts';
import type { Build } from './completion/command-line.ts';
import { shells } from './completion/shells.ts';
import { addDelivery } from './delivery-commands.ts';
import { execute, type GlobalOptions, type Run } from './execute.ts';
import { addFailures } from './failure-commands.ts';
import type { FlagRow } from './flag-rows.ts';
import { addFmt } from './fmt-commands.ts';
import { type GateOptions, gates, globalRows } from './gates.ts';
import { addImport } from './import-commands.ts';
import { addInit } from './init-commands.ts';
import { addOperatorCommands } from './operator-commands.ts';
import { addAlertViews, addShapeViews, addViews } from './view-commands.ts';
import { addWatch } from './watch-commands.ts';
import { addWhatIf } from './what-if-commands.ts';

const scopes = ['system', 'dependency', 'resource', 'repo'] as const satisfies readonly Scope[];
const schemaNames = ['tower', 'batch', 'state', 'report', 'scenario', 'watch-event', 'baseline'];

const formatHelp = `
Formats of --output
  pretty    for people; the default            junit     for test reports
  json      everything there is to say         github    annotations of a pull request
  sarif     for code scanning                  gitlab    for GitLab Code Quality
  markdown  a comment of at most 60,000 characters`;

/** Runs a command line and returns the exit code. Help, version and wrong usage are thrown as the parser's errors. */
export async function run(
  words: readonly string[],
  world: World,
  version: string,
): Promise<number> {
  const run: Run = { world, version, startedAt: world.clock.now() };
  let exitCode = 0;
  const carryOut: Execute = async (formats, work, extra = []) => {
    exitCode = await execute(run, program.opts<GlobalOptions>(), { formats, extra, work });
  };
  const program = programOf(run, carryOut, words[0]);
  await program.parseAsync(words, { from: 'user' });
  return exitCode;
}

/**
 * The program with its commands, which inherit how it speaks; `execute` carries out the one that is named. Where the first word of a
 * command line is a command, those of other groups are left out: making them takes longer than reading the line.
 */
export function programOf(run: Run, carryOut: Execute, first?: string): Command {
  const { world } = run;
  const program = globalOptions(new Command('tower'), run.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => world.stdout.write(text),
      writeErr: (text) => world.stderr.write(text),
      outputError: () => undefined,
      getOutHelpWidth: () => Math.min(100, world.stdout.columns ?? 100),
      getErrHelpWidth: () => Math.min(100, world.stderr.columns ?? 100),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  const build: Build = (other) => programOf(run, other);
  const named = groups.filter(({ names }) => first !== undefined && names.includes(first));
  for (const { add } of named.length === 0 ? groups : named) {
    add(program, carryOut, build);
  }
  return program;
}

function globalOptions(program: Command, version: string): Command {
  program
    .description('Policies and rules for systems of systems: configuration in, verdict out.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print the help of a command')
    .configureHelp({ showGlobalOptions: true })
    .addHelpText(
      'after',
      `
Exit codes
  0  nothing to fail on    1  findings    2  the input cannot be judged    3  wrong usage
  70 a bug in tower        130 interrupted

Begin with \`tower init\`, then \`tower validate\` and \`tower evaluate\`.`,
    );
  for (const row of globalRows) {
    program.addOption(optionOf(row));
  }
  return program;
}

/** Commands that are made together, in the order of the help. */
export const groups: readonly {
  readonly names: readonly string[];
  readonly add: (program: Command, execute: Execute, build: Build) => void;
}[] = [
  { names: ['validate', 'evaluate'], add: addGates },
  { names: ['watch'], add: addWatch },
  { names: ['test'], add: addTest },
  { names: ['graph', 'coupling'], add: addShapeViews },
  { names: ['systems', 'deps', 'spof', 'impact', 'status'], add: addViews },
  { names: ['alerts', 'routes'], add: addAlertViews },
  { names: ['simulate', 'redundancy', 'critical-path'], add: addWhatIf },
  { names: ['cutsets', 'availability'], add: addFailures },
  { names: ['init'], add: addInit },
  { names: ['import'], add: addImport },
  { names: ['fmt'], add: addFmt },
  { names: ['notify-test', 'outbox'], add: addDelivery },
  { names: ['ack', 'silence'], add: addOperatorCommands },
  { names: ['explain', 'schema', 'completion', 'rules'], add: addGuides },
];

function addGuides(program: Command, execute: Execute, build: Build): void {
  program
    .command('explain')
    .description(
      'why: a diagnostic code, a policy, a system, an alert, an incident, a row of the catalog',
    )
    .argument(
      '<thing>',
      'such as topology/unknown-system, policy/ID, system/ID, alert/SYSTEM/SOURCE, incident/ID',
    )
    .addOption(stateOption('show what a state file knows'))
    .action((thing: string, options: ExplainOptions) =>
      execute(['pretty'], async (session) =>
        (await import('./commands/explain.ts')).explain(session, thing, options),
      ),
    );
  program
    .command('schema')
    .description('print a JSON Schema')
    .addArgument(oneOfThese(new Argument('[name]', 'which one').default('tower'), schemaNames))
    .action((name: string) =>
      execute(['json'], async (session) =>
        (await import('./commands/schema.ts')).schema(session, name, schemaNames),
      ),
    );
  program
    .command('completion')
    .description('print the completion script of a shell')
    .addArgument(oneOfThese(new Argument('[shell]', 'which one'), shells))
    .addOption(new Option('--ids <kind>', 'print ids for such a script').hideHelp())
    .action((shell: string | undefined, options: CompletionOptions) =>
      execute(
        ['pretty'],
        async (session) =>
          (await import('./commands/completion.ts')).completion(session, shell, options, build),
        // A shell's start does not depend on TOWER_OUTPUT.
        ['pretty'],
      ),
    );
  program
    .command('rules')
    .description('print what conditions are made of: operators, decorators, facts')
    .addOption(oneOf(new Option('--scope <scope>', 'facts of one scope'), scopes))
    .action((options: RulesOptions) =>
      execute(viewFormats, async (session) =>
        (await import('./commands/rules.ts')).rules(session, options, scopes),
      ),
    );
}

function addGates(program: Command, carryOut: Execute): void {
  for (const { name, description, takesPaths, rows, formats, work } of gates) {
    const command = program.command(name).description(description);
    if (takesPaths) {
      command.argument('[paths...]', 'show only what concerns these files and folders');
    }
    for (const row of rows) {
      command.addOption(optionOf(row));
    }
    command.addHelpText('after', formatHelp).action((...given: readonly unknown[]) => {
      const paths = takesPaths ? (given[0] as readonly string[]) : [];
      return carryOut(formats, (session) => work(session, command.opts<GateOptions>(), paths));
    });
  }
}

/** A flag as the parser has it. */
function optionOf({ flags, description, values, usual, isNumber, isRepeatable }: FlagRow): Option {
  const option = new Option(flags, description);
  if (values !== undefined) {
    oneOf(option, values);
  }
  if (typeof usual === 'string') {
    option.default(usual);
  }
  if (isNumber === true) {
    option.argParser(wholeNumber);
  }
  if (isRepeatable === true) {
    option.argParser(gathered);
  }
  return option;
}

function addTest(program: Command, execute: Execute): void {
  program
    .command('test')
    .description('run scenarios: what happens, and what Tower must make of it')
    .argument('[paths...]', 'files and folders of scenarios, instead of those of the configuration')
    .option('--run <text>', 'only scenarios whose name contains this; * stands for any text')
    .option('--coverage', 'say what of the configuration no scenario exercised')
    .option('--min-coverage <percent>', 'fail when less is exercised', percentage)
    .option('--update', 'rewrite the expectations that failed; shows what changes')
    .option('--allow-empty', 'accept that no scenario runs')
    .addHelpText(
      'after',
      `
Formats of --output
  pretty    for people; the default            lcov       coverage, for editors
  json      everything there is to say         cobertura  coverage, for build servers
  junit     for test reports`,
    )
    .action((paths: readonly string[], options: TestOptions) =>
      execute(scenarioFormats, async (session) =>
        (await import('./commands/test.ts')).testCommand(session, paths, options),
      ),
    );
}

function percentage(text: string): number {
  if (!/^(100|[0-9]{1,2})(\.[0-9]{1,3})?$/.test(text) || Number(text) > 100) {
    throw new InvalidArgumentError('it is a number from 0 to 100');
  }
  return Number(text);
}

/** An argument with a closed set of values; its command judges it, and says in its own words what is wrong. */
function oneOfThese(argument: Argument, values: readonly string[]): Argument {
  return argument.choices(values).argParser((text: string) => text);
}
