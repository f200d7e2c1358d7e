import { cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Compiler } from './rules.ts';

/** One change of one file of the compiler: `from`, which must stand there once, becomes `to`. */
export interface Mutation {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const root = join(import.meta.dirname, '..', '..');
const load = createRequire(import.meta.url);

/** A folder for copies of the compiler, which find the rest of the sources and the packages from there. */
export function workshop(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tower-mutants-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** A copy of the compiler with a change, or without one. The copy is of sources, so that what runs is what is written. */
export function mutant(folder: string, name: string, mutation: Mutation | undefined): Compiler {
  const home = join(folder, name);
  mkdirSync(home);
  writeFileSync(join(home, 'package.json'), '{ "type": "module" }');
  symlinkSync(join(root, 'src', 'model'), join(home, 'model'));
  cpSync(join(root, 'src', 'rules'), join(home, 'rules'), { recursive: true });
  if (mutation !== undefined) {
    const file = join(home, 'rules', mutation.file);
    writeFileSync(file, changed(readFileSync(file, 'utf8'), mutation));
  }
  return {
    ...load(join(home, 'rules', 'compile.ts')),
    ...load(join(home, 'rules', 'fact-row.ts')),
  } as Compiler;
}

function changed(text: string, { file, from, to }: Mutation): string {
  const parts = text.split(from);
  if (parts.length !== 2) {
    throw new Error(`\`${from}\` stands ${parts.length - 1} times in ${file}, not once`);
  }
  return parts.join(to);
}
