import { expect, test } from 'vitest';
import { type VerdictOptions, verdict } from '../../src/evaluate/verdict.ts';
import type { Diagnostic, Finding, Status } from '../../src/model/report.generated.ts';
import { overallHealthy, place, waived } from './guard-fixture.ts';

type Kind =
  | 'error'
  | 'warning'
  | 'shadow'
  | 'waived error'
  | 'waived warning'
  | 'known error'
  | 'known warning';

function finding(kind: Kind): Finding {
  const severity = kind === 'shadow' ? 'info' : kind.endsWith('error') ? 'error' : 'warning';
  return {
    rule: 'r',
    title: null,
    enforcement: severity === 'error' ? 'hard' : severity === 'warning' ? 'warn' : 'shadow',
    severity,
    scope: 'system',
    subject: 's',
    message: 'm',
    at: place(1),
    policyAt: null,
    because: [],
    help: null,
    docs: null,
    waivedBy: kind.startsWith('waived') ? waived : null,
    ...(kind.startsWith('known') ? { known: true } : {}),
    fingerprint: 'f',
  };
}

function diagnostic(severity: Diagnostic['severity']): Diagnostic {
  return { code: 'c', severity, message: 'm', at: place(1), related: [] };
}

interface Row {
  readonly title: string;
  readonly findings?: readonly Kind[];
  readonly diagnostics?: readonly Diagnostic['severity'][];
  readonly status?: Status;
  /** What the baseline lists; there is none where it is left away. */
  readonly known?: number;
  readonly options?: Partial<VerdictOptions>;
  readonly expected: readonly [0 | 1, string];
}

const rows: readonly Row[] = [
  { title: 'nothing found', expected: [0, 'no violations'] },
  { title: 'a hard violation', findings: ['error'], expected: [1, '1 hard violation'] },
  {
    title: 'two hard violations and a warning',
    findings: ['error', 'error', 'warning'],
    expected: [1, '2 hard violations, 1 warning'],
  },
  { title: 'warnings alone', findings: ['warning', 'warning'], expected: [0, '2 warnings'] },
  {
    title: 'what is waived or shadows',
    findings: ['waived error', 'waived warning', 'shadow'],
    options: { failOn: 'warning', maxWarnings: 0 },
    expected: [0, 'no violations'],
  },
  {
    title: 'what a baseline lists',
    findings: ['known error', 'known warning'],
    options: { failOn: 'warning', maxWarnings: 0 },
    known: 2,
    expected: [0, 'no new violations'],
  },
  {
    title: 'a new violation beside what a baseline lists',
    findings: ['known error', 'error', 'known warning', 'warning'],
    known: 2,
    expected: [1, '1 hard violation, 1 warning'],
  },
  {
    title: 'a baseline that nothing was found of',
    known: 0,
    expected: [0, 'no violations'],
  },
  {
    title: 'a warning where warnings fail',
    findings: ['warning'],
    options: { failOn: 'warning' },
    expected: [1, '1 warning (--fail-on warning)'],
  },
  {
    title: 'a hard violation where warnings fail',
    findings: ['error', 'warning'],
    options: { failOn: 'warning' },
    expected: [1, '1 hard violation, 1 warning'],
  },
  {
    title: 'a warning of validation where warnings fail',
    diagnostics: ['warning', 'info'],
    options: { failOn: 'warning' },
    expected: [1, '1 warning (--fail-on warning)'],
  },
  {
    title: 'a hard violation where nothing fails',
    findings: ['error'],
    options: { failOn: 'never' },
    expected: [0, '1 hard violation (--fail-on never)'],
  },
  {
    title: 'a warning where nothing fails',
    findings: ['warning'],
    options: { failOn: 'never' },
    expected: [0, '1 warning'],
  },
  {
    title: 'as many warnings as are accepted',
    findings: ['warning'],
    diagnostics: ['warning'],
    options: { maxWarnings: 2 },
    expected: [0, '2 warnings'],
  },
  {
    title: 'one warning too many',
    findings: ['warning'],
    diagnostics: ['warning'],
    options: { maxWarnings: 1 },
    expected: [1, '2 warnings, more than 1 (--max-warnings 1)'],
  },
  {
    title: 'a warning too many where nothing else fails',
    findings: ['error', 'warning'],
    options: { failOn: 'never', maxWarnings: 0 },
    expected: [1, '1 warning, more than 0 (--max-warnings 0)'],
  },
  {
    title: 'two reasons to fail',
    findings: ['error', 'warning'],
    status: 'unhealthy',
    options: { maxWarnings: 0, failOnStatus: 'unhealthy' },
    expected: [
      1,
      '1 hard violation, 1 warning; 1 warning, more than 0 (--max-warnings 0); overall status is unhealthy (--fail-on-status unhealthy)',
    ],
  },
  { title: 'an unhealthy whole', status: 'unhealthy', expected: [0, 'no violations'] },
  {
    title: 'an unhealthy whole that fails, though nothing else does',
    status: 'unhealthy',
    options: { failOn: 'never', failOnStatus: 'unhealthy' },
    expected: [1, 'overall status is unhealthy (--fail-on-status unhealthy)'],
  },
  {
    title: 'a degraded whole where only an unhealthy one fails',
    status: 'degraded',
    options: { failOnStatus: 'unhealthy' },
    expected: [0, 'no violations'],
  },
  {
    title: 'a degraded whole that fails',
    status: 'degraded',
    options: { failOnStatus: 'degraded' },
    expected: [1, 'overall status is degraded (--fail-on-status degraded)'],
  },
  {
    title: 'an unhealthy whole where a degraded one fails',
    status: 'unhealthy',
    options: { failOnStatus: 'degraded' },
    expected: [1, 'overall status is unhealthy (--fail-on-status degraded)'],
  },
  {
    title: 'an unknown whole',
    status: 'unknown',
    options: { failOnStatus: 'degraded' },
    expected: [0, 'no violations'],
  },
];

test.each(rows)('$title ends with $expected', (row) => {
  const { findings = [], diagnostics = [], status = 'healthy', options = {}, expected } = row;
  const { known } = row;
  const report = {
    overall: { ...overallHealthy, status },
    findings: findings.map(finding),
    diagnostics: diagnostics.map(diagnostic),
    ...(known === undefined ? {} : { baseline: { file: 'b.json', known, resolved: [] } }),
  };
  const [exitCode, exitReason] = expected;
  expect(verdict(report, { failOn: 'error', ...options })).toEqual({ exitCode, exitReason });
});
