import { load } from '../config/load.ts';
import { inclusionOf } from '../config/project.ts';
import { readSource } from '../config/source.ts';
import { evaluate } from '../evaluate/evaluate.ts';
import { emptyState } from '../evaluate/state.ts';
import { verdict } from '../evaluate/verdict.ts';
import { formatted } from '../format/format.ts';
import { type Alerting, alertmanagerOf } from '../import/alertmanager/alertmanager.ts';
import { alertingText } from '../import/alertmanager/text.ts';
import { idFor } from '../import/identify.ts';
import type { Diagnostic, SourceFile } from '../model/diagnostic.ts';
import type { Model } from '../model/model.ts';
import { sortedBy } from '../model/order.ts';
import { counted } from './counted.ts';
import { type Decisions, decisionsIn } from './decisions.ts';
import { batchText, exampleBatch } from './example-batch.ts';
import { firstScenario } from './first-scenario.ts';
import { mergedDrafts } from './merged-drafts.ts';
import { escalationText, guardText, thresholdsText } from './policy-texts.ts';
import type { Source } from './sources.ts';
import { starterTopology, topologyText } from './topology-text.ts';

/** A file that is to be created, and what it holds in a few words. */
export interface PlannedFile extends SourceFile {
  readonly note: string;
}

/** A configuration that is to be written. */
export interface Plan {
  /** In the order of writing; tower.yaml, which makes a project of the folder, comes last. */
  readonly files: readonly PlannedFile[];
  readonly model: Model;
  readonly decisions: readonly Decisions[];
  /** Warnings and notes of the imports. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Why there is no plan: what keeps it from loading, or a sentence. */
export interface NoPlan {
  readonly plan?: undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly reason: string;
  readonly sources: ReadonlyMap<string, string>;
}

export interface Wanted {
  /** Name of the configuration. */
  readonly name: string;
  readonly sources: readonly Source[];
  /** Files below the folder that a configuration would include by default, or that are in the way. */
  readonly existing: readonly SourceFile[];
}

const [topologyFolder, escalationPath, guardPath, thresholdsPath, scenarioPath, batchPath] = [
  'topology',
  'policies/escalation.yaml',
  'policies/guard.yaml',
  'policies/thresholds.yaml',
  'scenarios/first.scenario.yaml',
  'examples/signals.json',
];

export const exampleBatchPath = batchPath;

/** Paths of the files that a plan may have, for a name. */
export function plannedPaths(name: string): readonly string[] {
  return [
    topologyPath(name),
    escalationPath,
    guardPath,
    thresholdsPath,
    scenarioPath,
    batchPath,
    'tower.yaml',
  ];
}

function topologyPath(name: string): string {
  return `${topologyFolder}/${idFor(name)}.yaml`;
}

/**
 * Works out all files of a configuration, and tries them: they load together with what is there, the scenario passes and
 * the batch is judged without a finding that fails. Nothing is written before that.
 */
export function planOf(wanted: Wanted): { readonly plan: Plan } | NoPlan {
  const { existing } = wanted;
  const has = (path: string): boolean => existing.some((file) => file.path === path);
  const { file, diagnostics: told } = topologyOf(wanted);
  const topology = inForm(file);
  const seen = load([{ path: 'tower.yaml', text: 'tower: v1\n' }, topology]).model;
  const policies = policiesOf(wanted, seen);
  const parts = [topology, ...policies.files.map(inForm)].filter(({ path }) => !has(path));
  const kept = existing.filter(isTower);
  const root = inForm(rootFile(wanted, [...parts, ...kept]));
  const loaded = [root, ...parts, ...kept];
  const { model, diagnostics } = load(loaded);
  const sources = new Map(loaded.map(({ path, text }) => [path, text]));
  if (model === undefined) {
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    return { diagnostics: errors, reason: 'does not load with what is there', sources };
  }
  const scenario = has(scenarioPath) ? undefined : firstScenario(model, loaded, scenarioPath);
  const batch = exampleBatch(model);
  const { exitCode } = verdict(evaluate(model, emptyState(), batch).report, { failOn: 'error' });
  if (scenario?.passes === false || exitCode !== 0) {
    const reason =
      exitCode === 0 ? 'comes to a scenario that does not pass' : 'breaks policies that are there';
    return { diagnostics: [], reason, sources };
  }
  const files = [
    ...parts,
    ...(scenario === undefined
      ? []
      : [inForm({ path: scenarioPath, text: scenario.text, note: `${scenario.system} fails` })]),
    ...(has(batchPath)
      ? []
      : [
          {
            path: batchPath,
            text: batchText(batch),
            note: 'a batch of signals in which all is well',
          },
        ]),
    root,
  ];
  return {
    plan: {
      files,
      model,
      decisions: decisionsIn(files),
      diagnostics: [...told, ...policies.diagnostics],
    },
  };
}

/** A file as `tower fmt` would write it, so that whoever checks the form has nothing to mend on the first day. */
function inForm(file: PlannedFile): PlannedFile {
  const { text = file.text } = formatted(file);
  return { ...file, text };
}

function topologyOf({ name, sources }: Wanted): {
  readonly file: PlannedFile;
  readonly diagnostics: readonly Diagnostic[];
} {
  const path = topologyPath(name);
  const own = sources.filter(({ imported }) => imported !== undefined);
  if (own.length === 0) {
    const note = 'three systems to begin with';
    return { file: { path, text: starterTopology, note }, diagnostics: [] };
  }
  const { drafts, diagnostics } = mergedDrafts(own.flatMap(({ imported }) => imported ?? []));
  const names = own.map((source) => source.name);
  const edges = drafts.reduce((sum, { dependsOn }) => sum + dependsOn.length, 0);
  return {
    file: {
      path,
      text: topologyText(drafts, names),
      note: `${counted(drafts.length, 'system')}, ${counted(edges, 'dependency')} from ${names.join(', ')}`,
    },
    diagnostics: [...own.flatMap((source) => source.diagnostics), ...diagnostics],
  };
}

interface Policies {
  readonly files: readonly PlannedFile[];
  readonly diagnostics: readonly Diagnostic[];
}

function policiesOf({ sources }: Wanted, model: Model | undefined): Policies {
  const source = sources.find(({ kind }) => kind === 'alertmanager');
  const [file] = source?.files ?? [];
  // Once more: beside systems, what names them is said of them.
  const read = file === undefined ? undefined : alertmanagerOf(file, model);
  const thresholds = thresholdsText((model?.systems ?? []).map(({ type }) => type));
  return {
    files: [
      {
        path: escalationPath,
        text: read?.alerting === undefined ? escalationText : alertingText(read.alerting),
        note:
          read?.alerting === undefined
            ? 'a file and a mail to begin with'
            : `${sayAlerting(read.alerting)} from ${source?.name ?? ''}`,
      },
      { path: guardPath, text: guardText, note: '3 starter policies, all `warn`' },
      ...(thresholds === undefined
        ? []
        : [{ path: thresholdsPath, text: thresholds, note: 'a limit for each type of system' }]),
    ],
    diagnostics: read?.diagnostics ?? [],
  };
}

function sayAlerting({ channels, routes }: Alerting): string {
  const inForce = routes.filter(({ lost }) => lost.length === 0).length;
  return `${counted(channels.length, 'channel')}, ${counted(inForce, 'route')}`;
}

/** Whether a file that is there is one of Tower's. Others in folders of the same name belong to somebody else. */
function isTower(file: SourceFile): boolean {
  return /^tower\s*:/m.test(file.text) && readSource(file).source !== undefined;
}

/** tower.yaml. Where folders hold what is not Tower's, it names its files one by one. */
function rootFile({ name, existing }: Wanted, files: readonly SourceFile[]): PlannedFile {
  const includes = inclusionOf(undefined).includes;
  const isShared = existing.some((file) => includes(file.path) && !isTower(file));
  const own = sortedBy(files.map(({ path }) => path).filter(includes), (path) => path);
  const patterns = isShared ? own : ['topology/**/*.yaml', 'policies/**/*.yaml'];
  const text = [
    '# The root of a configuration: `tower` looks for this file from the working directory upwards, as git does for .git.',
    'tower: v1',
    '',
    'config:',
    `  name: ${JSON.stringify(name)}`,
    ...(isShared
      ? [
          '  # One by one, because these folders hold files of somebody else, too.',
          '  include:',
          ...own.map((path) => `    - ${/^[\w./-]+$/.test(path) ? path : JSON.stringify(path)}`),
        ]
      : [
          '  # Which files belong. Any file may hold any section.',
          `  include: [${patterns.map((pattern) => JSON.stringify(pattern)).join(', ')}]`,
        ]),
    '',
  ].join('\n');
  return { path: 'tower.yaml', text, note: '' };
}
