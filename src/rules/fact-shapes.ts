import type { Scope } from '../model/model.ts';
import { compareText } from '../model/order.ts';
import { criticalities, statuses } from '../model/words.ts';
import type { FactShape, FactShapes, ParamShape, Shape } from './shape.ts';

type Fields = Readonly<Record<string, Shape>>;

/** Names that a configuration defines and that conditions may use. */
export interface KnownNames {
  readonly signals: Iterable<string>;
  /** Keys of labels; without them every key may occur. */
  readonly labels?: Iterable<string>;
  /** Ids of systems; without them every id may occur. */
  readonly systems?: Iterable<string>;
  /** Names of layers; without them, or where there is none, every name may occur. */
  readonly layers?: Iterable<string>;
}

/** Keys and values that fields can have, where they are known. */
interface FieldNames {
  readonly labels: readonly string[] | undefined;
  readonly layers: readonly string[] | undefined;
}

function fieldNames({ labels, layers }: KnownNames): FieldNames {
  const known = layers === undefined ? [] : [...layers];
  return {
    labels: labels === undefined ? undefined : sorted(labels),
    // From top to bottom. Where no layer is declared, a comparison with one is out of place, but not a misspelling.
    layers: known.length === 0 ? undefined : known,
  };
}

/** The facts that the conditions and the message of a policy of a scope can ask for, with the shape of each. */
export function factShapes(scope: Scope, known: KnownNames): FactShapes {
  const names = fieldNames(known);
  const common = {
    system: systemFact(scope, names, known),
    signal: signalFact(scope, known),
    repo: repoFact,
  };
  switch (scope) {
    case 'dependency':
      return { dependency: dependencyFact(names), ...common };
    case 'resource':
      return { resource: resourceFact, ...common };
    default:
      return common;
  }
}

const number = (description: string): Shape => ({ kind: 'number', description });
const boolean = (description: string): Shape => ({ kind: 'boolean', description });
const string = (description: string, values?: readonly string[]): Shape =>
  values === undefined ? { kind: 'string', description } : { kind: 'string', values, description };
const strings = (description: string): Shape => ({
  kind: 'list',
  of: { kind: 'string' },
  description,
});
const object = (description: string, fields: Fields): Shape => ({
  kind: 'object',
  fields,
  description,
});
const list = (description: string, fields: Fields): Shape => ({
  kind: 'list',
  of: { kind: 'object', fields },
  description,
});

const enforcements = ['hard', 'warn', 'shadow', 'off'];

const dependencyFields: Fields = {
  kind: string('kind of dependency'),
  propagates: boolean('whether the dependent fails with the target'),
  protocol: string('protocol'),
  timeoutMs: number('time limit of a call in milliseconds'),
  retries: number('how often a failed call is repeated'),
  fallback: string('what happens instead while the target is away'),
};

const groupFields: Fields = {
  id: string('id'),
  need: number('members that must be up'),
  size: number('members'),
  spare: number('members it can lose: size less need'),
  spread: string('what the members must be spread over', ['region', 'zone']),
};

const declaredFields: Fields = {
  id: string('id'),
  name: string('name for people'),
  type: string('type'),
  types: strings('its type and those that the type extends, nearest first'),
  criticality: string('how much depends on it', criticalities),
  criticalityRank: number('its criticality as a number, larger is more critical'),
  redundancyRequired: boolean('whether its criticality asks for redundancy'),
  responseSlaMinutes: number('minutes in which its criticality wants a response'),
  owner: string('team that answers for it'),
  region: string('region'),
  zone: string('zone'),
  residency: string('where data in its region live'),
  failover: strings('regions that take over for its region'),
  version: string('version that is declared to run'),
  configHash: string('hash of the configuration that is declared to run'),
  description: string('description'),
  replicas: number('how many instances run'),
  provides: strings('capabilities'),
  logical: boolean('whether it has no failure of its own'),
  proxyFor: string('the system that it stands for'),
  failureProbability: number('probability that it is down at any moment'),
  probe: string('how it is checked', ['http', 'tcp', 'heartbeat']),
  detectWithinMs: number('time in which its failure must be detected, in milliseconds'),
  target: boolean('whether it is listed under `targets`'),
  weight: number('weight in the overall score'),
  dependsOn: list('its dependencies', { to: string('id of the target'), ...dependencyFields }),
  uses: list('resources it uses', {
    resource: string('id of the resource'),
    request: number('amount it needs'),
    limit: number('amount it never exceeds'),
  }),
  groups: list('groups it is a member of', groupFields),
  group: object('its groups taken together', {
    spare: number('the largest spare of its groups, 0 without one'),
    count: number('groups it is a member of'),
  }),
  thresholds: list('thresholds in effect for it', {
    id: string('id'),
    signal: string('signal'),
  }),
  unwatchedSignals: strings('primary signals of its type without a threshold'),
  file: string('file that declares it'),
  isGroup: boolean('false for a system, true for a group that is depended upon'),
};

