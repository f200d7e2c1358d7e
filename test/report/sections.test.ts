import { expect, test } from 'vitest';
import type { Report, System } from '../../src/model/report.generated.ts';
import { type Line, sayLine } from '../../src/report/look.ts';
import { alertLines } from '../../src/report/pretty/alerts.ts';
import { healthLines } from '../../src/report/pretty/health.ts';
import { pathLines } from '../../src/report/pretty/paths.ts';
import { policyLines } from '../../src/report/pretty/policies.ts';
import { readingLines } from '../../src/report/pretty/readings.ts';
import { resultLines } from '../../src/report/pretty/result.ts';
import { isHealthEvaluated, sayValue } from '../../src/report/pretty/values.ts';
import { configurationOnly, outage } from './outage.ts';
import { alert, finding, healthy, system, wide } from './parts.ts';

function said(lines: readonly Line[]): readonly string[] {
  return lines.map((line) => sayLine(wide, line));
}

const many = Array.from({ length: 23 }, (_, index) => `s${String(index).padStart(2, '0')}`);

test('at most 20 systems are listed, and how many more there are', () => {
  const systems = many.map((id) => system(id, { status: 'degraded', own: 'degraded', score: 60 }));
  const lines = said(healthLines({ ...healthy, systems }, wide));
  expect([lines.length, lines[1], lines.at(-1)]).toEqual([
    22,
    '  s00     ▲ degraded     60',
    '  … and 3 more',
  ]);
});

test('systems are listed by status, score, cause, criticality and id', () => {
  const systems = [
    system('b', { status: 'degraded', own: 'degraded', score: 60 }),
    system('a', { status: 'degraded', own: 'degraded', score: 60 }),
    system('critical', { status: 'degraded', own: 'degraded', score: 60, criticality: 'critical' }),
    system('hit', { status: 'degraded', score: 60, criticality: 'critical' }),
    system('low', { status: 'degraded', own: 'degraded', score: 40 }),
    system('down', { status: 'unhealthy', own: 'unhealthy', score: 90 }),
    system('off', { status: 'offline', own: 'offline', score: 95 }),
    system('unknown', { status: 'unknown', own: 'unknown', score: null }),
    system('fine'),
  ];
  const lines = said(healthLines({ ...healthy, systems }, wide));
  expect(lines.slice(1).map((line) => line.trim().split(' ')[0])).toEqual([
    'off',
    'down',
    'low',
    'critical',
    'a',
    'b',
    'hit',
    '○',
  ]);
});

test('unknown systems stay on one line', () => {
  const systems = many.map((id) => system(id, { status: 'unknown', own: 'unknown', score: null }));
  expect(said(healthLines({ ...healthy, systems }, wide))).toEqual([
    '  ○ 23 unknown  s00, s01, s02, s03, s04, s05, s06, s07, s08, s09, s10, s11, s12, s13 … and 9 more',
  ]);
});

test('at most 20 alerts and 5 reasons of suppression are listed, and symptoms are counted', () => {
  const open = many.map((id) => alert(id, 'latency'));
  const symptoms = many.map((id) =>
    alert(id, 'errors', {
      suppressedBy: [{ code: 'dependency', message: 'it follows from `db`' }],
    }),
  );
  const suppressed = many
    .slice(0, 7)
    .flatMap((id, index) =>
      ['a', 'b']
        .slice(index % 2)
        .map((signal) =>
          alert(id, signal, { suppressedBy: [{ code: 'silence', message: `${id} is known` }] }),
        ),
    );
  const alerts = [...open, ...symptoms, ...suppressed];
  const lines = said(alertLines({ ...healthy, alerts }, wide));
  expect(lines[0]).toBe('Alerts  23 firing, 23 symptoms, 11 suppressed');
  expect(lines.slice(21)).toEqual([
    '  … and 3 more',
    '  ○ suppressed  s00 is known',
    '    └─ s00 a, s00 b',
    '  ○ suppressed  s02 is known',
    '    └─ s02 a, s02 b',
    '  ○ suppressed  s04 is known',
    '    └─ s04 a, s04 b',
    '  ○ suppressed  s06 is known',
    '    └─ s06 a, s06 b',
    '  ○ suppressed  s01 is known',
    '    └─ s01 b',
    '  … and 2 more suppressed',
  ]);
});

