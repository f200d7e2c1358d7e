import type { DiagnosticCode } from '../model/catalogue.ts';
import type * as file from '../model/config.generated.ts';
import { driftRules } from '../model/drift-rules.ts';
import type { Path } from './places.ts';
import { isKnown, type Known, type Name, type Problems } from './problems.ts';
import { listOf } from './select.ts';
import { type Item, placeIn, type Section, type Sections, type Tree } from './tree.ts';

/** Stage 3: every name that stands for something else must be known. Tells each that is not, with the nearest name. */
export function checkReferences(tree: Tree, problems: Problems): void {
  const names = namesOf(tree);
  const each = <S extends Section>(
    section: S,
    checkItem: (item: Item<Sections[S]>) => void,
  ): void => {
    for (const item of tree.table(section).values()) {
      checkItem(item);
    }
  };
  each('types', (item) => checkType(item, names, problems));
  each('regions', (item) =>
    checkList(item, { ids: item.value.failover, keys: ['failover'] }, 'topology/unknown-region', {
      known: names.regions,
      problems,
    }),
  );
  each('resources', (item) => checkResource(item, names, problems));
  each('systems', (item) => checkSystem(item, tree, names, problems));
  checkDefaults(tree, names, problems);
  each('groups', (item) => checkMembers(item, tree, names, problems));
  for (const target of tree.targets) {
    isKnown(problems, 'topology/unknown-system', at(target, target.id, []), names.nodes);
  }
  each('thresholds', (item) => checkThreshold(item, names, problems));
  for (const section of ['policies', 'maintenance', 'silences'] as const) {
    each(section, (item) => checkMatch(item, item.value.match, ['match'], { names, problems }));
  }
  each('escalations', (item) => checkEscalation(item, names, problems));
  for (const route of tree.routes) {
    checkRoute(route, names, problems);
  }
  for (const layer of tree.layers) {
    checkMatch(layer, layer.value.match, ['match'], { names, problems });
  }
  each('silences', (item) =>
    checkList(
      item,
      { ids: item.value.thresholds, keys: ['thresholds'] },
      'silence/unknown-threshold',
      { known: names.thresholds, problems },
    ),
  );
  each('waivers', (item) => {
    const policy = at(item, item.value.policy, ['policy']);
    isKnown(problems, 'waiver/unknown-policy', policy, names.waivable);
  });
}

function checkMembers(item: Item<file.Group>, tree: Tree, names: Names, problems: Problems): void {
  for (const [index, id] of item.value.members.entries()) {
    const place = at(item, id, ['members', index]);
    if (tree.table('groups').has(id)) {
      problems.tell(
        'topology/unknown-system',
        placeIn(item, ['members', index]),
        `\`${id}\` is a group, and a member is a system`,
        {
          help: 'name its members; to nest groups, let a `logical` system depend on the inner one and name that',
        },
      );
    } else {
      isKnown(problems, 'topology/unknown-system', place, names.systems);
    }
  }
}

/** A list of names: each is told where it stands. */
function checkList(
  item: Item<unknown>,
  list: { readonly ids: readonly string[] | undefined; readonly keys: Path },
  code: DiagnosticCode,
  { known, problems }: { readonly known: Known; readonly problems: Problems },
): void {
  for (const [index, id] of (list.ids ?? []).entries()) {
    isKnown(problems, code, at(item, id, [...list.keys, index]), known);
  }
}

/** A name that need not be there. */
function checkName(
  item: Item<unknown>,
  { id, keys }: { readonly id: string | undefined; readonly keys: Path },
  code: DiagnosticCode,
  { known, problems }: { readonly known: Known; readonly problems: Problems },
): void {
  if (id !== undefined) {
    isKnown(problems, code, at(item, id, keys), known);
  }
}

interface Names {
  readonly systems: Known;
  readonly nodes: Known;
  readonly types: Known;
  readonly regions: Known;
  readonly signals: Known;
  readonly resources: Known;
  readonly resourceTypes: Known;
  readonly kinds: Known;
  readonly protocols: Known;
  readonly thresholds: Known;
  readonly channels: Known;
  readonly executors: Known;
  readonly escalations: Known;
  readonly levels: Known;
  /** Policies, and the rules that are built in. */
  readonly waivable: Known;
}

