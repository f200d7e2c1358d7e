import { sortedBy } from '../model/order.ts';
import { plain } from '../report/text.ts';
import { type Rewritten, rewritten } from '../scenario/rewrite.ts';
import type { Tested } from '../scenario/test-scenarios.ts';

/** Files of scenarios as they become, by path. */
export type Updates = readonly (Rewritten & { readonly path: string })[];

/** The files in which expectations are others. */
export function updatesOf(
  texts: ReadonlyMap<string, string>,
  rewrites: Tested['rewrites'],
): Updates {
  return sortedBy(rewrites, ([path]) => path).flatMap(([path, own]) => {
    const after = rewritten(texts.get(path) ?? '', own);
    return after === undefined ? [] : [{ path, ...after }];
  });
}

/** What changes, as a diff without context. */
export function changesText(updates: Updates): string {
  const lines = updates.flatMap(({ path, hunks }) => [
    `--- ${path}`,
    `+++ ${path}`,
    ...hunks.flatMap(({ line, before, after }) => [
      `@@ line ${line} @@`,
      ...before.map((text) => `-${text}`),
      ...after.map((text) => `+${text}`),
    ]),
  ]);
  return lines.map((line) => `${plain(line)}\n`).join('');
}