/** All that changes while the configuration stays as it is. */
const healthFields: Fields = {
  status: string('status, with what it depends on', statuses),
  own: string('status without what it depends on', statuses),
  observed: boolean('whether a threshold, probe or check covers it'),
  score: number('effective score, 0 to 100; missing when unknown'),
  maintenance: boolean('whether a maintenance window masks its status'),
  observedVersions: strings(
    'versions that were last seen to run; missing when never or too long ago',
  ),
  versionDrift: boolean('whether another version was seen to run than is declared'),
  configDrift: boolean('whether another configuration was seen to run than is declared'),
  undeclaredDependencies: strings('what it was seen to call and does not declare'),
  uncalledDependencies: strings('what it declares and is known not to call'),
};

const healthOfGroup: Fields = {
  up: number('members of the group that are neither unhealthy nor offline'),
};

/** Whether a field of a system or a group is its health; the others follow from the configuration. */
export function isHealthField(name: string): boolean {
  return Object.hasOwn(healthFields, name) || Object.hasOwn(healthOfGroup, name);
}

const derivedFields: Fields = {
  fanIn: number(
    'afferent coupling: other systems that depend on it, or on a group it is a member of, directly',
  ),
  fanOut: number('efferent coupling: systems and groups that it depends on directly'),
  instability: number('fanOut / (fanIn + fanOut) to four places, 0 for a system that stands alone'),
  betweenness: number(
    'share of the pairs of other systems whose shortest way along dependencies leads over it, 0 to 1',
  ),
  dependents: number('systems that depend on it, directly or not'),
  blastRadius: number('other systems that fail with it'),
  isSpof: boolean('whether it has no second replica and its failure alone takes down a target'),
  inCycle: boolean('whether it lies on a cycle of dependencies that propagate failure'),
};

function systemFields(names: FieldNames): Fields {
  return {
    ...declaredFields,
    labels: {
      kind: 'map',
      of: { kind: 'string' },
      ...(names.labels === undefined ? {} : { keys: names.labels }),
      description: 'labels',
    },
    layer: string('layer', names.layers),
    ...healthFields,
    ...derivedFields,
  };
}

/** The other side of a dependency is a system or a group; either lacks what only the other one has. */
function targetFields(names: FieldNames): Fields {
  return {
    ...systemFields(names),
    ...groupFields,
    criticality: string(
      'how much depends on it; of a group, the criticality of its need-th most critical member',
      criticalities,
    ),
    type: string('type; of a group, the one that all members share'),
    owner: string('team that answers for it; of a group, the one that all members share'),
    region: string('region; of a group, the one that all members share'),
    zone: string('zone; of a group, the one that all members share'),
    layer: string('layer; of a group, the one that all members share', names.layers),
    members: strings('members of the group'),
    ...healthOfGroup,
  };
}

function systemFact(scope: Scope, names: FieldNames, known: KnownNames): FactShape {
  const isSubject = scope === 'system';
  return {
    shape: { kind: 'object', fields: systemFields(names) },
    params: { id: systemParam(isSubject, known) },
    description: isSubject
      ? 'the system that is judged, or the one that `params.id` names'
      : 'the system that `params.id` names',
  };
}

