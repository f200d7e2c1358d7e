import { check } from '../config/check.ts';
import { readSource, type Source } from '../config/source.ts';
import { scenarioValidator } from '../config/validators.ts';
import type { Diagnostic, SourceFile } from '../model/diagnostic.ts';
import type { Location } from '../model/location.ts';
import type * as file from '../model/scenario.generated.ts';

/** A file of scenarios that is as its schema says, and where everything in it stands. */
export interface ScenarioSource {
  readonly source: Source;
  readonly scenarios: file.ScenarioFile['scenarios'];
  /** Files that `reload` names, each as often as it is named. */
  readonly replacements: readonly Replacement[];
}

/** A file of the project that another one stands in for. */
export interface Replacement {
  /** Path in the project. */
  readonly replaced: string;
  /** Path of the other file in the project; undefined where it leads out. */
  readonly by: string | undefined;
  /** Where both are written. */
  readonly replacedAt: Location;
  readonly byAt: Location;
}

/** What reading a file of scenarios comes to: without a result there is an error among the diagnostics. */
export interface ReadScenarios {
  readonly read: ScenarioSource | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the text of a file `*.scenario.yaml`. Nothing is compared with a configuration yet. */
export function readScenarios(text: SourceFile): ReadScenarios {
  const { source, diagnostics } = readSource(text);
  if (source === undefined || source.value === null) {
    return { read: undefined, diagnostics: diagnostics.map(asError) };
  }
  const faults = check(source, scenarioValidator).map(withReason);
  if (faults.length > 0) {
    return { read: undefined, diagnostics: faults };
  }
  const { scenarios } = source.value as file.ScenarioFile; // The validator has just found it to be one.
  return {
    read: { source, scenarios, replacements: replacementsIn(source, scenarios) },
    diagnostics,
  };
}

/** An empty file of a configuration is odd; one of scenarios tests nothing although somebody thinks that it does. */
function asError(diagnostic: Diagnostic): Diagnostic {
  return diagnostic.code === 'yaml/empty'
    ? {
        ...diagnostic,
        severity: 'error',
        help: 'begin it with `tower: v1` and `scenarios:`, or remove it',
      }
    : diagnostic;
}

/** Keys that are known from plans and other tools, and why there is nothing behind them. */
const notYet: ReadonlyMap<string, string> = new Map([
  ['requests', 'claims on resources are not arbitrated, so that a scenario cannot make any'],
  ['action', 'Tower does not decide about single actions: expect what its policies decide'],
  [
    'actions',
    'runs of executors cannot be expected: expect the level that runs them, by `escalation`',
  ],
  [
    'recovery',
    'runs of executors cannot be expected: expect the level that runs them, by `escalation`',
  ],
]);

function withReason(diagnostic: Diagnostic): Diagnostic {
  const key = /^unknown key `(.*)`$/.exec(diagnostic.message)?.[1] ?? '';
  const help = diagnostic.code === 'schema/unknown-key' ? notYet.get(key) : undefined;
  return help === undefined ? diagnostic : { ...diagnostic, help };
}

function replacementsIn(
  source: Source,
  scenarios: file.ScenarioFile['scenarios'],
): readonly Replacement[] {
  const folder = source.file.split('/').slice(0, -1);
  return Object.entries(scenarios).flatMap(([name, { reload }]) =>
    reloadsOf(reload).flatMap(({ replace }, index) =>
      Object.entries(replace).map(([replaced, by]): Replacement => {
        const at = Array.isArray(reload) ? ['reload', index] : ['reload'];
        const path = ['scenarios', name, ...at, 'replace', replaced];
        return {
          replaced,
          by: joined(folder, by),
          replacedAt: source.locate(path, 'key'),
          byAt: source.locate(path, 'value'),
        };
      }),
    ),
  );
}

/** The reloads of a scenario, of which one may stand without a list. */
export function reloadsOf(reload: file.Scenario['reload']): readonly file.Reload[] {
  if (reload === undefined) {
    return [];
  }
  return isList(reload) ? reload : [reload];
}

function isList(reload: NonNullable<file.Scenario['reload']>): reload is readonly file.Reload[] {
  return Array.isArray(reload);
}

/** A path from a folder, both of the project; undefined where it is absolute or leads out. */
function joined(folder: readonly string[], path: string): string | undefined {
  if (/^([/~]|[A-Za-z]:)|\\/.test(path)) {
    return undefined;
  }
  const parts = [...folder];
  for (const part of path.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) {
        return undefined;
      }
    } else if (part !== '.' && part !== '') {
      parts.push(part);
    }
  }
  return parts.join('/');
}