test('a path through a group, two root causes and a degraded root', () => {
  const via = (
    ...steps: readonly (readonly [string, string, string])[]
  ): Report['systems'][0]['via'] => steps.map(([from, to, kind]) => ({ from, to, kind }));
  const systems = [
    system('broker', { status: 'offline', own: 'offline', score: 0 }),
    system('cache', { status: 'degraded', own: 'degraded', score: 60 }),
    system('shop', {
      status: 'unhealthy',
      score: 0,
      via: via(['shop', 'bus', 'hard'], ['bus', 'broker', 'member']),
    }),
    system('web', {
      status: 'unhealthy',
      score: 0,
      via: via(['web', 'shop', 'auth'], ['shop', 'bus', 'hard'], ['bus', 'broker', 'member']),
    }),
    system('feed', { status: 'degraded', score: 60, via: via(['feed', 'cache', 'hard']) }),
  ];
  const groups = [{ id: 'bus', status: 'offline', score: 0, need: 1, size: 1, up: 0 }] as const;
  const overall = { ...healthy.overall, total: 5 };
  const trees = pathLines({ ...healthy, systems, groups: [...groups], overall }, wide);
  expect(trees.map(said)).toEqual([
    [
      'Failure of broker reaches 2 of 5 systems',
      '  broker ✖',
      '  └─ bus ✖         member',
      '     └─ shop ✖     hard',
      '        └─ web ✖   auth',
    ],
    ['Trouble of cache reaches 1 of 5 systems', '  cache ▲', '  └─ feed ▲   hard'],
  ]);
});

test('at most 100 findings are listed, and only the first ten with their source', () => {
  const findings = Array.from({ length: 103 }, (_, index) => finding('r', `s${index}`));
  const lines = said(policyLines({ ...healthy, findings }, wide));
  expect([lines[0], lines.at(-1)]).toEqual(['Policies  103 errors', '  … and 3 more in -o json']);
  expect(lines.filter((line) => line.includes('search-api:')).length).toBe(10);
});

test('a reason that the message already gives is not repeated', () => {
  const reasons = ['s breaks r', 'one', 'two', 'three', 'four'].map((message) => ({
    code: 'x',
    message,
  }));
  const findings = [finding('r', 's', { because: reasons })];
  const lines = said(policyLines({ ...healthy, findings }, wide));
  expect(lines.filter((line) => line.includes('because')).map((line) => line.trim())).toEqual([
    'because one',
    'because two',
    'because three',
  ]);
});

test('observations are mentioned only where something was odd, five by name', () => {
  const unmatched = many.slice(0, 7).map((id) => ({
    kind: 'signal' as const,
    system: id,
    signal: 'latency',
    reason: 'unknown-signal' as const,
    help: '',
  }));
  const readings = { ...healthy.readings, unmatched: 7 };
  expect(readingLines(healthy, wide)).toEqual([]);
  expect(said(readingLines({ ...healthy, readings, unmatched }, wide))).toEqual([
    'Observations  5 used, 7 unmatched',
    ...['s00', 's01', 's02', 's03', 's04'].map((id) => `  ○ ${id} latency  no such signal`),
    '  … and 2 more unmatched',
  ]);
});

test.each<readonly [string, Report, readonly string[]]>([
  ['all is well', healthy, []],
  [
    'something failed and is failing',
    outage,
    ['tower explain critical-needs-redundancy', 'tower graph --focus orders-db'],
  ],
  [
    'no signals were given',
    configurationOnly,
    ['tower explain critical-needs-redundancy', 'tower evaluate --signals FILE'],
  ],
  [
    'only the configuration has remarks',
    { ...healthy, diagnostics: outage.diagnostics },
    ['tower validate'],
  ],
  [
    'only waived and shadow findings',
    {
      ...healthy,
      findings: outage.findings.filter(
        (one) => one.waivedBy !== null || one.enforcement === 'shadow',
      ),
    },
    [],
  ],
  [
    'an id needs quotes',
    { ...healthy, findings: [finding("it's", 's')] },
    ["tower explain 'it'\\''s'"],
  ],
])('next, where %s', (_, report, commands) => {
  const last = said(resultLines(report, wide)).find((line) => line.startsWith('Next')) ?? '';
  expect(last).toBe(commands.length === 0 ? '' : `Next    ${commands.join('   ·   ')}`);
});

