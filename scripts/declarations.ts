import { globSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * Removes the declarations that the public API does not lead to. Fails where it leads to types of a library, which those who install
 * the package would not have.
 */
export function pruneDeclarations(folder: string): void {
  const needed = new Set<string>();
  const open = [join(folder, 'index.d.ts')];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (needed.has(file)) {
      continue;
    }
    needed.add(file);
    for (const target of importsOf(readFileSync(file, 'utf8'))) {
      if (!target.startsWith('.')) {
        throw new Error(`${file} leads to types of ${target}`);
      }
      open.push(resolve(dirname(file), target.replace(/\.[jt]s$/, '.d.ts')));
    }
  }
  for (const name of globSync('**/*.d.ts', { cwd: folder })) {
    if (!needed.has(join(folder, name))) {
      rmSync(join(folder, name));
    }
  }
  // The deepest first: what is empty then goes as well.
  const folders = globSync('**/', { cwd: folder }).sort((a, b) => b.length - a.length);
  for (const name of folders) {
    if (globSync('*', { cwd: join(folder, name) }).length === 0) {
      rmdirSync(join(folder, name));
    }
  }
}

/** What a text imports, or names by `import(…)`. */
function importsOf(text: string): readonly string[] {
  return [...text.matchAll(/(?:from |import\()["']([^"']+)["']/g)].map(([, target = '']) => target);
}