function namesOf(tree: Tree): Names {
  const known = (section: Section, what: string): Known => ({
    ids: new Set([...tree.table(section).keys(), ...tree.brokenIds(section)]),
    what,
    itemOf: (id) => tree.table(section).get(id),
  });
  const policies = known('policies', 'a policy');
  return {
    systems: known('systems', 'a system'),
    nodes: {
      ids: new Set(
        (['systems', 'groups'] as const).flatMap((section) => [
          ...tree.table(section).keys(),
          ...tree.brokenIds(section),
        ]),
      ),
      what: 'a system or a group',
      itemOf: (id) => tree.table('systems').get(id) ?? tree.table('groups').get(id),
    },
    types: known('types', 'a system type'),
    regions: known('regions', 'a region'),
    signals: known('signals', 'a signal'),
    resources: known('resources', 'a resource'),
    resourceTypes: known('catalog.resourceTypes', 'a type of resource'),
    kinds: known('catalog.dependencyKinds', 'a kind of dependency'),
    protocols: known('catalog.protocols', 'a protocol'),
    thresholds: known('thresholds', 'a threshold'),
    channels: known('channels', 'a channel'),
    executors: known('executors', 'an executor'),
    escalations: known('escalations', 'an escalation'),
    levels: known('catalog.levels', 'a level'),
    waivable: {
      ...policies,
      ids: new Set([...policies.ids, ...driftRules.map(({ id }) => id)]),
    },
  };
}

function at(
  item: Item<unknown>,
  id: string,
  keys: readonly (string | number)[],
  part: 'key' | 'value' = 'value',
): Name {
  return { id, item, keys, part };
}

function checkType(item: Item<file.SystemType>, names: Names, problems: Problems): void {
  checkName(item, { id: item.value.extends, keys: ['extends'] }, 'topology/unknown-type', {
    known: names.types,
    problems,
  });
  checkList(item, { ids: item.value.signals, keys: ['signals'] }, 'threshold/unknown-signal', {
    known: names.signals,
    problems,
  });
}

function checkResource(item: Item<file.Resource>, names: Names, problems: Problems): void {
  isKnown(
    problems,
    'topology/unknown-resource',
    at(item, item.value.type, ['type']),
    names.resourceTypes,
  );
  checkName(item, { id: item.value.region, keys: ['region'] }, 'topology/unknown-region', {
    known: names.regions,
    problems,
  });
}

function checkSystem(item: Item<file.System>, tree: Tree, names: Names, problems: Problems): void {
  const { type, region, proxyFor, uses = {}, dependsOn = {} } = item.value;
  isKnown(problems, 'topology/unknown-type', at(item, type, ['type']), names.types);
  checkName(item, { id: region, keys: ['region'] }, 'topology/unknown-region', {
    known: names.regions,
    problems,
  });
  checkZone(item, tree, problems);
  checkName(item, { id: proxyFor, keys: ['proxyFor'] }, 'topology/unknown-system', {
    known: names.systems,
    problems,
  });
  for (const id of Object.keys(uses)) {
    isKnown(
      problems,
      'topology/unknown-resource',
      at(item, id, ['uses', id], 'key'),
      names.resources,
    );
  }
  for (const [id, dependency] of Object.entries(dependsOn)) {
    checkDependency(item, [id, dependency], names, problems);
  }
}

function checkDependency(
  item: Item<file.System>,
  [id, dependency]: readonly [string, file.Dependency],
  names: Names,
  problems: Problems,
): void {
  const keys = ['dependsOn', id];
  isKnown(problems, 'topology/unknown-system', at(item, id, keys, 'key'), names.nodes);
  const isShort = typeof dependency === 'string';
  const { kind, protocol }: LongDependency = isShort ? { kind: dependency } : dependency;
  const place = at(item, kind, isShort ? keys : [...keys, 'kind']);
  isKnown(problems, 'topology/unknown-kind', place, names.kinds);
  checkName(item, { id: protocol, keys: [...keys, 'protocol'] }, 'topology/unknown-protocol', {
    known: names.protocols,
    problems,
  });
}

type LongDependency = Exclude<file.Dependency, string>;

