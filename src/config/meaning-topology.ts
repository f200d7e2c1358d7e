import { topologyOf } from '../graph/topology.ts';
import type * as file from '../model/config.generated.ts';
import type { Location } from '../model/location.ts';
import type { Model, System } from '../model/model.ts';
import { sayDuration } from '../model/time.ts';
import { durationMs } from './duration-ms.ts';
import { matchesGlob } from './glob.ts';
import { checkCycles } from './meaning-cycles.ts';
import { checkProbabilities } from './meaning-probability.ts';
import { checkSharedDependencies } from './meaning-redundancy.ts';
import type { Problems } from './problems.ts';
import { placeIn, placeOf, type Tree } from './tree.ts';

type Topological = Pick<
  Model,
  'systems' | 'systemById' | 'groups' | 'groupById' | 'catalog' | 'resources' | 'settings'
>;

/** Stage 4 for systems, groups and resources: what is well formed and still cannot be meant. */
export function checkTopology(tree: Tree, model: Topological, problems: Problems): void {
  const slowest = slowestCalls(model);
  for (const system of model.systems) {
    checkDependencies(tree, system, { model, slowest }, problems);
    checkRedundancy(system, model, problems);
    checkDetection(system, model, problems);
    checkProbe(system, problems);
  }
  checkProbabilities(tree, problems);
  checkOwnership(tree, model, problems);
  checkProxies(tree, problems);
  checkGroups(tree, model, problems);
  checkResources(tree, model, problems);
  const topology = topologyOf(model);
  checkCycles(model, topology, problems);
  checkSharedDependencies(model, topology, problems);
}

function checkDependencies(
  tree: Tree,
  system: System,
  { model, slowest }: { readonly model: Topological; readonly slowest: SlowestCalls },
  problems: Problems,
): void {
  const item = tree.table('systems').get(system.id);
  if (item !== undefined && Object.hasOwn(item.value.dependsOn ?? {}, system.id)) {
    problems.tell(
      'topology/self-dependency',
      placeIn(item, ['dependsOn', system.id], 'key'),
      `\`${system.id}\` depends on itself`,
      { help: 'remove the line' },
    );
  }
  for (const dependency of system.dependsOn) {
    const protocol = model.catalog.protocols.get(dependency.protocol ?? '');
    if (dependency.retries > 0 && protocol?.retryable === false) {
      problems.tell(
        'topology/not-retryable',
        dependency.at,
        `\`${system.id}\` repeats calls to \`${dependency.to}\` over \`${protocol.id}\`, which may not be repeated`,
        { help: 'remove `retries`, or say `retryable: true` for the protocol in the catalog' },
      );
    }
    const { timeoutMs } = dependency;
    if (timeoutMs !== undefined) {
      checkBudget(system, { to: dependency.to, timeoutMs, at: dependency.at }, slowest, problems);
    }
  }
}

/** What a system, or the slowest member of a group, may wait for. */
interface SlowestCall {
  readonly of: string;
  readonly to: string;
  readonly at: Location;
  readonly worstMs: number;
}

type SlowestCalls = ReadonlyMap<string, SlowestCall>;

/** By id of a system or a group. Found once: a group can have many members, and many callers. */
function slowestCalls(model: Topological): SlowestCalls {
  const slowest = new Map<string, SlowestCall>();
  const offer = (id: string, call: SlowestCall | undefined): void => {
    if (call !== undefined && call.worstMs > (slowest.get(id)?.worstMs ?? 0)) {
      slowest.set(id, call);
    }
  };
  for (const { id, dependsOn } of model.systems) {
    for (const { to, at, retries, timeoutMs } of dependsOn) {
      offer(id, { of: id, to, at, worstMs: (retries + 1) * (timeoutMs ?? 0) });
    }
  }
  for (const { id, members } of model.groups) {
    for (const member of members) {
      offer(id, slowest.get(member));
    }
  }
  return slowest;
}

/** A caller that gives up before its callee can have its answer pays for the call and gets nothing. */
function checkBudget(
  system: System,
  call: { readonly to: string; readonly timeoutMs: number; readonly at: Location },
  calls: SlowestCalls,
  problems: Problems,
): void {
  const slowest = calls.get(call.to);
  if (slowest !== undefined && slowest.worstMs > call.timeoutMs) {
    problems.tell(
      'topology/timeout-budget',
      call.at,
      `\`${system.id}\` gives up on \`${slowest.of}\` after ${sayDuration(call.timeoutMs)}, but \`${slowest.of}\` may wait ${sayDuration(slowest.worstMs)} for \`${slowest.to}\``,
      {
        related: [{ message: 'the longer wait is declared here', at: slowest.at }],
        help: 'give the caller more time, or the callee less time or fewer retries',
      },
    );
  }
}

