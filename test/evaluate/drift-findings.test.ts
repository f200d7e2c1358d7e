import { expect, test } from 'vitest';
import { load } from '../../src/config/load.ts';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { emptyState } from '../../src/evaluate/state.ts';
import type { Batch } from '../../src/model/batch.generated.ts';
import { sayLocation } from '../../src/model/location.ts';
import type { Model } from '../../src/model/model.ts';
import type { Report } from '../../src/model/report.generated.ts';
import { after } from './model-builder.ts';

const topology = `tower: v1
systems:
  api: { type: service }
  db: { type: database }
  web:
    type: service
    version: "2.1"
    configHash: f0f0
    dependsOn:
      api: hard
      db: hard
`;

function modelOf(config = '', rest = ''): Model {
  const { model, diagnostics } = load([
    { path: 'tower.yaml', text: `tower: v1\nconfig:\n  name: shop\n${config}` },
    { path: 'topology/shop.yaml', text: topology + rest },
  ]);
  if (model === undefined) {
    throw new Error(diagnostics.map(({ code, message }) => `${code} ${message}`).join('\n'));
  }
  return model;
}

const drifted: NonNullable<Batch['observed']> = [
  {
    system: 'web',
    version: '2.0',
    configHash: 'f1f1',
    dependsOn: ['api', 'legacy'],
    complete: true,
    at: after(-60),
  },
];

function reportOn(model: Model, observed: Batch['observed'] = drifted): Report {
  return evaluate(model, emptyState(), { at: after(0), observed: observed ?? [] }).report;
}

function said({ findings }: Report): readonly string[] {
  return findings.map(
    ({ severity, rule, subject, message, waivedBy }) =>
      `${severity} ${rule} ${subject}: ${message}${waivedBy === null ? '' : ` (${waivedBy.waiver})`}`,
  );
}

test('drift is found by three rules, each naming what is declared, what was observed and when', () => {
  const report = reportOn(modelOf());
  expect(said(report)).toEqual([
    'warning drift/config web: `web` declares configuration `f0f0` and runs `f1f1`',
    'warning drift/dependencies web->db: `web` declares that it depends on `db`, and does not call it',
    'warning drift/dependencies web->legacy: `web` calls `legacy`, which nothing defines, and does not declare it',
    'warning drift/version web: `web` declares version `2.1` and runs `2.0`',
  ]);
  expect(report.findings.map(({ at }) => sayLocation(at))).toEqual([
    'topology/shop.yaml:8:17',
    'topology/shop.yaml:11:7',
    'topology/shop.yaml:10:7',
    'topology/shop.yaml:7:14',
  ]);
  const [, , undeclared, version] = report.findings;
  expect(undeclared?.because).toEqual([
    {
      code: 'declared',
      message: 'the declared dependencies are `api` and `db`',
      at: undeclared?.at,
      values: { dependsOn: 'api, db' },
    },
    {
      code: 'observed',
      message: 'a call to `legacy` was observed at 2026-11-21T11:59:00Z',
      values: { to: 'legacy', observedAt: '2026-11-21T11:59:00Z' },
    },
  ]);
  expect(version).toEqual({
    rule: 'drift/version',
    title: 'Systems run the version that is declared',
    enforcement: 'warn',
    severity: 'warning',
    scope: 'system',
    subject: 'web',
    message: '`web` declares version `2.1` and runs `2.0`',
    at: {
      file: 'topology/shop.yaml',
      line: 7,
      column: 14,
      endLine: 7,
      endColumn: 19,
      path: '$.systems.web.version',
    },
    policyAt: null,
    because: [
      {
        code: 'declared',
        message: 'version `2.1` is declared',
        at: version?.at,
        values: { version: '2.1' },
      },
      {
        code: 'observed',
        message: '`2.0` was observed at 2026-11-21T11:59:00Z',
        values: { version: '2.0', observedAt: '2026-11-21T11:59:00Z' },
      },
    ],
    help: 'roll out what is declared, or declare what runs as `version`',
    docs: null,
    waivedBy: null,
    fingerprint: version?.fingerprint,
  });
});

