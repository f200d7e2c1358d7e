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

/** Equals at the top, by their ids, and the systems for which they are. */
type Ties = Map<
  string,
  { readonly pair: readonly [Candidate, Candidate]; readonly systems: string[] }
>;

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
  const candidates = systems.map((): Candidate[] => []);
  for (const threshold of thresholds) {
    const item = tree.table('thresholds').get(threshold.id);
    if (item !== undefined) {
      const candidate = { threshold, item, specificity: specificityOf(item.value.match) };
      for (const place of index.selected(item.value.match)) {
        candidates[place]?.push(candidate);
      }
    }
  }
  const ties: Ties = new Map();
  const assigned = systems.map((system, place) =>
    assignedTo(system, candidates[place] ?? [], ties),
  );
  for (const tie of ties.values()) {
    tellTie(tie, problems);
  }
  return assigned;
}

/** A system with its thresholds: the same object as before where the same ones compete without a tie. */
function assignedTo(system: System, candidates: readonly Candidate[], ties: Ties): System {
  const before = known.get(system);
  if (before !== undefined && areSame(before.candidates, candidates)) {
    return before.assigned;
  }
  let isTied = false;
  const bySignal = Map.groupBy(candidates, ({ threshold }) => threshold.signal);
  const won = [...bySignal].flatMap(([signal, rivals]) => {
    const [winner, rival] = strongest(rivals);
    if (winner !== undefined && rival !== undefined) {
      const key = `${winner.threshold.id} ${rival.threshold.id}`;
      const tie = ties.get(key) ?? { pair: [winner, rival], systems: [] };
      tie.systems.push(system.id);
      ties.set(key, tie);
      isTied = true;
    }
    return winner === undefined ? [] : [[signal, winner.threshold] as const];
  });
  const assigned = { ...system, thresholds: new Map(sortedBy(won, ([signal]) => signal)) };
  if (!isTied) {
    known.set(system, { candidates, assigned });
  }
  return assigned;
}

const known = new WeakMap<
  System,
  { readonly candidates: readonly Candidate[]; readonly assigned: System }
>();

/** Whether the thresholds are the same objects, which are then of the same items. */
function areSame(before: readonly Candidate[], now: readonly Candidate[]): boolean {
  return (
    before.length === now.length &&
    before.every(({ threshold }, place) => threshold === now[place]?.threshold)
  );
}

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
