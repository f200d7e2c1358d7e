import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { emptyState, saveState } from '../../src/evaluate/state.ts';
import type { Model } from '../../src/model/model.ts';
import type { Report } from '../../src/model/report.generated.ts';
import { sayInstant } from '../../src/model/time.ts';
import type { Standing } from '../oracle/records/standing.ts';
import { emptyState as emptyRecords, saveState as saveRecords } from '../oracle/records/state.ts';
import { stepOverRecords } from '../oracle/records/step.ts';
import { eventful, history, stamped } from './histories.ts';

/** Where every threshold of every system stands, as alerts would say it. */
function standingRows(
  model: Model,
  standings: readonly (readonly Standing[])[],
): readonly string[] {
  return standings
    .flatMap((rows, index) =>
      rows.flatMap(({ threshold, levels, staleSince }) => {
        const active = (['critical', 'warn'] as const).flatMap((name) => {
          const level = levels[name];
          return level === undefined ? [] : [`${name} ${level.state} ${sayInstant(level.since)}`];
        });
        const id = `${model.systems[index]?.id} ${threshold.id}`;
        const isMissed = threshold.absentAs === 'alert' && staleSince !== undefined;
        return [
          ...(active.length === 0
            ? []
            : [`${id}: ${active.join(', ')}, ${staleSince !== undefined}`]),
          ...(isMissed ? [`${id}: no data since ${sayInstant(staleSince)}`] : []),
        ];
      }),
    )
    .sort();
}

function alertRows({ alerts }: Report): readonly string[] {
  return alerts
    .filter(
      ({ kind, status }) => kind === 'threshold' || (kind === 'no-data' && status === 'unknown'),
    )
    .map(({ system, source, kind, levels, stale, since }) =>
      kind === 'no-data'
        ? `${system} ${source}: no data since ${since}`
        : `${system} ${source}: ${levels
            .map((level) => `${level.severity} ${level.state} ${level.since}`)
            .join(', ')}, ${stale}`,
    )
    .sort();
}

test('columns remember, and alert, as records that are all looked at on every step do', () => {
  fc.assert(
    fc.property(history(stamped), (batches) => {
      const [state, records] = [emptyState(), emptyRecords()];
      for (const { observed: _, ...batch } of batches) {
        const { report } = evaluate(eventful, state, batch);
        const { taken, standings } = stepOverRecords(eventful, records, batch);
        const { accepted, late } = report.readings;
        expect({ accepted, late }).toEqual(taken);
        expect(alertRows(report)).toEqual(standingRows(eventful, standings));
        const { alerting: _alerting, ...remembered } = saveState(eventful, state);
        expect(remembered).toEqual(saveRecords(eventful, records));
      }
    }),
    { numRuns: 300 },
  );
});