test.each([
  ['no flag', {}, '', 'graph --focus orders-db'],
  ['a state', { state: 'st.json' }, ' --state st.json', 'explain incident/orders-db'],
  ['a root', { root: 'my shop' }, " --root 'my shop'", 'graph --focus orders-db'],
  [
    'both',
    { root: '..', state: "it's" },
    " --root .. --state 'it'\\''s'",
    'explain incident/orders-db',
  ],
])('a command to go on with repeats %s', (_, again, flags, second) => {
  const lines = resultLines(outage, { ...wide, width: 180, again }).map((line) =>
    sayLine(wide, line),
  );
  expect(lines.at(-1)).toBe(
    `Next    tower explain critical-needs-redundancy${flags}   ·   tower ${second}${flags}`,
  );
});

test.each([42, 46, 50, 54, 58])(
  'at %i columns the health of a system still says signal, value and limit',
  (width) => {
    const text = healthLines(outage, { ...wide, width })
      .map((line) => sayLine(wide, line))
      .join(' ');
    const words = text.split(/\s+/).join(' ');
    expect(words).toMatch(/checkout-api ✖ unhealthy (0 )?error_rate 0.08 ≥ 0.05/);
    expect(words).toContain('heartbeat_age 41 s ≥ 30 s');
  },
);

function windowOverKnown(): Report {
  const underlying = { status: 'degraded', score: 60 } as const;
  return {
    ...configurationOnly,
    overall: wholeOf('maintenance', null),
    systems: [system('a', { status: 'maintenance', underlying })],
  };
}

/** The whole of one system. */
function wholeOf(status: System['status'], coverage: number | null): Report['overall'] {
  const counts = { healthy: 0, degraded: 0, unhealthy: 0, offline: 0, maintenance: 0, unknown: 0 };
  return {
    ...configurationOnly.overall,
    coverage,
    total: 1,
    counts: { ...counts, [status]: 1 },
  };
}

test.each<readonly [string, Report, boolean]>([
  ['a window hides that something is known', windowOverKnown(), true],
  ['observations came in', healthy, true],
  ['nothing came in and nothing is known', configurationOnly, false],
  [
    'a late observation came in',
    { ...configurationOnly, readings: { ...configurationOnly.readings, late: 1 } },
    true,
  ],
  ['an alert goes on from before', { ...configurationOnly, alerts: [alert('a', 'b')] }, true],
  [
    'a status goes on from before',
    {
      ...configurationOnly,
      overall: wholeOf('degraded', 1),
      systems: [system('a', { status: 'degraded' })],
    },
    true,
  ],
  [
    'a window hides that nothing is known',
    {
      ...configurationOnly,
      overall: wholeOf('maintenance', null),
      systems: [
        system('a', { status: 'maintenance', underlying: { status: 'unknown', score: null } }),
      ],
    },
    false,
  ],
])('health is evaluated or not where %s', (_, report, expected) => {
  expect(isHealthEvaluated(report)).toBe(expected);
});

test.each<readonly [number | string | null, string | null, string]>([
  [690, 'ms', '690 ms'],
  [0.08, 'ratio', '0.08'],
  [12.5, '%', '12.5%'],
  [7, null, '7'],
  [1 / 3, 's', '0.333333 s'],
  [123456789, 'items', '123456789 items'],
  ['down', 'state', 'down'],
  ['x'.repeat(40), null, `${'x'.repeat(31)}…`],
  [null, 'ms', 'no data'],
])('%j in %j is said as %s', (value, unit, expected) => {
  expect(sayValue(wide, value, unit)).toBe(expected);
});
