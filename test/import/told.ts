import { importDifferences } from '../../src/analysis/import-differences.ts';
import { load } from '../../src/config/load.ts';
import { backstageOf } from '../../src/import/backstage.ts';
import { composeOf } from '../../src/import/compose.ts';
import { draftsOf } from '../../src/import/draft.ts';
import { identified } from '../../src/import/identify.ts';
import { ignoredIn } from '../../src/import/ignored.ts';
import { kubernetesOf } from '../../src/import/kubernetes.ts';
import type { ReadImport } from '../../src/import/reading.ts';
import { serviceGraphOf } from '../../src/import/service-graph.ts';
import { additionsOf, type Updated, updated } from '../../src/import/update.ts';
import type { Diagnostic, SourceFile } from '../../src/model/diagnostic.ts';
import type { ImportDifferences, Imported } from '../../src/model/imported.ts';
import type { Model } from '../../src/model/model.ts';

/** Reads a source by the name of its file. */
export function readImport(file: SourceFile): ReadImport {
  if (file.path.startsWith('k8s/')) {
    return kubernetesOf([file]);
  }
  if (file.path === 'catalog-info.yaml') {
    return backstageOf([file]);
  }
  return file.path.endsWith('.yaml') ? composeOf(file) : serviceGraphOf(file);
}

/** An import that has no error. */
export function importedFrom(file: SourceFile): Imported {
  const { imported, diagnostics } = readImport(file);
  if (imported === undefined) {
    throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  }
  return imported;
}

/** A configuration that has no error. */
export function modelOf(files: readonly SourceFile[]): Model {
  const { model, diagnostics } = load(files);
  if (model === undefined) {
    throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  }
  return model;
}

/** An import against a configuration of some files. */
export function differencesOf(imported: Imported, files: readonly SourceFile[]): ImportDifferences {
  const model = modelOf(files);
  return importDifferences(model, {
    imported,
    idByName: identified(imported, model).idByName,
    ignored: ignoredIn(files.map(({ text }) => text)),
  });
}

/** The first of some files, brought up to date with an import. */
export function updatedFrom(imported: Imported, files: readonly SourceFile[]): Updated {
  const [file = { path: 'tower.yaml', text: '' }] = files;
  const { idByName } = identified(imported, modelOf(files));
  const additions = additionsOf(differencesOf(imported, files), draftsOf(imported, idByName));
  return updated(file, additions, { source: imported.source, file: 'source' });
}

/** Everything that an import of a file into a configuration of the others tells. */
export function toldOfImport(
  file: SourceFile,
  files: readonly SourceFile[],
): readonly Diagnostic[] {
  const { imported, diagnostics } = readImport(file);
  if (imported === undefined) {
    return diagnostics;
  }
  const own = files.filter((other) => other !== file);
  const empty = { path: 'elsewhere.yaml', text: 'tower: v1\n' };
  const base = own.length === 0 ? [{ path: 'tower.yaml', text: 'tower: v1\n' }] : own;
  const told = identified(imported, modelOf(base)).diagnostics;
  return [...diagnostics, ...told, ...updatedFrom(imported, [empty, ...base]).diagnostics];
}

/** Whether a file of a fixture is what an import reads. */
export function isImported({ path }: SourceFile): boolean {
  return /^(?:metrics\.txt|compose\.yaml|catalog-info\.yaml|k8s\/.*)$/.test(path);
}
