import { propagatingCycles } from '../graph/cycles.ts';
import { spareOf, type Topology } from '../graph/topology.ts';
import { deadlockCycles } from '../graph/what-if/deadlock-cycles.ts';
import { groundedOf } from '../graph/what-if/grounded.ts';
import type { Related } from '../model/diagnostic.ts';
import type { Location } from '../model/location.ts';
import type { Model } from '../model/model.ts';
import type { Problems } from './problems.ts';

type Connected = Pick<Model, 'systemById' | 'groupById'>;

/** Steps of a cycle that a message names. */
const cycleShown = 12;

/** What waits for itself: warnings, because a fleet that runs does not notice. */
export function checkCycles(model: Connected, topology: Topology, problems: Problems): void {
  checkHardCycles(model, topology, problems);
  checkColdStart(model, topology, problems);
}

/** Hard cycles are legal, and a restart cannot bring one up without help: worth knowing before it happens. */
function checkHardCycles(model: Connected, topology: Topology, problems: Problems): void {
  for (const cycle of propagatingCycles(topology)) {
    const steps = stepsOf(model, cycle);
    const at = placeOf(model, cycle[0]);
    if (at !== undefined) {
      problems.tell(
        'topology/hard-cycle',
        at,
        `cycle of dependencies that propagate failure: ${sayCycle(steps)}`,
        {
          related: relatedOf(steps),
          help: 'make one of these dependencies soft, or split one of the systems',
        },
      );
    }
  }
}

/** What hard cycles do not show: a redundant group that comes up only once enough of what depends on it is up. */
function checkColdStart(model: Connected, topology: Topology, problems: Problems): void {
  if (!hasSpare(topology)) {
    return;
  }
  for (const cycle of deadlockCycles(topology, groundedOf(topology))) {
    const [id = ''] = cycle;
    const group = model.groupById.get(id);
    const steps = stepsOf(model, cycle);
    if (group !== undefined) {
      problems.tell(
        'topology/cold-start',
        group.at,
        `group \`${id}\` never comes up from nothing: ${group.need} of its ${group.members.length} members are needed for that, and too few come up without it: ${sayCycle(steps)}`,
        {
          related: relatedOf(steps),
          help: 'let enough members start without the group: make their dependency soft, or raise the number of members that do not need it',
        },
      );
    }
  }
}

function hasSpare(topology: Topology): boolean {
  for (let group = topology.systems.length; group < topology.ids.length; group += 1) {
    if (spareOf(topology, group) > 0) {
      return true;
    }
  }
  return false;
}

interface Step {
  readonly id: string;
  readonly next: string;
  readonly kind: string;
  readonly at: Location | undefined;
}

function stepsOf(model: Connected, cycle: readonly string[]): readonly Step[] {
  return cycle.map((id, index) => {
    const next = cycle[(index + 1) % cycle.length] ?? '';
    const edge = model.systemById.get(id)?.dependsOn.find(({ to }) => to === next);
    return { id, next, kind: edge?.kind ?? 'member', at: edge?.at ?? placeOf(model, id) };
  });
}

function placeOf({ systemById, groupById }: Connected, id = ''): Location | undefined {
  return systemById.get(id)?.at ?? groupById.get(id)?.at;
}

function relatedOf(steps: readonly Step[]): readonly Related[] {
  return steps.flatMap(({ id, next, at }) =>
    at === undefined ? [] : [{ message: `\`${id}\` needs \`${next}\``, at }],
  );
}

/** The steps of a cycle, back to where it began; of a long one the first and the last. */
function sayCycle(steps: readonly Step[]): string {
  const said = steps.map(({ id, kind }) => `${id} ─${kind}→ `);
  const first = steps[0]?.id ?? '';
  const shown =
    said.length <= cycleShown
      ? said.join('')
      : `${said.slice(0, cycleShown - 1).join('')}… ${said.length - cycleShown} more … ${said.at(-1)}`;
  return `${shown}${first}`;
}
