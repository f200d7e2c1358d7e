import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import type { Diagnostic, Finding } from '../../src/model/report.generated.ts';
import { renderReport, renderValidation } from '../../src/report/render.ts';
import { mistakes, reports, validations } from './fixtures.ts';
import { outage } from './outage.ts';
import { finding, healthy, place, wide } from './parts.ts';

/** GitLab's description of a Code Quality report, as a schema: an array of objects with these properties. */
const schema = {
  type: 'array',
  items: {
    type: 'object',
    required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
    properties: {
      description: { type: 'string', minLength: 1, pattern: '^[^\\u0000-\\u001f]*$' },
      check_name: { type: 'string', minLength: 1 },
      fingerprint: { type: 'string', pattern: '^[0-9a-f]{16}$' },
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: {
        type: 'object',
        required: ['path', 'lines'],
        properties: {
          path: { type: 'string', minLength: 1, pattern: '^(?!/|\\./)' },
          lines: {
            type: 'object',
            required: ['begin'],
            properties: { begin: { type: 'integer', minimum: 1 } },
            additionalProperties: false,
          },
        },
        additionalProperties: false,
      },
    },
    additionalProperties: false,
  },
};

interface Entry {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

function entriesOf(text: string): readonly Entry[] {
  return JSON.parse(text) as readonly Entry[];
}

const validate = new Ajv().compile(schema);

function problems(text: string): unknown {
  validate(entriesOf(text));
  return validate.errors ?? null;
}

test.each(reports)(
  'the %s report keeps to the format and carries everything',
  (_, report, context) => {
    const text = renderReport('gitlab', report, context);
    const prints = entriesOf(text).map(({ fingerprint }) => fingerprint);
    expect([problems(text), prints.length, new Set(prints).size]).toEqual([
      null,
      report.findings.length + report.diagnostics.length,
      prints.length,
    ]);
  },
);

test.each(validations)(
  'the %s validation keeps to the format and carries everything',
  (_, found) => {
    const text = renderValidation('gitlab', found, wide);
    expect([problems(text), entriesOf(text).length]).toEqual([null, found.diagnostics.length]);
  },
);

test('the schema refuses an entry without a place', () => {
  expect(
    problems(
      '[{"description":"a","check_name":"b","fingerprint":"0123456789abcdef","severity":"info"}]',
    ),
  ).toMatchObject([{ keyword: 'required' }]);
});

const waivedBy: Finding['waivedBy'] = {
  waiver: 'w',
  reason: 'rebuilt within an hour',
  approvedBy: 'm.ito',
  expires: '2027-01-31',
  daysLeft: 71,
  ticket: 'PAY-1903',
  at: place('policies/waivers.yaml', 3, 3),
};
const help = 'set to 2';

test.each<readonly [string, Partial<Finding>, string, string]>([
  ['a hard violation', { help }, 'critical', 's breaks p; set to 2'],
  ['a warning', { enforcement: 'warn', severity: 'warning' }, 'minor', 's breaks p'],
  [
    'a shadow decision',
    { enforcement: 'shadow', severity: 'info', help },
    'info',
    's breaks p; set to 2; in shadow, does not count',
  ],
  [
    'a waived one',
    { waivedBy, help },
    'info',
    's breaks p; waived until 2027-01-31 by m.ito, PAY-1903: rebuilt within an hour',
  ],
])('%s has its severity and says how it counts', (_, rest, severity, description) => {
  const report = { ...healthy, findings: [finding('p', 's', rest)] };
  expect(entriesOf(renderReport('gitlab', report, wide))).toEqual([
    {
      description,
      check_name: 'p',
      fingerprint: 'a1b2c3d4e5f60718',
      severity,
      location: { path: 'teams/search/topology.yaml', lines: { begin: 9 } },
    },
  ]);
});

test.each<readonly [Diagnostic['severity'], string]>([
  ['error', 'critical'],
  ['warning', 'minor'],
  ['info', 'info'],
])('a diagnostic of severity %s is %s', (severity, expected) => {
  const [first] = mistakes.diagnostics;
  const diagnostics = first === undefined ? [] : [{ ...first, severity }];
  const text = renderValidation('gitlab', { ...mistakes, diagnostics }, wide);
  expect(entriesOf(text).map((entry) => entry.severity)).toEqual([expected]);
});

test('a fingerprint outlives moved lines and is the one of SARIF', () => {
  const moved = {
    ...outage,
    findings: outage.findings.map((one) => ({ ...one, at: { ...one.at, line: one.at.line + 7 } })),
    diagnostics: outage.diagnostics.map((one) => ({
      ...one,
      at: { ...one.at, line: one.at.line + 7 },
    })),
  };
  const printsOf = (text: string): readonly string[] =>
    entriesOf(text).map(({ fingerprint }) => fingerprint);
  const prints = printsOf(renderReport('gitlab', outage, wide));
  const sarif = JSON.parse(renderReport('sarif', outage, wide)) as {
    readonly runs: readonly {
      readonly results: readonly {
        readonly partialFingerprints: { readonly 'tower/v1': string };
      }[];
    }[];
  };
  expect([
    printsOf(renderReport('gitlab', moved, wide)),
    sarif.runs[0]?.results.map((result) => result.partialFingerprints['tower/v1']),
  ]).toEqual([prints, prints]);
});

test('a path is relative: an absolute one is named without its root', () => {
  const paths = ['a.yaml', './a.yaml', '/abs/a.yaml', '//a.yaml', '.hidden/a.yaml', '<stdin>'];
  const report = {
    ...healthy,
    findings: paths.map((path) => finding('p', 's', { at: place(path, 1, 1) })),
  };
  expect(
    entriesOf(renderReport('gitlab', report, wide)).map(({ location }) => location.path),
  ).toEqual(['a.yaml', 'a.yaml', 'abs/a.yaml', 'a.yaml', '.hidden/a.yaml', '<stdin>']);
});
