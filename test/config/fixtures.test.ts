import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { load } from '../../src/config/load.ts';
import { catalogue } from '../../src/model/catalogue.ts';
import { annotated, filesOf, stated, statedIn } from './fixture.ts';

const folder = join(import.meta.dirname, '../fixtures/diagnostics');
const fixtures = readdirSync(folder).sort();
const order = (a: object, b: object): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

/** Codes that loading does not tell, and the tests that show them. */
const elsewhere: Readonly<Record<string, string>> = {
  'baseline/not-json': 'test/config/baseline-file.test.ts',
  'batch/bad-instant': 'test/config/batch.test.ts',
  'batch/bad-silence': 'test/config/batch-silences.test.ts',
  'batch/duplicate-key': 'test/config/batch.test.ts',
  'batch/not-json': 'test/config/batch.test.ts',
  'config/bad-include': 'test/config/project.test.ts',
  'config/more-problems': 'test/config/limits.test.ts',
  'config/no-files': 'test/config/project.test.ts',
  'config/too-many': 'test/config/counts.test.ts',
  'file/not-utf8': 'test/adapters/files.test.ts',
  'file/outside': 'test/cli/files.scenario',
  'file/too-large': 'test/config/source.test.ts',
  'file/too-many': 'test/cli/too-many-files.test.ts',
  'file/unreadable': 'test/adapters/files.test.ts',
  'import/bad-name': 'test/import/identify.test.ts',
  'import/left-out': 'test/import/service-graph.test.ts',
  'import/no-counterpart': 'test/import/alertmanager/alertmanager.test.ts',
  'import/not-added': 'test/import/update.test.ts',
  'import/not-alertmanager': 'test/import/alertmanager/alertmanager.test.ts',
  'import/not-backstage': 'test/import/backstage.test.ts',
  'import/not-compose': 'test/import/compose.test.ts',
  'import/not-followed': 'test/import/compose.test.ts',
  'import/not-kubernetes': 'test/import/kubernetes-told.test.ts',
  'import/not-metrics': 'test/import/service-graph.test.ts',
  'import/nothing': 'test/import/service-graph.test.ts',
  'import/same-id': 'test/import/identify.test.ts',
  'import/same-name': 'test/import/identify.test.ts',
  'import/variable': 'test/import/compose.test.ts',
  'overlay/several': 'test/config/overlay.test.ts',
  'plugin/bad-settings': 'test/config/plugin-settings.test.ts',
  'plugin/not-loaded': 'test/config/plugin-settings.test.ts',
  'scenario/bad-series': 'test/scenario/compile.test.ts',
  'scenario/bad-time': 'test/scenario/compile.test.ts',
  'scenario/expects-nothing': 'test/scenario/compile.test.ts',
  'scenario/missing-file': 'test/scenario/compile.test.ts',
  'scenario/too-long': 'test/scenario/compile.test.ts',
  'scenario/twice': 'test/scenario/compile.test.ts',
  'scenario/unknown-name': 'test/scenario/compile.test.ts',
  'state/corrupt': 'test/config/state-file.test.ts',
  'state/newer': 'test/config/state-file.test.ts',
  'state/other-version': 'test/config/state-file.test.ts',
  'topology/redundancy-unchecked': 'test/config/meaning-redundancy.test.ts',
  'yaml/too-many-parts': 'test/config/limits.test.ts',
};

test.each(fixtures)('%s says exactly what is written below its lines', (name) => {
  const path = join(folder, name);
  const text = readFileSync(path, 'utf8');
  const files = filesOf(text);
  if (process.env['UPDATE_GOLDEN'] === '1') {
    // New annotations move the lines below them, so that the second pass states the final places.
    writeFileSync(path, rewritten(rewritten(text)));
    return;
  }
  const told = load(files).diagnostics.map(stated);
  expect([...told].sort(order)).toEqual(files.flatMap(statedIn).sort(order));
});

function rewritten(text: string): string {
  const files = filesOf(text);
  const { diagnostics } = load(files);
  return files
    .map(
      (file) =>
        (text.startsWith('-- ') ? `-- ${file.path} --\n` : '') + annotated(file, diagnostics),
    )
    .join('');
}

test('every code has a fixture, or a test elsewhere that names it', () => {
  const texts = fixtures.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
  const missing = Object.keys(catalogue).filter((code) => {
    const place = elsewhere[code];
    return place === undefined
      ? !texts.includes(` ${code} `)
      : !readFileSync(join(import.meta.dirname, '../..', place), 'utf8').includes(code);
  });
  expect(missing).toEqual([]);
});
