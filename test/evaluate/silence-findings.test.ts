import { expect, test } from 'vitest';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { emptyState } from '../../src/evaluate/state.ts';
import { shop, silence } from './alerting/fleet.ts';

const day = 86_400;

test('a silence is found from the day after its end on, also when nothing else changes', () => {
  const model = shop({ silences: [silence('late', 0, 3_600), silence('long', 0, 30 * day)] });
  const state = emptyState();
  const found = ['2026-11-21T12:30:00Z', '2026-11-21T23:59:59Z', '2026-11-22T00:00:00Z'].map((at) =>
    evaluate(model, state, { at }).report.findings.map(
      ({ rule, subject, message, because, help }) => ({
        rule,
        subject,
        message,
        because: because.map((reason) => reason.message),
        help,
      }),
    ),
  );
  expect(found).toEqual([
    [],
    [],
    [
      {
        rule: 'silence/expired',
        subject: 'late',
        message: 'silence `late` is over: it silences nothing any more',
        because: ['it ended at 2026-11-21T13:00:00Z'],
        help: 'remove the silence, or give it another end',
      },
    ],
  ]);
});
