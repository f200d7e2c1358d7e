import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { thousandLines } from '../../bench/thousand-lines.ts';
import { load } from '../../src/config/load.ts';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import { emptyState } from '../../src/evaluate/state.ts';
import { reportUnheard, type Unheard, unheardOf } from '../../src/evaluate/unheard.ts';
import { verdict } from '../../src/evaluate/verdict.ts';
import type { Model } from '../../src/model/model.ts';
import type { Report } from '../../src/model/report.generated.ts';
import { sayInstant } from '../../src/model/time.ts';
import { filesOf, texts } from '../config/loaded-data.ts';

const root = join(import.meta.dirname, '../..');
const example = globSync(['tower.yaml', 'topology/*.yaml', 'policies/*.yaml'], { cwd: root });
const exampleFiles = new Map(
  example.map((path) => [path, readFileSync(join(root, path), 'utf8')] as const),
);

/** A fleet of two systems, of which one has no owner, with something more. */
function fleet(more: string): ReadonlyMap<string, string> {
  return new Map([
    [
      'tower.yaml',
      `tower: v1
systems:
  api: { type: service, criticality: high, dependsOn: { db: hard }, probe: { heartbeat: { every: 10s, timeout: 45s } } }
  db: { type: database, owner: me }
thresholds: { slow: { match: { systems: [api] }, signal: latency, warn: 5 } }
${more}`,
    ],
  ]);
}

const owned = `
  owned:
    enforcement: hard
    scope: system
    require: { all: [{ fact: system, path: $.owner, operator: notEqual, value: "" }] }
    message: "{{ system.id }} has no owner"`;
const well = `
  well:
    enforcement: warn
    scope: system
    require: { all: [{ fact: system, path: $.status, operator: equal, value: healthy }] }
    message: "{{ system.id }} is {{ system.status }}"`;
const accepted = `
  accepted:
    enforcement: warn
    scope: repo
    deny: { all: [{ fact: repo, path: $.waivers.active, operator: greaterThan, value: 0 }] }
    message: "there is a waiver"`;
const waivers = `
waivers:
  known: { policy: owned, subjects: [api], reason: They are about to join, approvedBy: me, expires: 2026-12-01 }`;
const silences = `
silences:
  quiet: { match: { type: service }, until: 2027-01-01T00:00:00Z, reason: Known, createdBy: me }`;
const weekly = `
maintenance:
  nightly: { match: { type: database }, weekly: { days: [sun], start: "02:00", for: 1h }, timezone: Europe/Berlin, reason: Backup }`;

const configurations: readonly (readonly [string, ReadonlyMap<string, string>, boolean])[] = [
  ['the example', exampleFiles, true],
  ['1,000 lines', thousandLines(), true],
  ['nothing', new Map([['tower.yaml', 'tower: v1\n']]), true],
  ['something of everything', new Map(Object.entries(texts)), true],
  ['policies', fleet(`policies:${owned}${well}`), true],
  ['a waiver', fleet(`policies:${owned}${waivers}`), true],
  ['a policy about waivers', fleet(`policies:${owned}${accepted}${waivers}`), false],
  ['a silence', fleet(silences), true],
  ['a window', fleet(weekly), true],
];

function modelOf(files: ReadonlyMap<string, string>): Model {
  const { model, diagnostics } = load(filesOf(files));
  if (model === undefined) {
    throw new Error(JSON.stringify(diagnostics));
  }
  return model;
}

/** A Wednesday, on which no window of these is open. */
const wednesday = Date.UTC(2026, 10, 18, 12);

function stepAt(model: Model, now: number): ReturnType<typeof evaluate> {
  return evaluate(model, emptyState(), { at: sayInstant(now) });
}

function keptOf(model: Model, now: number): Unheard | undefined {
  const kept = unheardOf(model, stepAt(model, now));
  return kept && (deserialize(serialize(kept)) as Unheard);
}

function reportAt(model: Model, kept: Unheard, now: number): Report | undefined {
  return reportUnheard(model, kept, {
    now,
    verdict: { failOn: 'warning' },
    systems: () => stepAt(model, now).report.systems,
  });
}

test.each(configurations)(
  'a step of %s in which nothing is heard is kept where time changes nothing of it',
  (_, files, isKept) => {
    expect(keptOf(modelOf(files), wednesday) !== undefined).toBe(isKept);
  },
);

const instants = fc.integer({ min: Date.UTC(2026, 9, 1), max: Date.UTC(2027, 0, 31) });
const midnights = fc.integer({ min: 20_730, max: 20_800 }).map((day) => day * 86_400_000);

test.each(configurations.filter(([, , isKept]) => isKept))(
  'what was kept of %s comes to the report of any other instant',
  (_, files) => {
    const model = modelOf(files);
    const kept = keptOf(model, wednesday);
    let shown = 0;
    fc.assert(
      fc.property(fc.oneof(instants, midnights), (now) => {
        const { report } = stepAt(model, now);
        const known = kept && reportAt(model, kept, now);
        const expected = { ...report, ...verdict(report, { failOn: 'warning' }) };
        shown += known === undefined ? 0 : 1;
        // An open window changes what is shown of systems.
        expect(known).toEqual(report.maintenance.length > 0 ? undefined : expected);
      }),
      { numRuns: 40 },
    );
    expect(shown).toBeGreaterThan(20);
  },
);

test('systems are judged only where somebody reads them', () => {
  const model = modelOf(fleet(`policies:${owned}`));
  const kept = keptOf(model, wednesday);
  let asked = 0;
  const report =
    kept &&
    reportUnheard(model, kept, {
      now: wednesday,
      verdict: { failOn: 'error' },
      systems: () => {
        asked += 1;
        return [];
      },
    });
  expect([report?.exitReason, report?.findings.length, asked]).toEqual([
    '1 hard violation, 1 warning',
    1,
    0,
  ]);
  expect([report?.systems, asked]).toEqual([[], 1]);
});

test('what was heard, or is told, is not kept', () => {
  const model = modelOf(fleet(''));
  const at = sayInstant(wednesday);
  const heard = evaluate(model, emptyState(), {
    at,
    signals: [{ system: 'api', signal: 'latency', value: 50 }],
  });
  expect(heard.report.alerts).toHaveLength(1);
  expect(unheardOf(model, heard)).toBe(undefined);
});
