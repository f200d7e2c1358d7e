import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

/** The licenses of all packages that files in node_modules belong to, one after the other, by name. Fails where a package has none. */
export function licensesOf(root: string, files: readonly string[]): string {
  const names = files.flatMap(
    (file) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? [],
  );
  const parts = [...new Set(names)]
    .sort()
    .map((name) => licenseOf(join(root, 'node_modules', name)));
  return ['What dist/ holds of others, and on what terms.\n', ...parts].join(
    `\n${'='.repeat(80)}\n\n`,
  );
}

/** Packages that name their license and come without its text. */
const texts: ReadonlyMap<string, string> = new Map([
  [
    '@viz-js/viz',
    `Viz.js: MIT License, Copyright (c) Michael Daines.
It holds Graphviz (Eclipse Public License 1.0, https://graphviz.org/license/; source: https://gitlab.com/graphviz/graphviz) and
Expat (MIT License, https://github.com/libexpat/libexpat), compiled to WebAssembly and not changed.
`,
  ],
]);

function licenseOf(folder: string): string {
  const { name, version, license } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  ) as Package;
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? texts.get(name) : readFileSync(join(folder, file), 'utf8');
  if (text === undefined) {
    throw new Error(`${name} comes without the text of its license`);
  }
  return `${name} ${version} (${license})\n\n${text.trim()}\n`;
}