function checkRedundancy(system: System, model: Topological, problems: Problems): void {
  const needed = model.catalog.criticalities[system.criticality].redundancy;
  const hasSpare = system.groups.some((id) => {
    const group = model.groupById.get(id);
    return group !== undefined && group.members.length > group.need;
  });
  if (
    !needed ||
    system.logical ||
    system.proxyFor !== undefined ||
    system.replicas >= 2 ||
    hasSpare
  ) {
    return;
  }
  problems.tell(
    'topology/no-redundancy',
    system.origins.get('replicas') ?? system.at,
    `\`${system.id}\` is ${system.criticality} and has no redundancy: ${system.replicas} ${system.replicas === 1 ? 'replica' : 'replicas'}, no group with a spare`,
    { help: 'set `replicas` to 2 or more, or make it a member of a group that can lose it' },
  );
}

/** How soon the quickest of probe, heartbeat and thresholds notices a failure, against what the system promises. */
function checkDetection(system: System, model: Topological, problems: Problems): void {
  if (system.detectWithinMs === undefined) {
    return;
  }
  const { everyMs } = model.settings;
  const probe = system.probe?.http ?? system.probe?.tcp;
  const ways = [...system.thresholds.values()].flatMap(({ critical }) =>
    critical === undefined ? [] : [critical.forMs + everyMs],
  );
  if (probe !== undefined) {
    const probeEveryMs = probe.every === undefined ? everyMs : durationMs(probe.every);
    ways.push(probeEveryMs * (probe.failures ?? 3) + durationMs(probe.timeout));
  }
  if (system.heartbeatTimeoutMs !== undefined) {
    ways.push(system.heartbeatTimeoutMs + everyMs);
  }
  const quickestMs = Math.min(...ways);
  if (quickestMs > system.detectWithinMs) {
    problems.tell(
      'topology/slow-detection',
      system.origins.get('objectives.detectWithin') ?? system.at,
      ways.length === 0
        ? `\`${system.id}\` promises to notice a failure within ${sayDuration(system.detectWithinMs)}, but nothing watches it`
        : `\`${system.id}\` promises to notice a failure within ${sayDuration(system.detectWithinMs)}, but it takes ${sayDuration(quickestMs)}`,
      { help: 'probe more often, shorten `for`, or promise less' },
    );
  }
}

function checkProbe(system: System, problems: Problems): void {
  const at = system.origins.get('probe') ?? system.at;
  const { heartbeat } = system.probe ?? {};
  if (heartbeat !== undefined && durationMs(heartbeat.timeout) <= durationMs(heartbeat.every)) {
    problems.tell(
      'topology/heartbeat-timeout',
      at,
      `\`${system.id}\` beats every ${heartbeat.every} and counts as offline after ${heartbeat.timeout} of silence`,
      { help: 'let the timeout be several times `every`, such as three' },
    );
  }
  if (system.probe !== undefined && (system.logical || system.proxyFor !== undefined)) {
    problems.tell(
      'topology/unread-probe',
      at,
      system.logical
        ? `\`${system.id}\` is logical: it has no failure of its own, and its probe is never read`
        : `\`${system.id}\` stands for \`${system.proxyFor}\`, and its probe is never read`,
      {
        help: system.logical
          ? 'remove `probe`, or `logical`'
          : `probe \`${system.proxyFor}\` instead`,
      },
    );
  }
}

function checkOwnership(tree: Tree, model: Topological, problems: Problems): void {
  const ownership = tree.config?.value.ownership;
  for (const system of model.systems) {
    if (ownership?.required === true && system.owner === undefined) {
      problems.tell('topology/no-owner', system.at, `\`${system.id}\` has no owner`, {
        help: 'add `owner`, here or in the `defaults` of the file',
      });
    }
    const expected =
      ownership?.pathPattern === undefined
        ? undefined
        : ownerOfFile(system.at.file, ownership.pathPattern);
    if (expected !== undefined && system.owner !== undefined && system.owner !== expected) {
      problems.tell(
        'topology/wrong-owner',
        system.origins.get('owner') ?? system.at,
        `\`${system.id}\` belongs to \`${system.owner}\`, but this file belongs to \`${expected}\``,
        {
          help: `move the system to a file of \`${system.owner}\`, or make \`${expected}\` its owner`,
        },
      );
    }
  }
}

