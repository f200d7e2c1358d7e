import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  againstBaseline,
  baselineOf,
  diagnosticsBaseline,
  emptyBaseline,
  type Found,
  knownDiagnostics,
  prunedBaseline,
  sizeOf,
} from '../../src/evaluate/baseline.ts';
import type { Baseline } from '../../src/model/baseline.generated.ts';
import type { Diagnostic, Finding, Policy, System } from '../../src/model/report.generated.ts';
import { place, waived } from './guard-fixture.ts';

function finding(rule: string, subject: string, rest: Partial<Finding> = {}): Finding {
  return {
    rule,
    title: null,
    enforcement: 'hard',
    severity: 'error',
    scope: 'system',
    subject,
    message: `${subject} is against ${rule}`,
    at: place(1),
    policyAt: null,
    because: [],
    help: null,
    docs: null,
    waivedBy: null,
    fingerprint: `${rule}/${subject}`,
    ...rest,
  };
}

function diagnostic(code: string, path: string, message: string, line = 1): Diagnostic {
  return { code, severity: 'warning', message, at: place(line, path), related: [] };
}

function found(
  findings: readonly Finding[],
  diagnostics: readonly Diagnostic[] = [],
  rest: { readonly policies?: readonly Policy[]; readonly systems?: readonly System[] } = {},
): Found {
  return { findings, diagnostics, policies: rest.policies ?? [], systems: rest.systems ?? [] };
}

/** Whom a report marks, and what it says of the baseline. */
function marks(report: Found, baseline: Baseline): unknown {
  const held = againstBaseline(report, baseline, 'b.json');
  return {
    known: held.findings.filter(({ known }) => known).map(({ rule, subject }) => [rule, subject]),
    resolved: held.baseline.resolved.map(({ rule, subject }) => [rule, subject]),
  };
}

function listing(violations: Baseline['violations']): Baseline {
  return { ...emptyBaseline, violations };
}

describe('findings', () => {
  const rows: readonly {
    readonly title: string;
    readonly findings: readonly Finding[];
    readonly listed: Baseline['violations'];
    readonly known: readonly (readonly [string, string])[];
    readonly resolved: readonly (readonly [string, string])[];
  }[] = [
    { title: 'nothing', findings: [], listed: {}, known: [], resolved: [] },
    {
      title: 'one that is listed and one that is not',
      findings: [finding('redundant', 'db'), finding('redundant', 'web')],
      listed: { redundant: ['db'] },
      known: [['redundant', 'db']],
      resolved: [],
    },
    {
      title: 'the same subject under another policy',
      findings: [finding('owned', 'db')],
      listed: { redundant: ['db'] },
      known: [],
      resolved: [['redundant', 'db']],
    },
    {
      title: 'two dependencies of one system, of which one is listed',
      findings: [finding('no-hard', 'a->b'), finding('no-hard', 'a->c')],
      listed: { 'no-hard': ['a->b'] },
      known: [['no-hard', 'a->b']],
      resolved: [],
    },
    {
      title: 'a violation that counted as a warning when it was listed, and is hard now',
      findings: [finding('redundant', 'db', { severity: 'error', enforcement: 'hard' })],
      listed: { redundant: ['db'] },
      known: [['redundant', 'db']],
      resolved: [],
    },
    {
      title: 'one that is waived stays waived, and needs no entry',
      findings: [finding('redundant', 'db', { waivedBy: waived })],
      listed: { redundant: ['db'] },
      known: [],
      resolved: [['redundant', 'db']],
    },
    {
      title: 'one in the shadow stays there',
      findings: [finding('redundant', 'db', { severity: 'info', enforcement: 'shadow' })],
      listed: { redundant: ['db'] },
      known: [],
      resolved: [['redundant', 'db']],
    },
    {
      title: 'names of what every object has',
      findings: [finding('constructor', 'toString')],
      listed: {},
      known: [],
      resolved: [],
    },
  ];
  test.each(rows)('$title', ({ findings, listed, known, resolved }) => {
    expect(marks(found(findings), listing(listed))).toEqual({ known, resolved });
  });
});

describe('drift, which is judged only where something was observed', () => {
  const listed = listing({ 'drift/version': ['db', 'gone', 'web'] });
  const systems = ['db', 'web'].map((id) => ({ id }) as unknown as System); // Nothing else is looked at.
  const row = (passed: readonly string[]): Policy => ({
    id: 'drift/version',
    title: null,
    enforcement: 'warn',
    scope: 'system',
    passed,
    violated: [],
    waived: [],
    docs: null,
    at: place(1),
  });

  test.each([
    ['nothing was observed', [], [['drift/version', 'gone']], ['db', 'web']],
    [
      'a system was seen to comply',
      [row(['db'])],
      [
        ['drift/version', 'db'],
        ['drift/version', 'gone'],
      ],
      ['web'],
    ],
  ])('%s: only what was judged, or is no more, is resolved', (_, policies, resolved, kept) => {
    const report = found([], [], { policies, systems });
    expect(marks(report, listed)).toEqual({ known: [], resolved });
    expect(baselineOf(report, listed).violations).toEqual({ 'drift/version': kept });
  });
});