test('the rules stand among the policies where something was judged, with the subjects that comply', () => {
  const rows = (observed?: Batch['observed']) =>
    reportOn(modelOf(), observed).policies.map(({ id, passed, violated, at }) => [
      id,
      passed,
      violated,
      sayLocation(at),
    ]);
  expect([rows(), rows([{ system: 'web', version: '2.1' }]), rows([])]).toEqual([
    [
      ['drift/config', [], ['web'], 'tower.yaml:2:1'],
      ['drift/dependencies', ['web->api'], ['web->db', 'web->legacy'], 'tower.yaml:2:1'],
      ['drift/version', [], ['web'], 'tower.yaml:2:1'],
    ],
    [['drift/version', ['web'], [], 'tower.yaml:2:1']],
    [],
  ]);
});

test('a fingerprint is that of the rule and the subject, whatever was observed, declared or set', () => {
  const prints = (model: Model, version: string) =>
    reportOn(model, [{ system: 'web', version }]).findings.map(({ fingerprint }) => fingerprint);
  const [first = ''] = prints(modelOf(), '2.0');
  expect(first).toMatch(/^[0-9a-f]{16}$/);
  expect(prints(modelOf('  drift: { version: hard }\n'), '1.9')).toEqual([first]);
});

test.each([
  ['hard', 'error', 1, '1 hard violation'],
  ['warn', 'warning', 0, '1 warning'],
  ['shadow', 'info', 0, 'no violations'],
] as const)(
  'a rule that is %s tells %s and exits with %i',
  (enforcement, severity, code, reason) => {
    const model = modelOf(`  drift: { version: ${enforcement} }\n`);
    const report = reportOn(model, [{ system: 'web', version: '2.0' }]);
    expect([
      report.findings.map((finding) => [finding.enforcement, finding.severity]),
      report.policies.map((policy) => [policy.enforcement, sayLocation(policy.at)]),
      report.exitCode,
      report.exitReason,
    ]).toEqual([[[enforcement, severity]], [[enforcement, 'tower.yaml:4:21']], code, reason]);
  },
);

test('a rule that is off says nothing, and the others stay', () => {
  const model = modelOf('  drift: { version: off, dependencies: off }\n');
  const report = reportOn(model);
  expect([said(report), report.policies.map(({ id }) => id)]).toEqual([
    ['warning drift/config web: `web` declares configuration `f0f0` and runs `f1f1`'],
    ['drift/config'],
  ]);
});

test('an observation counts for a day, or as long as the project says', () => {
  const findingsAt = (seconds: number, config = '') => {
    const model = modelOf(config);
    const { state } = evaluate(model, emptyState(), {
      at: after(0),
      observed: [{ system: 'web', version: '2.0' }],
    });
    return evaluate(model, state, { at: after(seconds) }).report.findings.length;
  };
  const hour = '  drift: { staleAfter: 1h }\n';
  expect([
    findingsAt(86_400),
    findingsAt(86_400.001),
    findingsAt(3_600, hour),
    findingsAt(3_600.001, hour),
  ]).toEqual([1, 0, 1, 0]);
});

const waiver = (policy: string, subjects: string): string =>
  `waivers:\n  soon: { policy: ${policy}, subjects: [${subjects}], reason: migration is under way, approvedBy: m.ito, expires: 2026-12-01 }\n`;

test.each([
  ['drift/version', 'web', ['drift/version web']],
  ['drift/config', 'web', ['drift/config web']],
  [
    'drift/dependencies',
    'web->db, web->legacy',
    ['drift/dependencies web->db', 'drift/dependencies web->legacy'],
  ],
])('a waiver of %s accepts the drift of %s', (policy, subjects, waived) => {
  const report = reportOn(modelOf('', waiver(policy, subjects)));
  const accepted = report.findings.filter(({ waivedBy }) => waivedBy !== null);
  expect(accepted.map(({ rule, subject }) => `${rule} ${subject}`)).toEqual(waived);
  expect(report.findings.filter(({ scope }) => scope === 'waiver')).toEqual([]);
  expect(report.policies.find(({ id }) => id === policy)?.waived).toEqual(
    waived.map((one) => one.split(' ')[1]),
  );
});

