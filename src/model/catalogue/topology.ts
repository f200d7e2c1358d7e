import type { CatalogueRow } from './row.ts';

/** Stages 3 and 4 for systems, groups, resources and their types. */
export const topologyRows = {
  'topology/unknown-system': {
    severity: 'error',
    title: 'a name is not a system or a group',
    explanation:
      'A dependency, a member of a group, a target, a selection or `proxyFor` names something that no file defines. The dependency would not be watched and its failure would explain nothing. Correct the name, or define the system.',
    example:
      'tower: v1\nsystems:\n  web: { type: service, dependsOn: { orders-bd: hard } }\n  orders-db: { type: database }\n',
    fixed:
      'tower: v1\nsystems:\n  web: { type: service, dependsOn: { orders-db: hard } }\n  orders-db: { type: database }\n',
  },
  'topology/unknown-type': {
    severity: 'error',
    title: 'a type is unknown',
    explanation:
      'A system, a selection or `extends` names a type that is neither built in nor defined under `types`. The type gives a system its weight and the signals that matter for it. Correct the name, or define the type.',
    example: 'tower: v1\nsystems:\n  web: { type: sevice }\n',
    fixed: 'tower: v1\nsystems:\n  web: { type: service }\n',
  },
  'topology/unknown-kind': {
    severity: 'error',
    title: 'a kind of dependency is unknown',
    explanation:
      'The kind says how much the failure of the target hurts: built in are `hard`, `soft`, `optional`, `data` and `auth`, and more can be defined under `catalog.dependencyKinds`. This is none of them.',
    example:
      'tower: v1\nsystems:\n  web: { type: service, dependsOn: { db: strong } }\n  db: { type: database }\n',
    fixed:
      'tower: v1\nsystems:\n  web: { type: service, dependsOn: { db: hard } }\n  db: { type: database }\n',
  },
  'topology/unknown-region': {
    severity: 'error',
    title: 'a region is unknown',
    explanation:
      'A system, a resource, a selection or the failover of a region names a region that no file defines under `regions`. Spread and failover could not be judged. Correct the name, or define the region.',
    example:
      'tower: v1\nregions:\n  eu-west: {}\nsystems:\n  web: { type: service, region: eu-wst }\n',
    fixed:
      'tower: v1\nregions:\n  eu-west: {}\nsystems:\n  web: { type: service, region: eu-west }\n',
  },
  'topology/unknown-zone': {
    severity: 'error',
    title: 'a zone does not belong to the region',
    explanation:
      'The zone of a system must be one of the `zones` of its region. Otherwise a group that is spread over zones would count a zone that does not exist, or one of another region.',
    example:
      'tower: v1\nregions:\n  eu: { zones: [eu-1, eu-2] }\nsystems:\n  web: { type: service, region: eu, zone: us-1 }\n',
    fixed:
      'tower: v1\nregions:\n  eu: { zones: [eu-1, eu-2] }\nsystems:\n  web: { type: service, region: eu, zone: eu-1 }\n',
  },
  'topology/unknown-protocol': {
    severity: 'error',
    title: 'a protocol is unknown',
    explanation:
      'The protocol of a dependency gives it a time limit and says whether calls may be repeated. This one is neither built in nor defined under `catalog.protocols`.',
    example:
      'tower: v1\nsystems:\n  web: { type: service, dependsOn: { db: { kind: hard, protocol: gprc } } }\n  db: { type: database }\n',
    fixed:
      'tower: v1\nsystems:\n  web: { type: service, dependsOn: { db: { kind: hard, protocol: grpc } } }\n  db: { type: database }\n',
  },
  'topology/unknown-resource': {
    severity: 'error',
    title: 'a resource or its type is unknown',
    explanation:
      'A system uses a resource that no file defines under `resources`, or a resource is of a type that the catalog does not have. What is used could not be added up. Correct the name, or define it.',
    example:
      'tower: v1\nresources:\n  gpu-pool: { type: compute, capacity: 16 }\nsystems:\n  web: { type: agent, uses: { gpu-pol: { request: 2 } } }\n',
    fixed:
      'tower: v1\nresources:\n  gpu-pool: { type: compute, capacity: 16 }\nsystems:\n  web: { type: agent, uses: { gpu-pool: { request: 2 } } }\n',
  },
  'topology/duplicate-id': {
    severity: 'error',
    title: 'an id is defined twice',
    explanation:
      'Files are merged by section and id, and an id may be defined once. Which of the two would count must not depend on the order of files. The same holds for a group that has the id of a system, because a dependency names either by its id. Both places are named; rename or remove one.',
    example:
      '-- topology/a.yaml --\ntower: v1\nsystems:\n  web: { type: service }\n-- topology/b.yaml --\ntower: v1\nsystems:\n  web: { type: agent }\n',
    fixed:
      '-- topology/a.yaml --\ntower: v1\nsystems:\n  web: { type: service }\n-- topology/b.yaml --\ntower: v1\nsystems:\n  web-agent: { type: agent }\n',
  },
  'topology/self-dependency': {
    severity: 'error',
    title: 'a system depends on itself',
    explanation:
      'Every system needs itself; saying so adds nothing, and it is most often a slip for another name. Remove the line, or name the other system.',
    example: 'tower: v1\nsystems:\n  web: { type: service, dependsOn: { web: hard } }\n',
    fixed: 'tower: v1\nsystems:\n  web: { type: service }\n',
  },
  'topology/hard-cycle': {
    severity: 'warning',
    title: 'dependencies that propagate failure form a cycle',
    explanation:
      'Each of these systems fails when the next one fails, all the way around. Such a cycle is legal, but after an outage none of them can start first, and the failure of one takes down all. Make one of the dependencies soft, or split a system. Every edge of the cycle is named with its place.',
    example:
      'tower: v1\nsystems:\n  orders: { type: service, dependsOn: { ledger: hard } }\n  ledger: { type: service, dependsOn: { orders: hard } }\n',
    fixed:
      'tower: v1\nsystems:\n  orders: { type: service, dependsOn: { ledger: hard } }\n  ledger: { type: service, dependsOn: { orders: soft } }\n',
  },
  'topology/group-need': {
    severity: 'error',
    title: 'a group needs more members than it has',
    explanation:
      '`need` is how many members must be up. With more than there are, the group could never be up. Lower `need`, or add members.',
    example:
      'tower: v1\nsystems:\n  bus-1: { type: queue }\n  bus-2: { type: queue }\ngroups:\n  bus: { members: [bus-1, bus-2], need: 3 }\n',
    fixed:
      'tower: v1\nsystems:\n  bus-1: { type: queue }\n  bus-2: { type: queue }\ngroups:\n  bus: { members: [bus-1, bus-2], need: 1 }\n',
  },
  'topology/group-spread': {
    severity: 'warning',
    title: 'a group does not survive the loss of a place',
    explanation:
      'The group says that it is spread over regions or zones, but losing a single one leaves fewer members than it needs, or members do not say where they are. The redundancy would be gone exactly when it is needed. Move members to other places, or add some.',
    example:
      'tower: v1\nregions:\n  eu: { zones: [eu-1, eu-2] }\nsystems:\n  bus-1: { type: queue, region: eu, zone: eu-1 }\n  bus-2: { type: queue, region: eu, zone: eu-1 }\ngroups:\n  bus: { members: [bus-1, bus-2], need: 1, spread: zone }\n',
    fixed:
      'tower: v1\nregions:\n  eu: { zones: [eu-1, eu-2] }\nsystems:\n  bus-1: { type: queue, region: eu, zone: eu-1 }\n  bus-2: { type: queue, region: eu, zone: eu-2 }\ngroups:\n  bus: { members: [bus-1, bus-2], need: 1, spread: zone }\n',
  },
  'topology/no-redundancy': {
    severity: 'warning',
    title: 'a critical system has no redundancy',
    explanation:
      'The criticality of the system asks for redundancy (the catalog says which do: `critical` and `high`), and it runs once and is in no group that could lose it. Set `replicas` to 2 or more, make it a member of a group with a spare, or lower its criticality. Logical systems and proxies are excepted.',
    example: 'tower: v1\nsystems:\n  db: { type: database, criticality: critical }\n',
    fixed: 'tower: v1\nsystems:\n  db: { type: database, criticality: critical, replicas: 2 }\n',
  },
  'topology/no-owner': {
    severity: 'warning',
    title: 'a system has no owner',
    explanation:
      '`config.ownership.required` asks that every system has an owner, the team that answers for it. Without one nobody is told and nobody decides. Add `owner` to the system, or to the `defaults` of its file.',
    example:
      '-- tower.yaml --\ntower: v1\nconfig: { ownership: { required: true } }\n-- topology/main.yaml --\ntower: v1\nsystems:\n  web: { type: service }\n',
    fixed:
      '-- tower.yaml --\ntower: v1\nconfig: { ownership: { required: true } }\n-- topology/main.yaml --\ntower: v1\nsystems:\n  web: { type: service, owner: shop }\n',
  },
  'topology/wrong-owner': {
    severity: 'error',
    title: "a system is declared in another team's file",
    explanation:
      '`config.ownership.pathPattern` says where the files of each team lie, so that reviews of a folder go to the team that owns it. This system belongs to another team than its file. Move it to a file of its owner, or change the owner.',
    example:
      '-- tower.yaml --\ntower: v1\nconfig: { ownership: { pathPattern: "teams/{owner}/**" } }\n-- teams/shop/main.yaml --\ntower: v1\nsystems:\n  ledger: { type: service, owner: finance }\n',
    fixed:
      '-- tower.yaml --\ntower: v1\nconfig: { ownership: { pathPattern: "teams/{owner}/**" } }\n-- teams/finance/main.yaml --\ntower: v1\nsystems:\n  ledger: { type: service, owner: finance }\n',
  },
  'topology/cold-start': {
    severity: 'warning',
    title: 'a group comes up only once it is up',
    explanation:
      'The group can lose members and goes on, so that nothing fails while it runs. After everything was down, it never comes up again: too few of its members start without it, as is the case with a quorum that its own members need to start. Let enough members start by themselves: what they need of the group only later is a soft dependency. `tower graph --restart-plan` shows what comes up, and in which order.',
    example:
      'tower: v1\nsystems:\n  one: { type: service, dependsOn: { quorum: hard } }\n  two: { type: service, dependsOn: { quorum: hard } }\n  three: { type: service, dependsOn: { quorum: hard } }\ngroups:\n  quorum: { members: [one, two, three], need: 2 }\n',
    fixed:
      'tower: v1\nsystems:\n  one: { type: service, dependsOn: { quorum: soft } }\n  two: { type: service, dependsOn: { quorum: soft } }\n  three: { type: service, dependsOn: { quorum: soft } }\ngroups:\n  quorum: { members: [one, two, three], need: 2 }\n',
  },
  'topology/shared-dependency': {
    severity: 'warning',
    title: 'members of a group go down together',
    explanation:
      'The group can lose some of its members, and one system that these members cannot do without takes down more of them at once: the redundancy is not real. The other places show how each member comes to need it. Give the members one each, or let them work without it. `tower redundancy` also shows regions, zones and owners that members share.',
    example:
      'tower: v1\nsystems:\n  east: { type: service, dependsOn: { disk: hard } }\n  west: { type: service, dependsOn: { disk: hard } }\n  disk: { type: database }\ngroups:\n  store: { members: [east, west], need: 1 }\n',
    fixed:
      'tower: v1\nsystems:\n  east: { type: service, dependsOn: { disk-east: hard } }\n  west: { type: service, dependsOn: { disk-west: hard } }\n  disk-east: { type: database }\n  disk-west: { type: database }\ngroups:\n  store: { members: [east, west], need: 1 }\n',
  },
  'topology/redundancy-unchecked': {
    severity: 'info',
    title: 'some groups were not looked at for what their members share',
    explanation:
      'Validation follows a number of dependencies that grows with the configuration, and no more, so that it stays quick. In this configuration the members of groups need so much that the rest was not looked at. `tower redundancy` looks at all of it.',
    example: '# groups whose members need some 100,000 systems each\n',
  },
  'topology/timeout-budget': {
    severity: 'warning',
    title: 'a caller gives up before its callee can answer',
    explanation:
      'The callee may wait for a dependency of its own, retries included, longer than the caller waits for the callee. The caller gives up while the work goes on, and its retries add load when the callee is slow. Give the caller more time, or the callee less time or fewer retries.',
    example:
      'tower: v1\nsystems:\n  web: { type: service, dependsOn: { api: { kind: soft, timeout: 2s } } }\n  api: { type: service, dependsOn: { db: { kind: soft, timeout: 2s, retries: 2 } } }\n  db: { type: database }\n',
    fixed:
      'tower: v1\nsystems:\n  web: { type: service, dependsOn: { api: { kind: soft, timeout: 7s } } }\n  api: { type: service, dependsOn: { db: { kind: soft, timeout: 2s, retries: 2 } } }\n  db: { type: database }\n',
  },
  'topology/slow-detection': {
    severity: 'warning',
    title: 'a failure is noticed later than promised',
    explanation:
      '`objectives.detectWithin` promises how soon a failure is noticed, and even the quickest of probe, heartbeat and critical thresholds takes longer, or nothing watches the system at all. A probe needs its interval times the number of failures, a threshold its `for`. Watch more closely, or promise less.',
    example:
      'tower: v1\nsystems:\n  web:\n    type: service\n    objectives: { detectWithin: 30s }\n    probe: { http: { url: "https://web.example/healthz", every: 20s, timeout: 2s, failures: 3 } }\n',
    fixed:
      'tower: v1\nsystems:\n  web:\n    type: service\n    objectives: { detectWithin: 30s }\n    probe: { http: { url: "https://web.example/healthz", every: 5s, timeout: 2s, failures: 3 } }\n',
  },
  'topology/not-retryable': {
    severity: 'warning',
    title: 'calls are repeated over a protocol that may not be',
    explanation:
      'The dependency has `retries`, and its protocol is not retryable: a repeated message may be delivered twice and do its work twice. Remove the retries, choose another protocol, or say `retryable: true` for the protocol in the catalog where repeating is known to be safe.',
    example:
      'tower: v1\nsystems:\n  web: { type: service, dependsOn: { bus: { kind: soft, protocol: message_queue, retries: 2 } } }\n  bus: { type: queue }\n',
    fixed:
      'tower: v1\nsystems:\n  web: { type: service, dependsOn: { bus: { kind: soft, protocol: message_queue } } }\n  bus: { type: queue }\n',
  },
  'topology/use-limit': {
    severity: 'error',
    title: 'a system may use less than it needs',
    explanation:
      '`request` is what the system needs of a resource, `limit` what it may never exceed. A limit below the request contradicts itself. Raise the limit, or lower the request.',
    example:
      'tower: v1\nresources:\n  gpu: { type: compute, capacity: 16 }\nsystems:\n  web: { type: agent, uses: { gpu: { request: 4, limit: 2 } } }\n',
    fixed:
      'tower: v1\nresources:\n  gpu: { type: compute, capacity: 16 }\nsystems:\n  web: { type: agent, uses: { gpu: { request: 2, limit: 4 } } }\n',
  },
  'topology/overbooked': {
    severity: 'warning',
    title: 'systems need more of a resource than there is',
    explanation:
      'The requests of all systems add up to more than the capacity of the resource. When all of them are busy, some do without. Raise the capacity, or lower the requests.',
    example:
      'tower: v1\nresources:\n  gpu: { type: compute, capacity: 4 }\nsystems:\n  one: { type: agent, uses: { gpu: { request: 3 } } }\n  two: { type: agent, uses: { gpu: { request: 2 } } }\n',
    fixed:
      'tower: v1\nresources:\n  gpu: { type: compute, capacity: 8 }\nsystems:\n  one: { type: agent, uses: { gpu: { request: 3 } } }\n  two: { type: agent, uses: { gpu: { request: 2 } } }\n',
  },
  'topology/proxy-chain': {
    severity: 'error',
    title: 'a proxy stands for a proxy',
    explanation:
      '`proxyFor` says that a system, such as a load balancer, stands for another, so that what is observed there belongs to the other. A proxy for itself or for another proxy leaves open where the work is done. Name the system that does it.',
    example:
      'tower: v1\nsystems:\n  edge: { type: service, proxyFor: balancer }\n  balancer: { type: service, proxyFor: web }\n  web: { type: service }\n',
    fixed:
      'tower: v1\nsystems:\n  edge: { type: service, proxyFor: web }\n  balancer: { type: service, proxyFor: web }\n  web: { type: service }\n',
  },
  'type/extends-cycle': {
    severity: 'error',
    title: 'a type extends itself',
    explanation:
      'A type takes what it does not say from the type that it extends. Here the chain leads back to where it began, so that there is nothing to take from. Remove one `extends` of the cycle.',
    example: 'tower: v1\ntypes:\n  gateway: { extends: edge }\n  edge: { extends: gateway }\n',
    fixed: 'tower: v1\ntypes:\n  gateway: { extends: service }\n  edge: { extends: gateway }\n',
  },
  'topology/heartbeat-timeout': {
    severity: 'error',
    title: 'a heartbeat times out before the next one is due',
    explanation:
      'The timeout of a heartbeat is not longer than the time between two heartbeats, so that a system in perfect health would be offline between its beats. Let the timeout be several times `every`, so that a lost beat is forgiven.',
    example:
      'tower: v1\nsystems:\n  agent: { type: agent, probe: { heartbeat: { every: 30s, timeout: 10s } } }\n',
    fixed:
      'tower: v1\nsystems:\n  agent: { type: agent, probe: { heartbeat: { every: 30s, timeout: 90s } } }\n',
  },
  'topology/unread-probe': {
    severity: 'warning',
    title: 'a probe is never read',
    explanation:
      'A logical system has no failure of its own, and what is observed of a system with `proxyFor` belongs to the system that it stands for. A probe there would give a false feeling of being watched. Remove it, or move it to the system that does the work.',
    example:
      'tower: v1\nsystems:\n  journey: { type: service, logical: true, probe: { tcp: { host: web.example, port: 443 } } }\n',
    fixed: 'tower: v1\nsystems:\n  journey: { type: service, logical: true }\n',
  },
  'topology/failure-probability': {
    severity: 'error',
    title: 'how likely a system fails is said twice, or by half',
    explanation:
      'How likely a system is down is declared either by `failureProbability`, or by `mtbf` and `mttr` together: how long it works between failures, and how long it is down after one. Which of two answers would count is not left to chance, and a half of one is none. A logical system has no failure of its own. Keep one declaration, complete it, or remove it.',
    example:
      'tower: v1\nsystems:\n  db: { type: database, failureProbability: 0.001, mtbf: 90d, mttr: 2h }\n',
    fixed: 'tower: v1\nsystems:\n  db: { type: database, mtbf: 90d, mttr: 2h }\n',
  },
  'catalog/order': {
    severity: 'error',
    title: 'rows of the catalog are in the wrong order',
    explanation:
      'Ranks and weights must fall from critical to low, and the scores of statuses must not rise from healthy to offline. Otherwise a low system would count more than a critical one, or a failed system would score better than a healthy one, and verdicts would contradict themselves.',
    example: 'tower: v1\ncatalog:\n  criticalities:\n    low: { weight: 9 }\n',
    fixed: 'tower: v1\ncatalog:\n  criticalities:\n    low: { weight: 0.5 }\n',
  },
} as const satisfies Record<string, CatalogueRow>;
