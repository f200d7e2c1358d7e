import { type Command, Option } from 'commander';
import {
  type Execute,
  gathered,
  oneOf,
  stateOption,
  viewFormats,
  wholeNumber,
} from './command-parts.ts';
import type { AlertsOptions } from './commands/alerts.ts';
import type { GraphOptions } from './commands/graph.ts';
import type { RoutesOptions } from './commands/routes.ts';
import type { SpofOptions } from './commands/spof.ts';
import type { DepsOptions, SystemsOptions } from './commands/views.ts';
import type { Formats } from './outputs.ts';

const graphFormats: Formats = ['tree', 'dot', 'mermaid', 'json', 'svg'];
const priorities = ['p1', 'p2', 'p3', 'p4', 'p5'];

/** Commands that show the configuration, and what a state file knows of it. */
export function addViews(program: Command, execute: Execute): void {
  program
    .command('systems')
    .description('print the systems')
    .option('--unhealthy', 'only those that are not healthy; needs --state')
    .option('--type <type>', 'only those of a type, or of one that extends it')
    .option('--owner <owner>', 'only those of an owner')
    .addOption(stateOption('show health'))
    .action((options: SystemsOptions) =>
      execute(viewFormats, async (session) =>
        (await import('./commands/views.ts')).systems(session, options),
      ),
    );
  program
    .command('deps')
    .description('print dependencies')
    .argument('[id]', 'only those of and on this system or group')
    .addOption(stateOption('show health'))
    .action((id: string | undefined, options: DepsOptions) =>
      execute(viewFormats, async (session) =>
        (await import('./commands/views.ts')).deps(session, id, options),
      ),
    );
  addWeakPoints(program, execute);
}

function addWeakPoints(program: Command, execute: Execute): void {
  program
    .command('spof')
    .description('print systems whose failure alone takes down a target')
    .option(
      '--target <id>',
      'what must not fail, instead of the targets of the configuration; repeatable',
      gathered,
    )
    .action((options: SpofOptions) =>
      execute(viewFormats, async (session) =>
        (await import('./commands/spof.ts')).spof(session, options),
      ),
    );
  program
    .command('impact')
    .description('print what the failure of a system or group does, and whom to call')
    .argument('<id>', 'a system or a group')
    .action((id: string) =>
      execute(viewFormats, async (session) =>
        (await import('./commands/impact.ts')).impact(session, id),
      ),
    );
  program
    .command('status')
    .description('print what the last evaluation with --state found; writes nothing')
    .addOption(stateOption('the state file of `tower evaluate`'))
    .action((options: DepsOptions) =>
      execute(viewFormats, async (session) =>
        (await import('./commands/status.ts')).status(session, options),
      ),
    );
}

/** Commands about the shape of the topology. */
export function addShapeViews(program: Command, execute: Execute): void {
  program
    .command('graph')
    .description('print the topology')
    .option('--focus <id>', 'what is around a system or a group')
    .option('--depth <n>', 'how many steps from the focus', wholeNumber)
    .option('--reaches <id>', 'what depends on it, directly or not')
    .option('--affected <revision>', 'what changed since a revision of git, and what depends on it')
    .option('--collapse <by>', 'merge systems by owner, region, zone, type or label:KEY')
    .option(
      '--fail <id>',
      'highlight what fails with it: ID, region:R, zone:Z, owner:O or label:KEY=VALUE; repeatable',
      gathered,
    )
    .option('--restart-plan', 'in which waves everything comes up after all of it was down')
    .addOption(oneOf(new Option('--format <format>', 'the same as --output'), graphFormats))
    .addOption(stateOption('show health'))
    .action((options: GraphOptions & { readonly restartPlan?: boolean }) =>
      execute(
        options.restartPlan === true ? viewFormats : graphFormats,
        async (session) =>
          options.restartPlan === true
            ? (await import('./commands/restart-plan.ts')).restartPlan(session, options)
            : (await import('./commands/graph.ts')).graph(session, options),
        options.format === undefined ? [] : [options.format],
      ),
    );
  program
    .command('coupling')
    .description('print how systems hang together: coupling, cycles, layers, protocols')
    .argument('[id]', 'only what concerns this system or group')
    .action((id: string | undefined) =>
      execute(viewFormats, async (session) =>
        (await import('./commands/coupling.ts')).coupling(session, id),
      ),
    );
}

/** Commands about alerts: where they stand, and where they go. */
export function addAlertViews(program: Command, execute: Execute): void {
  program
    .command('alerts')
    .description('print the incidents of the last evaluation with --state, and their alerts')
    .option('--all', 'also what is pending, suppressed or over, and what follows from others')
    .addOption(stateOption('the state file of `tower evaluate`'))
    .action((options: AlertsOptions) =>
      execute(viewFormats, async (session) =>
        (await import('./commands/alerts.ts')).alerts(session, options),
      ),
    );
  program
    .command('routes')
    .description('print where incidents go: routes, escalations, who is told when')
    .option('--system <id>', 'who would be told of an incident of this system, and when')
    .addOption(oneOf(new Option('--priority <priority>', 'only at this priority'), priorities))
    .action((options: RoutesOptions) =>
      execute(viewFormats, async (session) =>
        (await import('./commands/routes.ts')).routes(session, options),
      ),
    );
}
