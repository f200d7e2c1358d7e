import type { CatalogueRow } from './row.ts';

/** Stage 2: whether what is written has the form of the schema. */
export const schemaRows = {
  'schema/unknown-key': {
    severity: 'error',
    title: 'a key is unknown',
    explanation:
      'No key of this name is known here. It is misspelt, or it belongs to a part further out or further in; the help says which where it can be told. A key that nobody reads would have no effect, and nobody would notice.',
    example:
      'tower: v1\nsystems:\n  web:\n    type: service\n    critcality: high\n    replicas: 2\n',
    fixed:
      'tower: v1\nsystems:\n  web:\n    type: service\n    criticality: high\n    replicas: 2\n',
  },
  'schema/missing-key': {
    severity: 'error',
    title: 'a key is missing',
    explanation:
      'This part cannot do without the key: a system without a type or a resource without a capacity says nothing that could be evaluated. Add it. A key that is there and misspelt is told as an unknown key instead.',
    example: 'tower: v1\nsystems:\n  web:\n    replicas: 2\n',
    fixed: 'tower: v1\nsystems:\n  web:\n    type: service\n    replicas: 2\n',
  },
  'schema/wrong-type': {
    severity: 'error',
    title: 'a value is of the wrong type',
    explanation:
      'The value is, for example, a text where a number is needed, or a list where a map is needed. YAML decides by the way a value is written: `2.10` is a number and loses its zero, `true` is a truth value, and in quotes both are texts. Versions and labels are texts, so quote those that look like something else.',
    example: 'tower: v1\nsystems:\n  web: { type: service, version: 2.10 }\n',
    fixed: 'tower: v1\nsystems:\n  web: { type: service, version: "2.10" }\n',
  },
  'schema/bad-value': {
    severity: 'error',
    title: 'a value is not one of those allowed',
    explanation:
      'The key takes one of a few words, and this is none of them. The help names the nearest, or all of them.',
    example: 'tower: v1\nsystems:\n  web: { type: service, criticality: hihg, replicas: 2 }\n',
    fixed: 'tower: v1\nsystems:\n  web: { type: service, criticality: high, replicas: 2 }\n',
  },
  'schema/bad-format': {
    severity: 'error',
    title: 'a text does not have the form it needs',
    explanation:
      'Durations, addresses, days, local times and ids have a form, and the text has another. A duration is a number with a unit, `30s` or `1h30m`, never a bare number: whether 30 are seconds or minutes must not be a guess.',
    example:
      'tower: v1\nsystems:\n  web:\n    type: service\n    probe: { heartbeat: { every: 10 sec, timeout: 30s } }\n',
    fixed:
      'tower: v1\nsystems:\n  web:\n    type: service\n    probe: { heartbeat: { every: 10s, timeout: 30s } }\n',
  },
  'schema/out-of-range': {
    severity: 'error',
    title: 'a number or a length is out of range',
    explanation:
      'The number is smaller or larger than makes sense, has more decimals than are kept, or a text is shorter or longer than allowed. The message names the limit.',
    example: 'tower: v1\nsystems:\n  web: { type: service, replicas: -1 }\n',
    fixed: 'tower: v1\nsystems:\n  web: { type: service, replicas: 1 }\n',
  },
  'schema/too-few': {
    severity: 'error',
    title: 'a list or a map has too few entries',
    explanation:
      'The list or the map needs more entries than it has: a group has at least two members, a `match` at least one key. An empty `match` would select everything, which must be said on purpose.',
    example:
      'tower: v1\nsystems:\n  web: { type: service }\ngroups:\n  front: { members: [web], need: 1 }\n',
    fixed:
      'tower: v1\nsystems:\n  web: { type: service }\n  web-2: { type: service }\ngroups:\n  front: { members: [web, web-2], need: 1 }\n',
  },
  'schema/repeated': {
    severity: 'error',
    title: 'an entry stands twice in a list',
    explanation:
      'The entries of this list are a set, and one stands in it twice. It would count once, which makes a group of three members one of two. Remove one of them; if another was meant, name that.',
    example:
      'tower: v1\nsystems:\n  bus-1: { type: queue }\n  bus-2: { type: queue }\ngroups:\n  bus: { members: [bus-1, bus-2, bus-2], need: 1 }\n',
    fixed:
      'tower: v1\nsystems:\n  bus-1: { type: queue }\n  bus-2: { type: queue }\n  bus-3: { type: queue }\ngroups:\n  bus: { members: [bus-1, bus-2, bus-3], need: 1 }\n',
  },
  'schema/exactly-one': {
    severity: 'error',
    title: 'exactly one of several keys is needed',
    explanation:
      'Some parts are one of several kinds, told by a key: a probe is `http`, `tcp` or `heartbeat`, a condition is `all`, `any`, `not`, `condition` or a comparison. This one has none of the keys or more than one. Keep one; conditions can be nested in each other.',
    example:
      'tower: v1\nsystems:\n  web:\n    type: service\n    probe:\n      tcp: { host: web.example, port: 443 }\n      heartbeat: { every: 10s, timeout: 30s }\n',
    fixed:
      'tower: v1\nsystems:\n  web:\n    type: service\n    probe:\n      heartbeat: { every: 10s, timeout: 30s }\n',
  },
  'schema/literal-secret': {
    severity: 'error',
    title: 'a secret stands in a file of the configuration',
    explanation:
      'Files of a configuration are read by everybody who reviews them, and stay in the history. A secret is named instead: `env` is a variable that begins with TOWER_SECRET_, `file` a file of the secrets folder. If the secret was real, change it: it is no secret any more.',
    example:
      'tower: v1\nchannels:\n  pager: { pagerduty: { routingKey: R0UT1NGK3Y } }\nroutes:\n  - { notify: [pager] }\n',
    fixed:
      'tower: v1\nchannels:\n  pager: { pagerduty: { routingKey: { env: TOWER_SECRET_PAGER } } }\nroutes:\n  - { notify: [pager] }\n',
  },
  'schema/bad-id': {
    severity: 'error',
    title: 'a name does not have the form it needs',
    explanation:
      'Ids are lower-case letters, digits and dashes; the names of signals and of rows of the catalog are lower-case letters, digits and underscores; labels may also have capitals, dots and slashes. Names stand in file names, addresses and metrics, where other characters cause trouble.',
    example: 'tower: v1\nsystems:\n  Orders_DB: { type: database }\n',
    fixed: 'tower: v1\nsystems:\n  orders-db: { type: database }\n',
  },
  'schema/version': {
    severity: 'error',
    title: 'a file does not name its format',
    explanation:
      'Every file begins with `tower: v1`, which says how to read it. Without it a file of another tool that lies in the same folder could be taken for configuration. A file that is not meant for Tower is left out by `config.include` in tower.yaml.',
    example: 'systems:\n  web: { type: service }\n',
    fixed: 'tower: v1\nsystems:\n  web: { type: service }\n',
  },
} as const satisfies Record<string, CatalogueRow>;
