import { expect, test } from 'vitest';
import { shadowFinding, waivedFinding } from './expected.ts';
import { outline } from './outline.ts';
import { exampleBatch, exampleFiles, modelOf, reportOn } from './project.ts';

test('what runs is healthy and not what is declared', () => {
  const report = reportOn(modelOf(exampleFiles()), exampleBatch('drift.json'));
  const { overall, systems, findings, readings, exit } = outline(report);
  expect({ status: overall.status, systems, findings, readings, exit }).toEqual({
    status: 'healthy',
    systems: [],
    findings: [
      // From 09:00 on November 20 to the end of January 31: 10 days of November, 31, 31, and 15 hours.
      waivedFinding(72),
      // All that policy-manager calls is control-db.
      'warning drift/dependencies policy-manager->policy-cache: `policy-manager` declares that it depends on `policy-cache`, and does not call it',
      // scheduler declares the group task-stream, so that task-stream-west is declared; that it does not call
      // region-router and tasks-db proves nothing.
      'warning drift/dependencies scheduler->control-db: `scheduler` calls `control-db`, and does not declare it',
      'warning drift/version coordinator: `coordinator` declares version `2.1.0` and runs `2.0.4` and `2.1.0`',
      shadowFinding,
    ],
    // As in the healthy example, and six that say what runs.
    readings: { accepted: 141, late: 0, skewed: 0, missing: 0, unmatched: 0 },
    exit: [0, '3 warnings'],
  });
  expect(
    report.policies.flatMap(({ id, passed }) => (id.startsWith('drift/') ? [[id, passed]] : [])),
  ).toEqual([
    [
      'drift/dependencies',
      [
        'policy-manager->control-db',
        'scheduler->leader-election',
        'scheduler->task-stream-west',
        'task-api->access-control',
        'task-api->coordinator',
      ],
    ],
    // event-stream declares no version.
    ['drift/version', ['task-api']],
  ]);
});