test.each<[string, string, NonNullable<Batch['observed']>, readonly string[]]>([
  [
    'where the declared version was observed',
    '',
    [{ system: 'web', version: '2.1' }],
    ['`web` does not violate `drift/version`'],
  ],
  ['where nothing was observed, it may well be needed', '', [], []],
  [
    'where the rule is off',
    '  drift: { version: off }\n',
    drifted,
    ['policy `drift/version` is off'],
  ],
])('a waiver without drift waives nothing: %s', (_, config, observed, why) => {
  const report = reportOn(modelOf(config, waiver('drift/version', 'web')), observed);
  const found = report.findings.filter(({ scope }) => scope === 'waiver');
  expect(found.map(({ message }) => message)).toEqual(
    why.map((one) => `waiver \`soon\` waives nothing: ${one}`),
  );
});

test('of several subjects of a waiver only those that were judged are unused', () => {
  const model = modelOf('', waiver('drift/dependencies', 'web->api, web->db, web->legacy'));
  const [unused] = reportOn(model, [
    { system: 'web', dependsOn: ['api', 'legacy'] },
  ]).findings.filter(({ scope }) => scope === 'waiver');
  expect([unused?.message, unused?.help]).toEqual([
    'waiver `soon` is partly unused: `web->api` does not violate `drift/dependencies`',
    'remove `web->api` from its `subjects`',
  ]);
});

test.each([
  ['drift/versions', 'web', 'waiver/unknown-policy', 'did you mean `drift/version`?'],
  ['drift/version', 'wbe', 'waiver/unknown-subject', 'did you mean `web`?'],
  ['drift/version', 'web->db', 'waiver/unknown-subject', 'known: `api`, `db`, `web`'],
  ['drift/dependencies', 'wbe->legacy', 'waiver/unknown-subject', 'known: `web->api`, `web->db`'],
  ['drift/dependencies', 'web->', 'waiver/unknown-subject', 'did you mean `web->db`?'],
])('a waiver of %s for %s is refused', (policy, subject, code, help) => {
  const { diagnostics } = load([
    { path: 'tower.yaml', text: topology + waiver(policy, `"${subject}"`) },
  ]);
  expect(diagnostics.map((one) => [one.code, one.help])).toEqual([[code, help]]);
});

test('policies see what runs', () => {
  const policies = `policies:
  no-two-zero:
    enforcement: hard
    scope: system
    deny: { all: [{ fact: system, path: $.observedVersions, operator: contains, value: "2.0" }] }
    message: "{{ system.id }} runs 2.0"
  reviewed:
    enforcement: warn
    scope: system
    deny:
      any:
        - { fact: system, path: $.versionDrift, operator: equal, value: true }
        - { fact: system, path: $.configDrift, operator: equal, value: true }
        - { fact: system, path: $.undeclaredDependencies, operator: contains, value: legacy }
        - { fact: system, path: $.uncalledDependencies, operator: contains, value: db }
    message: "{{ system.id }} drifts"
`;
  const report = reportOn(modelOf('', policies));
  const found = report.findings.filter(({ rule }) => !rule.startsWith('drift/'));
  expect(
    found.map(({ rule, subject, because }) => [
      rule,
      subject,
      because.map(({ at }) => at && sayLocation(at)),
    ]),
  ).toEqual([
    ['no-two-zero', 'web', ['topology/shop.yaml:7:14']],
    [
      'reviewed',
      'web',
      [
        'topology/shop.yaml:7:14',
        'topology/shop.yaml:8:17',
        'topology/shop.yaml:10:7',
        'topology/shop.yaml:10:7',
      ],
    ],
  ]);
});

test('what is observed of an unknown system is unmatched, and a call to one is drift', () => {
  const report = reportOn(modelOf(), [
    { system: 'wbe', version: '2.0' },
    { system: 'web', dependsOn: ['nobody'] },
  ]);
  expect([report.unmatched, report.readings.unmatched, report.readings.accepted]).toEqual([
    [
      {
        kind: 'observed',
        system: 'wbe',
        signal: null,
        reason: 'unknown-system',
        help: 'did you mean `web`?',
      },
    ],
    1,
    1,
  ]);
  expect(report.findings.map(({ subject }) => subject)).toEqual(['web->nobody']);
});
