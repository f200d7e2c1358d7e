import { expect, test } from 'vitest';
import { merged } from '../../src/cli/merge.ts';
import type { Finding, Report } from '../../src/model/report.generated.ts';

function finding(fingerprint: string, severity: Finding['severity'], message = ''): Finding {
  return {
    rule: 'r',
    title: null,
    enforcement: severity === 'error' ? 'hard' : 'warn',
    severity,
    scope: 'system',
    subject: fingerprint,
    message,
    at: { file: 'f', line: 1, column: 1, endLine: 1, endColumn: 1, path: '$' },
    policyAt: null,
    because: [],
    help: null,
    docs: null,
    waivedBy: null,
    fingerprint,
  };
}

function report(at: string, findings: readonly Finding[], exit: 0 | 1 = 0): Report {
  const overall = { status: 'healthy' };
  const rest = { overall, diagnostics: [], exitCode: exit, exitReason: `reason ${at}` };
  return { at, findings, ...rest } as unknown as Report; // Nothing else is looked at.
}

test('the findings of all batches, each once as it was last, errors first', () => {
  const whole = merged(
    [
      report('1', [finding('a', 'error', 'old'), finding('b', 'warning')]),
      report('2', [finding('c', 'error')]),
      report('3', [finding('a', 'error', 'new')]),
    ],
    { failOn: 'error' },
  );
  expect(whole.findings.map(({ fingerprint, message }) => fingerprint + message)).toEqual([
    'anew',
    'c',
    'b',
  ]);
  expect([whole.at, whole.exitCode, whole.exitReason]).toEqual([
    '3',
    1,
    '2 hard violations, 1 warning',
  ]);
});

test('an earlier batch that failed by its status fails the run and is named', () => {
  const whole = merged([report('1', [], 1), report('2', [])], { failOn: 'never' });
  expect([whole.exitCode, whole.exitReason]).toEqual([1, 'reason 1 at 1']);
});

test('a single report stays as it is', () => {
  const only = report('1', []);
  expect(merged([only], { failOn: 'error' })).toBe(only);
});
