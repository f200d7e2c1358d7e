import { type Guess, type Imported, type ImportedSystem, nameLabels } from '../model/imported.ts';
import { sortedBy } from '../model/order.ts';
import { criticalities } from '../model/words.ts';

/** A system as it would stand in a configuration. What the source says and a configuration cannot hold is left away. */
export interface DraftSystem {
  readonly id: string;
  /** What the source calls it. */
  readonly name: string;
  readonly type: Guess;
  /** Undefined where nothing is known. */
  readonly criticality: Guess | undefined;
  readonly owner: Guess | undefined;
  readonly version: string | undefined;
  readonly configHash: string | undefined;
  readonly replicas: number | undefined;
  /** By label; among them the name that the source has for it, where that is not the id. */
  readonly labels: readonly (readonly [label: string, value: string])[];
  /** YAML on one line. */
  readonly probe: string | undefined;
  readonly remarks: readonly string[];
  /** By id. */
  readonly dependsOn: readonly DraftEdge[];
}

export interface DraftEdge {
  readonly to: string;
  readonly kind: Guess;
}

const ownerLength = 120;
const versionLength = 120;
const labelLength = 256;
const hash = /^[!-~]{1,200}$/;

/** The systems of an import that have an id, by id. */
export function draftsOf(
  imported: Imported,
  idByName: ReadonlyMap<string, string>,
): readonly DraftSystem[] {
  const edges = new Map<string, DraftEdge[]>();
  for (const { from, to, kind } of imported.calls) {
    const target = idByName.get(to);
    if (target !== undefined && target !== idByName.get(from)) {
      const own = edges.get(from) ?? [];
      edges.set(from, own);
      own.push({ to: target, kind });
    }
  }
  const drafts = imported.systems.flatMap((system): readonly DraftSystem[] => {
    const id = idByName.get(system.name);
    return id === undefined
      ? []
      : [draftOf(system, { id, label: nameLabels[imported.source] }, edges.get(system.name) ?? [])];
  });
  return sortedBy(drafts, ({ id }) => id);
}

function draftOf(
  system: ImportedSystem,
  { id, label }: { readonly id: string; readonly label: string },
  edges: readonly DraftEdge[],
): DraftSystem {
  const { name, criticality, owner } = system;
  const labels = new Map([...system.labels].filter(([, value]) => value !== id));
  if (name !== id) {
    labels.set(label, name);
  }
  return {
    id,
    name,
    type: system.type,
    criticality: criticalities.some((known) => known === criticality?.word)
      ? criticality
      : undefined,
    owner: owner === undefined || owner.word.length > ownerLength ? undefined : owner,
    version: only(system.versions, (text) => text.length <= versionLength),
    configHash: only(system.configHashes, (text) => hash.test(text)),
    replicas: system.replicas,
    labels: sortedBy(labels, ([key]) => key).filter(([, value]) => value.length <= labelLength),
    probe: system.probe,
    remarks: system.remarks,
    dependsOn: sortedBy(edges, ({ to }) => to),
  };
}

/** The value where there is one, and one alone. */
function only(values: readonly string[], isHeld: (text: string) => boolean): string | undefined {
  const [first = '', ...others] = values;
  return first !== '' && others.length === 0 && isHeld(first) ? first : undefined;
}