function signalFact(scope: Scope, known: KnownNames): FactShape {
  const isSubject = scope === 'system';
  return {
    shape: {
      kind: 'object',
      fields: {
        value: { kind: 'any' },
        stale: boolean('whether the value is too old to count'),
        ageSeconds: number('seconds since it was observed'),
      },
    },
    params: {
      name: { required: true, known: sorted(known.signals), what: 'signal' },
      system: systemParam(isSubject, known),
    },
    description: `the last value of signal \`params.name\` of ${
      isSubject ? 'the system that is judged, or of the one' : 'the system'
    } that \`params.system\` names; missing when it was never seen`,
  };
}

function systemParam(optional: boolean, known: KnownNames): ParamShape {
  return {
    required: !optional,
    ...(known.systems === undefined ? {} : { known: sorted(known.systems) }),
    what: 'system',
  };
}

function dependencyFact(names: FieldNames): FactShape {
  return {
    shape: {
      kind: 'object',
      fields: {
        from: object('the depending system', systemFields(names)),
        to: object('the system or group that it depends on', targetFields(names)),
        ...dependencyFields,
        impact: number("share of the target's impairment that reaches the dependent, 0 to 1"),
        retryable: boolean('whether its protocol allows to repeat a call'),
        crossRegion: boolean('whether it needs something of another region'),
        crossOwner: boolean('whether it needs something of another owner'),
        layering: string('where it leads: to the same layer, down, past the next layer or up', [
          'same',
          'down',
          'skip',
          'up',
        ]),
        violatesLayers: boolean('whether it is against the order of the layers'),
        inCycle: boolean('whether it is a part of a cycle of dependencies that propagate failure'),
      },
    },
    description: 'the dependency that is judged',
  };
}

const resourceFact: FactShape = {
  shape: {
    kind: 'object',
    fields: {
      id: string('id'),
      type: string('type'),
      kind: string('held, rate or budget', ['held', 'rate', 'budget']),
      unit: string('unit of amounts'),
      capacity: number('how much there is'),
      region: string('region'),
      costPerUnitHour: number('cost of one unit for an hour'),
      requested: number('sum of the requests of its users'),
      limits: number('sum of the limits of its users; the request where one has no limit'),
      users: object('systems that use it', {
        count: number('how many'),
        ids: strings('ids'),
      }),
      headroom: number('capacity less requests'),
      utilization: number('requests / capacity; missing without capacity'),
      costPerHour: number('requests × cost of a unit'),
    },
  },
  description: 'the resource that is judged',
};

const repoFact: FactShape = {
  shape: {
    kind: 'object',
    fields: {
      name: string('name of the configuration'),
      systems: object('systems', {
        count: number('how many'),
        byType: { kind: 'map', of: { kind: 'number' }, description: 'how many of each type' },
        byCriticality: object(
          'how many of each criticality',
          Object.fromEntries(criticalities.map((name) => [name, number(`${name} systems`)])),
        ),
      }),
      owners: object('owners of systems', { count: number('how many'), names: strings('names') }),
      regions: object('regions of systems', { count: number('how many'), names: strings('ids') }),
      groups: number('groups'),
      dependencies: number('dependencies'),
      thresholds: number('thresholds'),
      policies: object(
        'policies by enforcement',
        Object.fromEntries(enforcements.map((name) => [name, number(`policies that are ${name}`)])),
      ),
      waivers: object('waivers', {
        count: number('how many'),
        active: number('in force'),
        expired: number('expired'),
        tooFar: number('not in force because they expire too far ahead'),
        withoutTicket: number('without a ticket'),
        shortestDaysLeft: number('whole days that the first one to expire is still in force'),
        longestDaysLeft: number('whole days that the last one to expire is still in force'),
        longestDaysExpired: number('whole days since the first one expired'),
      }),
      cycles: number('cycles of dependencies that propagate failure'),
      diagnostics: object('what validation found', {
        errors: number('errors, always 0 where policies run'),
        warnings: number('warnings'),
      }),
      status: string('overall status', statuses),
      score: number('overall score, 0 to 100; missing when nothing is known'),
      coverage: number('share of the observed systems with a known status, 0 to 1'),
    },
  },
  description: 'the configuration as a whole',
};

function sorted(names: Iterable<string>): readonly string[] {
  return [...names].sort(compareText);
}
