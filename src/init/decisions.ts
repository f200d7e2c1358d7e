import { mark } from '../import/draft-yaml.ts';
import type { SourceFile } from '../model/diagnostic.ts';

/** How much of one kind there is to decide. */
export interface Decisions {
  /** Such as `the owner of`. */
  readonly what: string;
  readonly count: number;
  /** What is counted: `system`. */
  readonly noun: string;
}

/** Kinds of marked lines, the first that fits. */
const kinds: readonly (readonly [what: string, noun: string, path: RegExp, line: RegExp])[] = [
  ['type of', 'system', /^topology\//, /^\s+type:/],
  ['criticality of', 'system', /^topology\//, /^\s+criticality:/],
  ['owner of', 'system', /^topology\//, /^\s+(?:# )?owner:/],
  ['probe of', 'system', /^topology\//, /^\s+# probe:/],
  ['kind of', 'dependency', /^topology\//, /^\s+\S+: /],
  ['', 'channel', /^policies\/escalation/, /^ {2}(?:# )?\S+: \{/],
  ['', 'route', /^policies\/escalation/, /^ {2}/],
  ['', 'limit', /^policies\/thresholds/, /^/],
  ['', 'path', /^\.gitlab-ci/, /^/],
];

/** What is marked in files, by kind, in the order in which people decide it. */
export function decisionsIn(files: readonly SourceFile[]): readonly Decisions[] {
  const counts = new Map<string, Decisions>();
  const marked = files.flatMap(({ path, text }) =>
    text
      .split('\n')
      // The first line of a file says what the mark means.
      .filter((line, index) => index > 0 && line.includes(`# ${mark}`))
      .map((line) => ({ path, line })),
  );
  for (const { path, line } of marked) {
    const [what, noun] = kinds.find(
      ([, , paths, lines]) => paths.test(path) && lines.test(line),
    ) ?? ['', 'remark'];
    const key = `${what} ${noun}`;
    counts.set(key, { what, noun, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}
