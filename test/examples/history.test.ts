import { expect, test } from 'vitest';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { emptyState } from '../../src/evaluate/state.ts';
import { type Outline, outline } from './outline.ts';
import { exampleBatch, exampleFiles, modelOf, reportOn } from './project.ts';

const names = [
  'drift.json',
  'healthy.json',
  'database-outage.json',
  'partial-regional-failure.json',
  'noisy.json',
  'maintenance.json',
];

test('the examples are so far apart that as one history they say what each says alone', () => {
  const model = modelOf(exampleFiles());
  let state = emptyState();
  const inTurn = names.map((name) => {
    const step = evaluate(model, state, exampleBatch(name));
    state = step.state;
    return outline(step.report);
  });
  const alone = names.map((name) => outline(reportOn(model, exampleBatch(name))));
  expect(inTurn).toEqual(
    alone.map((one, index) => (names[index] === 'database-outage.json' ? goneQuiet(one) : one)),
  );
});

/** Before its outage control-db said how many connections it has. That it no longer does is an alert, too, and the earliest. */
function goneQuiet(outage: Outline): Outline {
  const [first = '', second = '', third = '', ...others] = outage.alerts;
  return {
    ...outage,
    alerts: [
      first,
      second,
      third,
      'control-db/database-connections firing critical p1 unhealthy: nothing absent ratio, since 2026-11-21T14:53:00Z',
      ...others,
    ],
    incidents: [
      'p1 control-db: 3 alerts; then agent-registry, policy-manager, access-control < task-api, access-control < coordinator < task-orchestrator; route 1 data at on_call',
      'p3 policy-cache: 1 alert; route 5',
    ],
  };
}

test('an error rate over its critical limit for a minute makes an agent unhealthy', () => {
  const model = modelOf(exampleFiles());
  const batch = exampleBatch('partial-regional-failure.json'); // gpt-4-east errs in 31 % of its work
  let state = emptyState();
  const ofAgent = ['15:30:00', '15:30:59', '15:31:00'].map((time) => {
    const step = evaluate(model, state, { ...batch, at: `2026-11-21T${time}Z` });
    state = step.state;
    return outline(step.report).alerts.filter((alert) =>
      alert.startsWith('gpt-4-east/agent-errors'),
    );
  });
  const alert = (level: string, limit: number): string =>
    `gpt-4-east/agent-errors firing ${level}: 0.31 ≥ ${limit} ratio, since 2026-11-21T15:30:00Z`;
  expect(ofAgent.flat()).toEqual([
    alert('warn p3 degraded', 0.05),
    alert('warn p3 degraded', 0.05),
    alert('critical p2 unhealthy', 0.2),
  ]);
});
