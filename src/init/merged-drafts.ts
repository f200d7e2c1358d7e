import { load } from '../config/load.ts';
import { type DraftEdge, type DraftSystem, draftsOf } from '../import/draft.ts';
import { systemLines } from '../import/draft-yaml.ts';
import { identified, type KnownSystems, nothingKnown } from '../import/identify.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Guess, Imported, ImportSource } from '../model/imported.ts';
import { sortedBy } from '../model/order.ts';

/** Systems of several imports, each once, and what there is to say about their names. */
export interface MergedDrafts {
  readonly drafts: readonly DraftSystem[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What runs is known best where it runs: values of an earlier kind count. */
const order: readonly ImportSource[] = ['kubernetes', 'compose', 'backstage', 'otel'];

/**
 * The systems of several imports. Each is identified against what the ones before came to, as by `--update`, so that what two
 * sources describe is one system; where both say something, what is said counts before what is guessed.
 */
export function mergedDrafts(imports: readonly Imported[]): MergedDrafts {
  const sorted = imports.toSorted((a, b) => order.indexOf(a.source) - order.indexOf(b.source));
  const byId = new Map<string, DraftSystem>();
  const diagnostics: Diagnostic[] = [];
  for (const imported of sorted) {
    const found = identified(imported, knownFrom([...byId.values()]));
    diagnostics.push(...found.diagnostics);
    for (const draft of draftsOf(imported, found.idByName)) {
      const own = byId.get(draft.id);
      byId.set(draft.id, own === undefined ? draft : merged(own, draft));
    }
  }
  return { drafts: sortedBy(byId.values(), ({ id }) => id), diagnostics };
}

function knownFrom(drafts: readonly DraftSystem[]): KnownSystems {
  const lines = sortedBy(drafts, ({ id }) => id).flatMap((draft) => systemLines(draft, 2, 2));
  const text = ['tower: v1', 'systems:', ...lines, ''].join('\n');
  return drafts.length === 0
    ? nothingKnown
    : (load([{ path: 'tower.yaml', text }]).model ?? nothingKnown);
}

function merged(first: DraftSystem, second: DraftSystem): DraftSystem {
  const labels = new Map([...second.labels, ...first.labels]);
  return {
    ...first,
    type: surer(first.type, second.type) ?? first.type,
    criticality: surer(first.criticality, second.criticality),
    owner: surer(first.owner, second.owner),
    version: first.version ?? second.version,
    configHash: first.configHash ?? second.configHash,
    replicas: first.replicas ?? second.replicas,
    labels: sortedBy(labels, ([label]) => label),
    probe: first.probe ?? second.probe,
    remarks: [...new Set([...first.remarks, ...second.remarks])],
    dependsOn: mergedEdges(first.dependsOn, second.dependsOn),
  };
}

function surer(first: Guess | undefined, second: Guess | undefined): Guess | undefined {
  const both = [first, second].filter((guess) => guess !== undefined);
  return (
    both.find(({ isSaid }) => isSaid === true) ??
    both.find(({ because }) => because !== undefined) ??
    both[0]
  );
}

function mergedEdges(
  first: readonly DraftEdge[],
  second: readonly DraftEdge[],
): readonly DraftEdge[] {
  const byTarget = new Map<string, Guess>();
  for (const { to, kind } of [...first, ...second]) {
    byTarget.set(to, surer(byTarget.get(to), kind) ?? kind);
  }
  return sortedBy(
    [...byTarget].map(([to, kind]) => ({ to, kind })),
    ({ to }) => to,
  );
}
