import { expect } from 'vitest';
import type { SourceFile } from '../../src/model/diagnostic.ts';
import { readImport, toldOfImport } from '../import/told.ts';
import { expectUntouched, faultsOf } from './invariants.ts';

/** What must hold whatever a source is: an import or an error, places inside, and nothing left behind. */
export function expectSoundImport(file: SourceFile): void {
  const told = toldOfImport(file, [file]).filter(({ at }) => at.file === file.path);
  const { imported } = readImport(file);
  const hasError = told.some(({ severity }) => severity === 'error');
  const own = { path: file.path, text: file.text.replace(/^\uFEFF/, '') };
  expect({ hasImport: imported !== undefined, faults: faultsOf([own], told) }).toEqual({
    hasImport: !hasError,
    faults: [],
  });
  expectUntouched();
}
