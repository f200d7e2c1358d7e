import { intAt } from '../graph/integers.ts';
import { membership, spareOf, type Topology } from '../graph/topology.ts';
import {
  pathOfNeeds,
  type SharedDependency,
  sharedDependencies,
} from '../graph/what-if/shared-dependencies.ts';
import type { Related } from '../model/diagnostic.ts';
import type { Model } from '../model/model.ts';
import type { Problems } from './problems.ts';

type Connected = Pick<Model, 'systems' | 'systemById' | 'groupById'>;

/** Looks at edges: always some, and beyond that a few for each part of the graph. */
const looksAlways = 100_000;
const looksEach = 10;

/** Members that a message names, and whose paths are shown. */
const membersShown = 4;

/** Steps of a path that a message names. */
const stepsShown = 8;

/** Groups that count on members which a single failure takes down together. Bounded, so that it stays a pass over the graph. */
export function checkSharedDependencies(
  model: Connected,
  topology: Topology,
  problems: Problems,
): void {
  if (topology.groups.length === 0) {
    return;
  }
  const isUnit = new Uint8Array(topology.ids.length);
  for (const [node, { logical }] of model.systems.entries()) {
    isUnit[node] = Number(!logical);
  }
  const looksMax = looksAlways + looksEach * (topology.ids.length + topology.to.length);
  const { found, left } = sharedDependencies(topology, isUnit, looksMax);
  for (const shared of found) {
    tellShared(model, topology, shared, problems);
  }
  const [first] = left;
  const at = first === undefined ? undefined : model.groupById.get(idOf(topology, first))?.at;
  if (first !== undefined && at !== undefined) {
    problems.tell(
      'topology/redundancy-unchecked',
      at,
      `${left.length} groups, from \`${idOf(topology, first)}\` on in the order of ids, were not looked at for what their members share`,
      { help: '`tower redundancy` looks at all of them' },
    );
  }
}

function idOf({ ids }: Topology, node: number): string {
  return ids[node] ?? '';
}

function tellShared(
  model: Connected,
  topology: Topology,
  { group: node, node: shared, members }: SharedDependency,
  problems: Problems,
): void {
  const group = model.groupById.get(idOf(topology, node));
  if (group === undefined) {
    return;
  }
  const id = idOf(topology, shared);
  const names = members.slice(0, membersShown).map((member) => `\`${idOf(topology, member)}\``);
  const more = members.length > names.length ? ` and ${members.length - names.length} more` : '';
  problems.tell(
    'topology/shared-dependency',
    group.at,
    `group \`${group.id}\` can lose ${spareOf(topology, node)} of its ${group.members.length} members, but the failure of \`${id}\` takes down ${members.length}: ${names.join(', ')}${more}`,
    {
      related: members
        .filter((member) => member !== shared)
        .slice(0, membersShown)
        .flatMap((member) => relatedOf(model, topology, member, shared)),
      help: `give the members a \`${id}\` each, or let them work without it`,
    },
  );
}

/** How a member comes to need what is shared, at the first dependency of that path. */
function relatedOf(
  { systemById }: Connected,
  topology: Topology,
  member: number,
  shared: number,
): readonly Related[] {
  const path = pathOfNeeds(topology, member, shared);
  const system = systemById.get(idOf(topology, member));
  const [first = -1] = path;
  const next = idOf(topology, intAt(topology.to, first));
  const at = system?.dependsOn.find(({ to }) => to === next)?.at ?? system?.at;
  const steps = path.map((edge) => {
    const kind = topology.kinds[topology.kind[edge] ?? membership] ?? '';
    return ` ─${kind}→ ${idOf(topology, intAt(topology.to, edge))}`;
  });
  const shown =
    steps.length <= stepsShown
      ? steps
      : [
          ...steps.slice(0, stepsShown - 1),
          ` … ${steps.length - stepsShown} more …`,
          ...steps.slice(-1),
        ];
  return at === undefined ? [] : [{ message: `${system?.id ?? ''}${shown.join('')}`, at }];
}
