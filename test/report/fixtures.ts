import type { Diagnostic, Report } from '../../src/model/report.generated.ts';
import type { RenderContext, Validation } from '../../src/report/context.ts';
import { hostile, hostileSources } from './hostile.ts';
import { configurationOnly, diagnostics, outage } from './outage.ts';
import { healthy, place, wide } from './parts.ts';

/** Mistakes of the usual kinds, as validation finds them. */
export const mistakes: Validation = {
  files: 13,
  systems: 12,
  diagnostics: [
    {
      code: 'schema/unknown-key',
      severity: 'error',
      message: 'unknown key `critcality`',
      at: place('teams/payments/topology.yaml', 5, 5, {
        length: 10,
        path: '$.systems.checkout-api',
      }),
      related: [],
      help: 'did you mean `criticality`?',
    },
    {
      code: 'topology/unknown-system',
      severity: 'error',
      message: '`orders-bd` is not a system or a group',
      at: place('teams/payments/topology.yaml', 9, 7, {
        length: 9,
        path: '$.systems.checkout-api.dependsOn',
      }),
      related: [
        { message: '`orders-db` is defined here', at: place('teams/orders/topology.yaml', 31, 3) },
      ],
      help: 'did you mean `orders-db`?',
    },
    ...diagnostics,
  ],
  exitCode: 1,
  exitReason: '2 errors',
};

const clean: Validation = {
  files: 13,
  systems: 12,
  diagnostics: [],
  exitCode: 0,
  exitReason: 'no problems',
};

function warningsKnown(one: Diagnostic): Diagnostic {
  return one.severity === 'warning' ? { ...one, known: true } : one;
}

/** The outage in an environment of a project that has a baseline: the first hard violation is new, all else that counts is known. */
const baselined: Report = {
  ...outage,
  environment: 'prod',
  findings: outage.findings.map((finding, index) =>
    index === 0 || finding.waivedBy !== null || finding.severity === 'info'
      ? finding
      : { ...finding, known: true },
  ),
  diagnostics: outage.diagnostics.map(warningsKnown),
  baseline: {
    file: 'tower-baseline.json',
    known: 5,
    resolved: [
      { rule: 'critical-needs-redundancy', subject: 'orders-db', file: null },
      {
        rule: 'topology/no-owner',
        subject: '$.systems.web: `web`',
        file: 'teams/search/topology.yaml',
      },
    ],
  },
};

/** A validation in which all warnings are known; `isClean` leaves the errors out. */
function knownMistakes(isClean: boolean): Validation {
  return {
    ...mistakes,
    diagnostics: mistakes.diagnostics
      .filter(({ severity }) => !isClean || severity !== 'error')
      .map(warningsKnown),
    baseline: { file: 'tower-baseline.json', known: diagnostics.length, resolved: [] },
    ...(isClean ? { exitCode: 0, exitReason: 'no new problems' } : {}),
  };
}

/** All fixtures by name, each with what it is rendered with. */
export const reports: readonly (readonly [string, Report, RenderContext])[] = [
  ['healthy', healthy, wide],
  ['outage', outage, wide],
  ['configuration', configurationOnly, wide],
  ['baselined', baselined, wide],
  ['hostile', hostile, { ...wide, sources: hostileSources }],
];

export const validations: readonly (readonly [string, Validation])[] = [
  ['mistakes', mistakes],
  ['clean', clean],
  ['known-mistakes', knownMistakes(false)],
  ['all-known', knownMistakes(true)],
];
