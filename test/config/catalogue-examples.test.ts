import { expect, test } from 'vitest';
import { readBaseline } from '../../src/config/baseline-file.ts';
import { readBatches } from '../../src/config/batch.ts';
import { load } from '../../src/config/load.ts';
import { type SettingsCheck, withPlugins } from '../../src/config/plugin-settings.ts';
import { inclusionOf, isScenarios } from '../../src/config/project.ts';
import { readState } from '../../src/config/state-file.ts';
import { alertmanagerOf } from '../../src/import/alertmanager/alertmanager.ts';
import type { CatalogueRow } from '../../src/model/catalogue/row.ts';
import { catalogue } from '../../src/model/catalogue.ts';
import type { Diagnostic, SourceFile } from '../../src/model/diagnostic.ts';
import { compileScenarios } from '../../src/scenario/compile.ts';
import { readScenarios } from '../../src/scenario/read-file.ts';
import { isImported, toldOfImport } from '../import/told.ts';
import { filesOf } from './fixture.ts';

const rows: readonly (readonly [string, CatalogueRow])[] = Object.entries(catalogue);

/** Codes about what is not text, or is too much of something: their examples only show the text of a file. */
const aboutFiles = new Set([
  'config/more-problems',
  'config/too-many',
  'file/not-utf8',
  'file/outside',
  'file/too-large',
  'file/too-many',
  'file/unreadable',
  'topology/redundancy-unchecked',
  'yaml/too-many-parts',
]);

const judged = rows.filter(([code]) => !aboutFiles.has(code));

/** Everything that is told of files: a batch, a state, or a configuration whose files tower.yaml chooses. */
function told(files: readonly SourceFile[]): readonly Diagnostic[] {
  const [first] = files;
  if (first?.path === 'batch.json') {
    return readBatches(first).diagnostics;
  }
  if (first?.path === 'state.json') {
    return readState(first).diagnostics;
  }
  if (first?.path === 'baseline.json') {
    return readBaseline(first).diagnostics;
  }
  if (first?.path === 'alertmanager.yml') {
    return alertmanagerOf(first, undefined).diagnostics;
  }
  const imported = files.find(isImported);
  if (imported !== undefined) {
    return toldOfImport(imported, files);
  }
  const scenarios = files.find(({ path }) => isScenarios(path));
  if (scenarios !== undefined) {
    return toldOfScenarios(scenarios, files);
  }
  const root = files.find(({ path }) => path === 'tower.yaml');
  const chosen =
    root === undefined ? [] : inclusionOf(root).choose(files.map(({ path }) => path)).diagnostics;
  return [
    ...chosen,
    ...withPlugins(load(files), files, { channels: rooms, executors: undefined }).diagnostics,
  ];
}

/** What a plugin brings: a channel whose room is a text. */
const rooms: ReadonlyMap<string, SettingsCheck> = new Map([
  [
    'teams-room',
    (settings) =>
      typeof (settings as { readonly room?: unknown }).room === 'string'
        ? []
        : [{ path: ['room'], message: 'must be string' }],
  ],
]);

/** What is told of a file of scenarios; the other files are a configuration, and what stands in for its files. */
function toldOfScenarios(
  scenarios: SourceFile,
  files: readonly SourceFile[],
): readonly Diagnostic[] {
  const own = files.filter(({ path }) => !path.startsWith('scenarios/'));
  const { model } = load(own);
  const { read, diagnostics } = readScenarios(scenarios);
  if (model === undefined || read === undefined) {
    return diagnostics;
  }
  const replacements = new Map(files.map((file) => [file.path, file]));
  return compileScenarios([read], { model, files: own, replacements }).diagnostics;
}

function codesIn(text: string): readonly string[] {
  return [...new Set(told(filesOf(text)).map(({ code }) => code))].sort();
}

test.each(judged)('the example of %s raises it and nothing else', (code, { example }) => {
  expect(codesIn(example)).toEqual([code]);
});

test.each(rows.filter(([, { fixed }]) => fixed !== undefined))(
  'the mended example of %s raises nothing',
  (_code, { fixed = '' }) => {
    expect(codesIn(fixed)).toEqual([]);
  },
);

test('every example that raises something is shown mended', () => {
  expect(judged.filter(([, { fixed }]) => fixed === undefined).map(([code]) => code)).toEqual([]);
});

test.each(rows)('%s is explained in full sentences', (_code, { title, explanation, example }) => {
  const sentences = explanation.split(/(?<=[.?])\s+(?=[A-Z`*])/);
  expect({
    title: /^[a-z`].*[^.]$/.test(title) && title.length <= 72,
    sentences: sentences.length >= 2 && sentences.length <= 5 && explanation.endsWith('.'),
    example: example.endsWith('\n'),
  }).toEqual({ title: true, sentences: true, example: true });
});
