import type * as file from '../model/config.generated.ts';
import type { System, Threshold } from '../model/model.ts';
import { sortedBy } from '../model/order.ts';
import type { Problems } from './problems.ts';
import { compareSpecificity, type Specificity, specificityOf } from './select.ts';
import type { SystemIndex } from './system-index.ts';
import { type Item, placeOf, type Tree } from './tree.ts';

interface Candidate {
  readonly threshold: Threshold;
  readonly item: Item<file.Threshold>;
  readonly specificity: Specificity;
}

/**
 * The systems with the one threshold that wins for each of their signals: ids beat labels beat owner, region and
 * criticality beat type. A tie that no `overrides` settles is told once for each pair of thresholds.
 */
export function assignThresholds(
  systems: readonly System[],
  thresholds: readonly Threshold[],
  {
    tree,
    index,
    problems,
  }: {
    readonly tree: Tree;
    readonly index: SystemIndex;
    readonly problems: Problems;
  },
): readonly System[] {
  const candidatesOf = new Map<string, Candidate[]>(systems.map(({ id }) => [id, []]));
  for (const threshold of thresholds) {
    const item = tree.table('thresholds').get(threshold.id);
    if (item !== undefined) {
      const candidate = { threshold, item, specificity: specificityOf(item.value.match) };
      for (const { id } of index.selected(item.value.match)) {
        candidatesOf.get(id)?.push(candidate);
      }
    }
  }
  const ties = new Map<
    string,
    { readonly pair: readonly [Candidate, Candidate]; readonly systems: string[] }
  >();
  const assigned = systems.map((system): System => {
    const bySignal = Map.groupBy(
      candidatesOf.get(system.id) ?? [],
      ({ threshold }) => threshold.signal,
    );
    const won = [...bySignal].flatMap(([signal, rivals]) => {
      const [winner, rival] = strongest(rivals);
      if (winner !== undefined && rival !== undefined) {
        const key = `${winner.threshold.id} ${rival.threshold.id}`;
        const tie = ties.get(key) ?? { pair: [winner, rival], systems: [] };
        tie.systems.push(system.id);
        ties.set(key, tie);
      }
      return winner === undefined ? [] : [[signal, winner.threshold] as const];
    });
    return withThresholds(system, new Map(sortedBy(won, ([signal]) => signal)));
  });
  for (const tie of ties.values()) {
    tellTie(tie, problems);
  }
  return assigned;
}

/** A system with its thresholds: the same object as before where these are the same. */
function withThresholds(system: System, thresholds: System['thresholds']): System {
  const before = assignedTo.get(system);
  const isSame =
    before?.thresholds.size === thresholds.size &&
    thresholds
      .entries()
      .every(([signal, threshold]) => before.thresholds.get(signal) === threshold);
  if (before !== undefined && isSame) {
    return before;
  }
  const after = { ...system, thresholds };
  assignedTo.set(system, after);
  return after;
}

const assignedTo = new WeakMap<System, System>();

/** The winner, and where it does not win alone, whom it ties with. */
function strongest(rivals: readonly Candidate[]): readonly (Candidate | undefined)[] {
  const [first, second] = rivals;
  if (first === undefined || second === undefined) {
    return [first];
  }
  const top = rivals.reduce(
    (best, rival) => (compareSpecificity(rival.specificity, best) > 0 ? rival.specificity : best),
    first.specificity,
  );
  const tied = rivals.filter((rival) => compareSpecificity(rival.specificity, top) === 0);
  const overridden = new Set(tied.flatMap(({ item }) => item.value.overrides ?? []));
  const standing = tied.filter(({ threshold }) => !overridden.has(threshold.id));
  return standing.length === 0 ? [tied[0], tied[1]] : [standing[0], standing[1]];
}

function tellTie(
  {
    pair,
    systems,
  }: { readonly pair: readonly [Candidate, Candidate]; readonly systems: readonly string[] },
  problems: Problems,
): void {
  const [a, b] = pair;
  const more = systems.length > 1 ? ` and ${systems.length - 1} more` : '';
  problems.tell(
    'threshold/ambiguous',
    placeOf(b.item),
    `\`${a.threshold.id}\` and \`${b.threshold.id}\` are equally specific for \`${a.threshold.signal}\` of \`${systems[0]}\`${more}`,
    {
      related: [{ message: `\`${a.threshold.id}\` stands here`, at: placeOf(a.item) }],
      help: `keep one, narrow one of them, or let one say \`overrides: [${a.threshold.id}]\``,
    },
  );
}