/** The owner whose files a file is among: the first part of its path that fits the pattern in the place of `{owner}`. */
function ownerOfFile(path: string, pattern: string): string | undefined {
  const segment = pattern.split('/').find((part) => part.includes('{owner}')) ?? '';
  const [before = '', after = ''] = segment.split('{owner}');
  return path
    .split('/')
    .filter((part) => part.startsWith(before) && part.endsWith(after))
    .map((part) => part.slice(before.length, part.length - after.length))
    .find((owner) => owner !== '' && matchesGlob(pattern.replace('{owner}', owner), path));
}

function checkProxies(tree: Tree, problems: Problems): void {
  const systems = tree.table('systems');
  for (const item of systems.values()) {
    const target = systems.get(item.value.proxyFor ?? '');
    if (target !== undefined && (target.id === item.id || target.value.proxyFor !== undefined)) {
      problems.tell(
        'topology/proxy-chain',
        placeIn(item, ['proxyFor']),
        target.id === item.id
          ? `\`${item.id}\` stands for itself`
          : `\`${item.id}\` stands for \`${target.id}\`, which stands for \`${target.value.proxyFor}\``,
        { help: 'name the system that does the work' },
      );
    }
  }
}

function checkGroups(tree: Tree, model: Topological, problems: Problems): void {
  for (const item of tree.table('groups').values()) {
    const { members, need, spread } = item.value;
    if (need > members.length) {
      problems.tell(
        'topology/group-need',
        placeIn(item, ['need']),
        `group \`${item.id}\` needs ${need} of ${members.length} members`,
        { help: `\`need\` is at most ${members.length}` },
      );
    } else if (spread !== undefined) {
      checkSpread(
        { id: item.id, members, need, spread },
        placeIn(item, ['spread']),
        model,
        problems,
      );
    }
  }
}

function checkSpread(
  group: Required<Pick<file.Group, 'members' | 'need' | 'spread'>> & { readonly id: string },
  at: Location,
  model: Topological,
  problems: Problems,
): void {
  const places = new Map<string | undefined, number>();
  for (const member of group.members) {
    const place = model.systemById.get(member)?.[group.spread];
    places.set(place, (places.get(place) ?? 0) + 1);
  }
  if (places.has(undefined)) {
    problems.tell(
      'topology/group-spread',
      at,
      `group \`${group.id}\` is to be spread over ${group.spread}s, but ${places.get(undefined)} of its members have none`,
      { help: `give every member a \`${group.spread}\`` },
    );
    return;
  }
  for (const [place, count] of places) {
    if (group.members.length - count < group.need) {
      problems.tell(
        'topology/group-spread',
        at,
        `group \`${group.id}\` does not survive the loss of ${group.spread} \`${place}\`: ${group.members.length - count} of ${group.members.length} members are elsewhere, ${group.need} needed`,
        { help: `spread the members over more ${group.spread}s` },
      );
    }
  }
}

function checkResources(tree: Tree, model: Topological, problems: Problems): void {
  const demand = new Map<string, number>();
  for (const system of model.systems) {
    for (const { resource, request, limit } of system.uses) {
      demand.set(resource, (demand.get(resource) ?? 0) + request);
      if (limit !== undefined && limit < request) {
        problems.tell(
          'topology/use-limit',
          system.origins.get(`uses.${resource}`) ?? system.at,
          `\`${system.id}\` needs ${request} of \`${resource}\` and may never use more than ${limit}`,
          { help: '`limit` is at least `request`' },
        );
      }
    }
  }
  for (const resource of model.resources) {
    const wanted = demand.get(resource.id) ?? 0;
    const item = tree.table('resources').get(resource.id);
    if (wanted > resource.capacity && item !== undefined) {
      problems.tell(
        'topology/overbooked',
        placeOf(item),
        `systems need ${wanted} ${resource.unit} of \`${resource.id}\`, which has ${resource.capacity}`,
        { help: 'raise `capacity`, or lower what systems request' },
      );
    }
  }
}
