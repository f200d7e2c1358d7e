import type { Batch } from '../model/batch.generated.ts';
import type { Model } from '../model/model.ts';
import { wellOf } from './policy-texts.ts';

/** A batch in which every system is heard of and is well. Its instant is any one: what a batch says holds at its own time. */
export function exampleBatch(model: Model): Batch {
  const observed = model.systems.filter(
    ({ logical, proxyFor }) => !logical && proxyFor === undefined,
  );
  return {
    at: '2026-01-01T12:00:00Z',
    signals: Object.fromEntries(
      observed.flatMap(({ id, type, thresholds }) => {
        const well = wellOf(type);
        return well === undefined || !thresholds.has(well.signal)
          ? []
          : [[id, { [well.signal]: well.value }]];
      }),
    ),
    checks: observed.map(({ id }) => ({ system: id, status: 'healthy' as const })),
    heartbeats: observed.flatMap(({ id, heartbeatTimeoutMs }) =>
      heartbeatTimeoutMs === undefined ? [] : [{ system: id }],
    ),
  };
}

/** A batch with a line for each thing that was heard. */
export function batchText({ at, signals = {}, checks = [], heartbeats = [] }: Batch): string {
  const lines = (items: readonly string[]): string =>
    items.map((item) => `\n    ${item}`).join(',');
  const parts = [
    `"at": ${JSON.stringify(at)}`,
    `"signals": {${lines(
      Object.entries(signals).map(([id, own]) => `${JSON.stringify(id)}: ${JSON.stringify(own)}`),
    )}\n  }`,
    `"checks": [${lines(checks.map((check) => JSON.stringify(check)))}\n  ]`,
    ...(heartbeats.length === 0
      ? []
      : [`"heartbeats": [${lines(heartbeats.map((own) => JSON.stringify(own)))}\n  ]`]),
  ];
  return `{\n  ${parts.join(',\n  ')}\n}\n`;
}
