import type { Report } from '../../src/model/report.generated.ts';
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

export const clean: Validation = {
  files: 13,
  systems: 12,
  diagnostics: [],
  exitCode: 0,
  exitReason: 'no problems',
};

/** All fixtures by name, each with what it is rendered with. */
export const reports: readonly (readonly [string, Report, RenderContext])[] = [
  ['healthy', healthy, wide],
  ['outage', outage, wide],
  ['configuration', configurationOnly, wide],
  ['hostile', hostile, { ...wide, sources: hostileSources }],
];

export const validations: readonly (readonly [string, Validation])[] = [
  ['mistakes', mistakes],
  ['clean', clean],
];