/** A zone must be one of the region that the system, or else the defaults of its file, name. */
function checkZone(item: Item<file.System>, tree: Tree, problems: Problems): void {
  const { zone } = item.value;
  const region = item.value.region ?? tree.defaultsOf(item.source)?.value.region;
  const known = tree.table('regions').get(region ?? '');
  if (zone !== undefined && region === undefined) {
    const message = `\`${item.id}\` is in zone \`${zone}\` and in no region`;
    problems.tell('topology/unknown-zone', placeIn(item, ['zone']), message, {
      help: 'add the `region` that the zone belongs to',
    });
  } else if (zone !== undefined && known !== undefined) {
    checkZoneOf(known, at(item, zone, ['zone']), problems);
  }
}

function checkZoneOf({ id, value }: Item<file.Region>, zone: Name, problems: Problems): void {
  isKnown(problems, 'topology/unknown-zone', zone, {
    ids: new Set(value.zones ?? []),
    what: `a zone of region \`${id}\``,
  });
}

function checkDefaults(tree: Tree, names: Names, problems: Problems): void {
  const sources = new Set([...tree.table('systems').values()].map((item) => item.source));
  for (const source of sources) {
    const defaults = tree.defaultsOf(source);
    if (defaults !== undefined) {
      const { zone, region } = defaults.value;
      checkName(defaults, { id: region, keys: ['region'] }, 'topology/unknown-region', {
        known: names.regions,
        problems,
      });
      const known = tree.table('regions').get(region ?? '');
      if (zone !== undefined && known !== undefined) {
        checkZoneOf(known, at(defaults, zone, ['zone']), problems);
      }
    }
  }
}

function checkThreshold(item: Item<file.Threshold>, names: Names, problems: Problems): void {
  isKnown(
    problems,
    'threshold/unknown-signal',
    at(item, item.value.signal, ['signal']),
    names.signals,
  );
  checkList(
    item,
    { ids: item.value.overrides, keys: ['overrides'] },
    'threshold/unknown-override',
    {
      known: names.thresholds,
      problems,
    },
  );
  checkMatch(item, item.value.match, ['match'], { names, problems });
}

function checkEscalation(item: Item<file.Escalation>, names: Names, problems: Problems): void {
  for (const [index, { level, notify, run }] of item.value.steps.entries()) {
    const keys = ['steps', index];
    isKnown(
      problems,
      'escalation/unknown-level',
      at(item, level, [...keys, 'level']),
      names.levels,
    );
    checkList(item, { ids: notify, keys: [...keys, 'notify'] }, 'channel/unknown-channel', {
      known: names.channels,
      problems,
    });
    checkName(item, { id: run, keys: [...keys, 'run'] }, 'executor/unknown-executor', {
      known: names.executors,
      problems,
    });
  }
}

function checkRoute(item: Item<file.Route>, names: Names, problems: Problems): void {
  const { match, escalation, notify } = item.value;
  checkMatch(item, match, ['match'], { names, problems });
  checkName(item, { id: escalation, keys: ['escalation'] }, 'route/unknown-escalation', {
    known: names.escalations,
    problems,
  });
  checkList(item, { ids: notify, keys: ['notify'] }, 'channel/unknown-channel', {
    known: names.channels,
    problems,
  });
}

/** The ids, types and regions of a selection. Owners and labels are free text: one that nobody has selects nothing. */
function checkMatch(
  item: Item<unknown>,
  match: file.Match | undefined,
  keys: readonly string[],
  context: { readonly names: Names; readonly problems: Problems },
): void {
  if (match === undefined) {
    return;
  }
  const { names, problems } = context;
  checkList(item, { ids: match.systems, keys: [...keys, 'systems'] }, 'topology/unknown-system', {
    known: names.systems,
    problems,
  });
  const lists = [
    ['type', match.type, 'topology/unknown-type', names.types],
    ['region', match.region, 'topology/unknown-region', names.regions],
  ] as const;
  for (const [key, value, code, known] of lists) {
    for (const [index, id] of (value === undefined ? [] : listOf(value)).entries()) {
      const place = typeof value === 'string' ? [...keys, key] : [...keys, key, index];
      isKnown(problems, code, at(item, id, place), known);
    }
  }
  checkMatch(item, match.not, [...keys, 'not'], context);
}