describe('diagnostics', () => {
  const owner = diagnostic('topology/no-owner', '$.systems.web', '`web` has no owner');
  const rows: readonly {
    readonly title: string;
    readonly before: readonly Diagnostic[];
    readonly after: readonly Diagnostic[];
    readonly known: readonly boolean[];
    readonly resolved: number;
  }[] = [
    {
      title: 'another line is the same problem',
      before: [owner],
      after: [{ ...owner, at: place(40, '$.systems.web') }],
      known: [true],
      resolved: 0,
    },
    {
      title: 'another file is another problem',
      before: [owner],
      after: [{ ...owner, at: { ...owner.at, file: 'other.yaml' } }],
      known: [false],
      resolved: 1,
    },
    {
      title: 'another number in the message is the same problem',
      before: [diagnostic('topology/overbooked', '$.resources.gpu', '12 of `gpu`, which has `8`')],
      after: [diagnostic('topology/overbooked', '$.resources.gpu', '14 of `gpu`, which has `9`')],
      known: [true],
      resolved: 0,
    },
    {
      title: 'another name in the message is another problem',
      before: [diagnostic('c', '$.systems.web', '`web` waits for `db`')],
      after: [diagnostic('c', '$.systems.web', '`web` waits for `queue`')],
      known: [false],
      resolved: 1,
    },
    {
      title: 'a place that moved in its list is the same problem',
      before: [diagnostic('route/never-reached', '$.routes[1]', 'never')],
      after: [diagnostic('route/never-reached', '$.routes[2]', 'never')],
      known: [true],
      resolved: 0,
    },
    {
      title: 'of those that are alike as many as are listed are known',
      before: [owner, owner],
      after: [owner, owner, owner],
      known: [true, true, false],
      resolved: 0,
    },
    {
      title: 'of those that are alike some are resolved',
      before: [owner, owner],
      after: [owner],
      known: [true],
      resolved: 1,
    },
    {
      title: 'what is an error now is never known',
      before: [owner],
      after: [{ ...owner, severity: 'error' }],
      known: [false],
      resolved: 1,
    },
  ];
  test.each(rows)('$title', ({ before, after, known, resolved }) => {
    const held = knownDiagnostics(after, { diagnostics: diagnosticsBaseline(before) });
    expect({
      known: held.diagnostics.map((one) => one.known === true),
      resolved: held.resolved.length,
    }).toEqual({ known, resolved });
  });

  test('errors and notes are not written down', () => {
    const all = (['error', 'warning', 'info'] as const).map((severity) => ({ ...owner, severity }));
    expect(diagnosticsBaseline(all)).toEqual({
      'topology/no-owner': { 'main.yaml': ['$.systems.web: `web`'] },
    });
  });
});

const words = fc.constantFrom('a', 'b', 'c', 'a->b', '__proto__', 'constructor');
const findings = fc
  .uniqueArray(fc.tuple(words, words, fc.constantFrom('error', 'warning', 'info'), fc.boolean()), {
    selector: ([rule, subject]) => `${rule} ${subject}`,
  })
  .map((all) =>
    all.map(([rule, subject, severity, isWaived]) =>
      finding(rule, subject, { severity, waivedBy: isWaived ? waived : null }),
    ),
  );
const diagnostics = fc.array(
  fc
    .tuple(words, words, words, fc.constantFrom('warning', 'info'), fc.nat(9))
    .map(([code, path, name, severity, line]) => ({
      ...diagnostic(code, `$.${path}[${line}]`, `\`${name}\` is ${line}`, line),
      severity,
    })),
);
const reports = fc.tuple(findings, diagnostics).map(([some, others]) => found(some, others));

test('what a report found is known to its own baseline, and nothing of that is resolved', () => {
  fc.assert(
    fc.property(reports, (report) => {
      const baseline = baselineOf(report);
      const held = againstBaseline(report, baseline, 'b.json');
      const counting = [...held.findings, ...held.diagnostics].filter(
        (one) =>
          one.known !== true && one.severity !== 'info' && !('waivedBy' in one && one.waivedBy),
      );
      expect([counting, held.baseline]).toEqual([
        [],
        { file: 'b.json', known: sizeOf(baseline), resolved: [] },
      ]);
    }),
  );
});

test('a baseline does not depend on the order of what was found', () => {
  fc.assert(
    fc.property(reports, (report) => {
      const turned = found(report.findings.toReversed(), report.diagnostics.toReversed());
      expect(JSON.stringify(baselineOf(turned))).toBe(JSON.stringify(baselineOf(report)));
    }),
  );
});

test('pruning drops what is resolved and nothing else, and marks stay the same', () => {
  fc.assert(
    fc.property(reports, reports, (before, after) => {
      const baseline = baselineOf(before);
      const held = againstBaseline(after, baseline, 'b.json');
      const pruned = prunedBaseline(baseline, held.baseline.resolved);
      const again = againstBaseline(held, pruned, 'b.json');
      expect(again).toEqual({ ...held, baseline: { ...held.baseline, resolved: [] } });
      expect(sizeOf(baseline) - sizeOf(pruned)).toBe(held.baseline.resolved.length);
    }),
  );
});
