import { formats } from '../report/context.ts';
import type { EvaluateOptions } from './commands/evaluate.ts';
import type { ValidateOptions } from './commands/validate.ts';
import { colors } from './execute.ts';
import type { FlagRow } from './flag-rows.ts';
import type { Outcome } from './outcome.ts';
import type { Formats } from './outputs.ts';
import type { Session } from './session.ts';

/** Flags of every command. */
export const globalRows: readonly FlagRow[] = [
  {
    flags: '-C, --root <path>',
    description:
      'folder with a tower.yaml, or a lone YAML file (TOWER_ROOT; default: upwards from here)',
  },
  {
    flags: '--env <name>',
    description: 'environment: lays tower.NAME.yaml over the configuration (TOWER_ENV)',
  },
  {
    flags: '-o, --output <format[=file]>',
    description:
      'format, on standard output or in a file; repeatable (TOWER_OUTPUT, separated by commas)',
    isRepeatable: true,
  },
  { flags: '--color <when>', description: 'whether to color (TOWER_COLOR)', values: colors },
  { flags: '--ascii', description: 'draw with ASCII alone' },
  {
    flags: '--no-cache',
    description: 'use and keep nothing of earlier runs (TOWER_CACHE=off)',
    usual: true,
  },
];

/** What can be said to gates. */
export type GateOptions = ValidateOptions & EvaluateOptions;

/** A command that builds wait for, so that its usual command lines are read without the parser. */
export interface Gate {
  readonly name: 'validate' | 'evaluate';
  readonly description: string;
  readonly takesPaths: boolean;
  readonly rows: readonly FlagRow[];
  readonly formats: Formats;
  readonly work: (
    session: Session,
    options: GateOptions,
    paths: readonly string[],
  ) => Promise<Outcome>;
}

const failOn: FlagRow = {
  flags: '--fail-on <severity>',
  description: 'what fails',
  values: ['error', 'warning', 'never'],
  usual: 'error',
};

const maxWarnings: FlagRow = {
  flags: '--max-warnings <n>',
  description: 'fail when there are more warnings',
  isNumber: true,
};

/** Flags by which only what is new counts. */
const baselineRows: readonly FlagRow[] = [
  {
    flags: '--baseline <file>',
    description: 'what this file lists is known and does not count (TOWER_BASELINE)',
  },
  { flags: '--update-baseline', description: 'write all that is found now into it' },
  { flags: '--prune-baseline', description: 'drop from it what is no longer found' },
];

export const gates: readonly Gate[] = [
  {
    name: 'validate',
    description: 'check the configuration: YAML, schema, references, meaning',
    takesPaths: true,
    rows: [
      failOn,
      maxWarnings,
      { flags: '--allow-empty', description: 'accept paths that match nothing' },
      ...baselineRows,
    ],
    formats,
    work: async (session, options, paths) =>
      (await import('./commands/validate.ts')).validate(session, paths, options),
  },
  {
    name: 'evaluate',
    description: 'judge the configuration and what was observed',
    takesPaths: false,
    rows: [
      {
        flags: '--signals <file>',
        description: 'batch as JSON, or NDJSON with one batch a line; - is standard input',
      },
      {
        flags: '--state <file>',
        description: 'read what earlier runs remember, and remember this one (TOWER_STATE)',
      },
      {
        flags: '--at <instant>',
        description: 'evaluate at this instant, such as 2026-11-21T14:52:15Z',
      },
      failOn,
      maxWarnings,
      {
        flags: '--fail-on-status <status>',
        description: 'fail at this status or worse',
        values: ['unhealthy', 'degraded'],
      },
      ...baselineRows,
    ],
    formats,
    work: async (session, options) =>
      (await import('./commands/evaluate.ts')).evaluateCommand(session, options),
  },
];
