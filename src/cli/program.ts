import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import type { Scope } from '../model/model.ts';
import { didYouMean } from '../model/nearest.ts';
import type { World } from '../ports.ts';
import { formats } from '../report/context.ts';
import { scenarioFormats } from '../report/scenarios/formats.ts';
import { type Execute, oneOf, stateOption, viewFormats, wholeNumber } from './command-parts.ts';
import type { CompletionOptions } from './commands/completion.ts';
import type { EvaluateOptions } from './commands/evaluate.ts';
import type { ExplainOptions } from './commands/explain.ts';
import type { RulesOptions } from './commands/rules.ts';
import type { TestOptions } from './commands/test.ts';
import type { ValidateOptions } from './commands/validate.ts';
import type { Build } from './completion/command-line.ts';
import { shells } from './completion/shells.ts';
import { deliver } from './deliver.ts';
import { addDelivery } from './delivery-commands.ts';
import { addFailures } from './failure-commands.ts';
import { addImport } from './import-commands.ts';
import { addOperatorCommands } from './operator-commands.ts';
import { failed, type Outcome } from './outcome.ts';
import { type Formats, targetsOf } from './outputs.ts';
import { noting, type Session, variable } from './session.ts';
import { addAlertViews, addShapeViews, addViews } from './view-commands.ts';
import { addWatch } from './watch-commands.ts';
import { addWhatIf } from './what-if-commands.ts';

const reportFormats: Formats = formats;
const scopes = ['system', 'dependency', 'resource', 'repo'] as const satisfies readonly Scope[];
const schemaNames = ['tower', 'batch', 'state', 'report', 'scenario', 'watch-event'];
const colors = ['auto', 'always', 'never'] as const;
type Color = (typeof colors)[number];

const formatHelp = `
Formats of --output
  pretty    for people; the default            junit     for test reports
  json      everything there is to say         github    annotations of a pull request
  sarif     for code scanning                  gitlab    for GitLab Code Quality
  markdown  a comment of at most 60,000 characters`;

interface GlobalOptions {
  readonly root?: string;
  readonly output?: readonly string[];
  readonly color?: Color;
  readonly ascii?: boolean;
}

/** Runs a command line and returns the exit code. Help, version and wrong usage are thrown as the parser's errors. */
export async function run(
  words: readonly string[],
  world: World,
  version: string,
): Promise<number> {
  let exitCode = 0;
  const startedAt = world.clock.now();
  const execute: Execute = async (formats, command, extra = []) => {
    const options = program.opts<GlobalOptions>();
    const wanted = targetsOf({ world }, [...(options.output ?? []), ...extra], formats);
    const color = options.color ?? colors.find((known) => known === colorVariable(world));
    const wrong = wanted.outcome ?? (color === undefined ? unknownColor(world) : undefined);
    const inputs = new Set<string>();
    const session: Session = {
      world: noting(world, inputs),
      inputs,
      formats: (wanted.targets ?? []).map(({ format }) => format),
      version,
      root: options.root ?? variable(world, 'TOWER_ROOT'),
      look: { color: color ?? 'auto', ascii: options.ascii === true },
    };
    const look = { ...session.look, startedAt };
    const outcome = wrong ?? (await command(session));
    exitCode = deliver(
      session,
      outcome,
      wanted.targets === undefined ? { targets: [] } : wanted,
      look,
    );
  };
  const program = programOf(world, version, execute, words[0]);
  await program.parseAsync(words, { from: 'user' });
  return exitCode;
}

/**
 * The program with its commands, which inherit how it speaks; `execute` carries out the one that is named. Where the first word of a
 * command line is a command, those of other groups are left out: making them takes longer than reading the line.
 */
function programOf(world: World, version: string, execute: Execute, first?: string): Command {
  const program = globalOptions(new Command('tower'), version)
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
  const build: Build = (other) => programOf(world, version, other);
  const named = groups.filter(({ names }) => first !== undefined && names.includes(first));
  for (const { add } of named.length === 0 ? groups : named) {
    add(program, execute, build);
  }
  return program;
}

function colorVariable(world: World): string {
  return variable(world, 'TOWER_COLOR') ?? 'auto';
}

function unknownColor(world: World): Outcome {
  const color = colorVariable(world);
  return failed(3, `\`${color}\` is not a value of TOWER_COLOR`, didYouMean(color, colors));
}

function globalOptions(program: Command, version: string): Command {
  return program
    .description('Policies and rules for systems of systems: configuration in, verdict out.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print the help of a command')
    .configureHelp({ showGlobalOptions: true })
    .option(
      '-C, --root <path>',
      'folder with a tower.yaml, or a lone YAML file (TOWER_ROOT; default: upwards from here)',
    )
    .option(
      '-o, --output <format[=file]>',
      'format, on standard output or in a file; repeatable (TOWER_OUTPUT, separated by commas)',
      (value: string, earlier: readonly string[] = []) => [...earlier, value],
    )
    .addOption(oneOf(new Option('--color <when>', 'whether to color (TOWER_COLOR)'), colors))
    .option('--ascii', 'draw with ASCII alone')
    .addHelpText(
      'after',
      `
Exit codes
  0  nothing to fail on    1  findings    2  the input cannot be judged    3  wrong usage
  70 a bug in tower        130 interrupted

Begin with \`tower validate\`, then \`tower evaluate\`.`,
    );
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
  { names: ['import'], add: addImport },
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

function addGates(program: Command, execute: Execute): void {
  program
    .command('validate')
    .description('check the configuration: YAML, schema, references, meaning')
    .argument('[paths...]', 'show only what concerns these files and folders')
    .addOption(failOnOption())
    .addOption(maxWarningsOption())
    .option('--allow-empty', 'accept paths that match nothing')
    .addHelpText('after', formatHelp)
    .action((paths: readonly string[], options: ValidateOptions) =>
      execute(reportFormats, async (session) =>
        (await import('./commands/validate.ts')).validate(session, paths, options),
      ),
    );
  program
    .command('evaluate')
    .description('judge the configuration and what was observed')
    .option(
      '--signals <file>',
      'batch as JSON, or NDJSON with one batch a line; - is standard input',
    )
    .addOption(stateOption('read what earlier runs remember, and remember this one'))
    .option('--at <instant>', 'evaluate at this instant, such as 2026-11-21T14:52:15Z')
    .addOption(failOnOption())
    .addOption(maxWarningsOption())
    .addOption(
      oneOf(new Option('--fail-on-status <status>', 'fail at this status or worse'), [
        'unhealthy',
        'degraded',
      ]),
    )
    .addHelpText('after', formatHelp)
    .action((options: EvaluateOptions) =>
      execute(reportFormats, async (session) =>
        (await import('./commands/evaluate.ts')).evaluateCommand(session, options),
      ),
    );
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

function failOnOption(): Option {
  const option = new Option('--fail-on <severity>', 'what fails');
  return oneOf(option, ['error', 'warning', 'never']).default('error');
}

function maxWarningsOption(): Option {
  return new Option('--max-warnings <n>', 'fail when there are more warnings').argParser(
    wholeNumber,
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
