import type { CatalogueRow } from './row.ts';

/** Files of scenarios. */
export const scenarioRows = {
  'scenario/unknown-name': {
    severity: 'error',
    title: 'a scenario names something that there is not',
    explanation:
      'A scenario measures a signal, fails a system or expects an alert, a channel, a level or a policy that the configuration does not have. It would run without what it is about, and could pass for that reason. Correct the name; with `reload`, what any of the configurations has may be named.',
    example:
      '-- tower.yaml --\ntower: v1\n-- topology/main.yaml --\ntower: v1\nsystems:\n  web: { type: service, owner: shop }\n-- scenarios/web.scenario.yaml --\ntower: v1\nscenarios:\n  nothing happens:\n    expect:\n      - { at: 1m, health: { wbe: healthy } }\n',
    fixed:
      '-- tower.yaml --\ntower: v1\n-- topology/main.yaml --\ntower: v1\nsystems:\n  web: { type: service, owner: shop }\n-- scenarios/web.scenario.yaml --\ntower: v1\nscenarios:\n  nothing happens:\n    expect:\n      - { at: 1m, health: { web: healthy } }\n',
  },
  'scenario/bad-series': {
    severity: 'error',
    title: 'a series is not written in its notation',
    explanation:
      'A series has values with blanks between them, one for each tick: `120`, `120x4` for five times the same, `120+5x4` for four steps up, `_` where nothing is heard, `_x3`, `stale`, and for a signal with words `okx3 down`. The mark stands below the part that is none of these.',
    example:
      '-- tower.yaml --\ntower: v1\n-- topology/main.yaml --\ntower: v1\nsystems:\n  web: { type: service, owner: shop }\n-- scenarios/web.scenario.yaml --\ntower: v1\nscenarios:\n  it slows down:\n    signals: { web.latency: "120x4 150+60*12" }\n    expect:\n      - { at: 1m, health: { web: healthy } }\n',
    fixed:
      '-- tower.yaml --\ntower: v1\n-- topology/main.yaml --\ntower: v1\nsystems:\n  web: { type: service, owner: shop }\n-- scenarios/web.scenario.yaml --\ntower: v1\nscenarios:\n  it slows down:\n    signals: { web.latency: "120x4 150+60x12" }\n    expect:\n      - { at: 1m, health: { web: healthy } }\n',
  },
  'scenario/bad-time': {
    severity: 'error',
    title: 'a time of a scenario cannot be',
    explanation:
      'A time is a duration since the start, an instant of RFC 3339, or a local time of the `timezone` of the scenario. This one is no such day or hour, lies before the start, lacks its zone, or is a duration of nothing.',
    example:
      '-- tower.yaml --\ntower: v1\n-- topology/main.yaml --\ntower: v1\nsystems:\n  web: { type: service, owner: shop }\n-- scenarios/web.scenario.yaml --\ntower: v1\nscenarios:\n  nothing happens:\n    start: 2026-03-29T01:30:00Z\n    expect:\n      - { at: "2026-02-30T00:00:00Z", health: { web: healthy } }\n',
    fixed:
      '-- tower.yaml --\ntower: v1\n-- topology/main.yaml --\ntower: v1\nsystems:\n  web: { type: service, owner: shop }\n-- scenarios/web.scenario.yaml --\ntower: v1\nscenarios:\n  nothing happens:\n    start: 2026-03-29T01:30:00Z\n    expect:\n      - { at: "2026-03-30T00:00:00Z", health: { web: healthy } }\n',
  },
  'scenario/twice': {
    severity: 'error',
    title: 'a scenario says something twice',
    explanation:
      'A signal of a system has one series, and what its health check says stands either under `checks` or under `failures`. Of two, it could not be told which one counts. Keep one of them.',
    example:
      '-- tower.yaml --\ntower: v1\n-- topology/main.yaml --\ntower: v1\nsystems:\n  web: { type: service, owner: shop }\n-- scenarios/web.scenario.yaml --\ntower: v1\nscenarios:\n  it slows down:\n    signals:\n      web.latency: "120x4"\n      web: { latency: "300x4" }\n    expect:\n      - { at: 1m, health: { web: healthy } }\n',
    fixed:
      '-- tower.yaml --\ntower: v1\n-- topology/main.yaml --\ntower: v1\nsystems:\n  web: { type: service, owner: shop }\n-- scenarios/web.scenario.yaml --\ntower: v1\nscenarios:\n  it slows down:\n    signals:\n      web: { latency: "120x4 300x4" }\n    expect:\n      - { at: 1m, health: { web: healthy } }\n',
  },
  'scenario/too-long': {
    severity: 'error',
    title: 'scenarios take more steps than are run',
    explanation:
      'A scenario has at most 100,000 ticks and as many heartbeats of its own, and all scenarios of a run 10 million ticks together. More of them come from a time that is far away or an `every` that is short by mistake. Let the scenario end earlier, or its ticks be further apart.',
    example:
      '-- tower.yaml --\ntower: v1\n-- topology/main.yaml --\ntower: v1\nsystems:\n  web: { type: service, owner: shop }\n-- scenarios/web.scenario.yaml --\ntower: v1\nscenarios:\n  nothing happens for years:\n    every: 1s\n    expect:\n      - { at: 1000d, health: { web: healthy } }\n',
    fixed:
      '-- tower.yaml --\ntower: v1\n-- topology/main.yaml --\ntower: v1\nsystems:\n  web: { type: service, owner: shop }\n-- scenarios/web.scenario.yaml --\ntower: v1\nscenarios:\n  nothing happens for years:\n    every: 1d\n    expect:\n      - { at: 1000d, health: { web: healthy } }\n',
  },
  'scenario/expects-nothing': {
    severity: 'error',
    title: 'an expectation expects nothing',
    explanation:
      'The entry has a time and nothing that has to be so at that time, so that it could never fail. Add what is expected, or remove the entry.',
    example:
      '-- tower.yaml --\ntower: v1\n-- topology/main.yaml --\ntower: v1\nsystems:\n  web: { type: service, owner: shop }\n-- scenarios/web.scenario.yaml --\ntower: v1\nscenarios:\n  nothing happens:\n    expect:\n      - { at: 1m }\n',
    fixed:
      '-- tower.yaml --\ntower: v1\n-- topology/main.yaml --\ntower: v1\nsystems:\n  web: { type: service, owner: shop }\n-- scenarios/web.scenario.yaml --\ntower: v1\nscenarios:\n  nothing happens:\n    expect:\n      - { at: 1m, alerts: [] }\n',
  },
  'scenario/missing-file': {
    severity: 'error',
    title: 'a reload names a file that there is not',
    explanation:
      'Under `replace`, a file of the configuration stands on the left, by its path in the project, and on the right the file that stands in for it, by its path from the folder of the scenario. One of them does not exist, or leads out of the project. Without it the scenario would go on with the configuration that it began with.',
    example:
      '-- tower.yaml --\ntower: v1\n-- topology/main.yaml --\ntower: v1\nsystems:\n  web: { type: service, owner: shop }\n-- scenarios/web.scenario.yaml --\ntower: v1\nscenarios:\n  a change is rolled out:\n    reload: { at: 1m, replace: { topology/main.yaml: changed.yaml } }\n    expect:\n      - { at: 2m, alerts: [] }\n',
    fixed:
      '-- tower.yaml --\ntower: v1\n-- topology/main.yaml --\ntower: v1\nsystems:\n  web: { type: service, owner: shop }\n-- scenarios/changed.yaml --\ntower: v1\nsystems:\n  web: { type: agent, owner: shop }\n-- scenarios/web.scenario.yaml --\ntower: v1\nscenarios:\n  a change is rolled out:\n    reload: { at: 1m, replace: { topology/main.yaml: changed.yaml } }\n    expect:\n      - { at: 2m, alerts: [] }\n',
  },
} as const satisfies Record<string, CatalogueRow>;
