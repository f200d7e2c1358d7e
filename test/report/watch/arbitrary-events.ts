import fc from 'fast-check';
import type { Diagnostic } from '../../../src/model/diagnostic.ts';
import type { Report } from '../../../src/model/report.generated.ts';
import type { WatchEvent } from '../../../src/model/watch-event.ts';
import { statuses } from '../../../src/model/words.ts';
import { alert, finding, healthy, incident, notification, place, system } from '../parts.ts';
import { badValue, noMigration, started } from './events.ts';

/** What people, and attackers, write: commands for terminals, directions of writing, wide, combining and half characters. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(
    'web',
    '',
    '\u001b[2J\u001b[31mred',
    '\u009b31m',
    '\u202egnp.exe',
    '决策协调器',
    'e\u0301\u0301\u0301tat',
    '👩‍👩‍👧‍👦',
    '\ud800',
    'a\nb\tc\r',
    '::error::x',
    '##[error]x',
    '__proto__',
  ),
);

const anyStatus = fc.constantFrom(...statuses);

const anySystems = fc.uniqueArray(anyText, { maxLength: 6 }).chain((ids) =>
  fc.tuple(
    ...ids.toSorted().map((id) =>
      fc
        .record({
          status: anyStatus,
          own: anyStatus,
          message: anyText,
          to: anyText,
          isHit: fc.boolean(),
        })
        .map(({ status, own, message, to, isHit }) =>
          system(id, {
            status,
            own,
            because: [{ code: 'check', message }],
            via: isHit ? [{ from: id, to, kind: 'hard' }] : [],
          }),
        ),
    ),
  ),
);

const anyReport: fc.Arbitrary<Report> = fc
  .record({
    systems: anySystems,
    status: anyStatus,
    texts: fc.tuple(anyText, anyText, anyText),
    has: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean()),
  })
  .map(({ systems, status, texts: [one, two, three], has }) => {
    const [first] = systems;
    const root = first?.id ?? one;
    return {
      ...healthy,
      name: one,
      systems,
      overall: { ...healthy.overall, status, total: systems.length },
      alerts: has[0] ? [alert(root, two, { value: three, unit: one, incident: 'i' })] : [],
      incidents: has[1]
        ? [incident(root, { symptoms: [{ system: two, alerts: [], path: [root, two] }] })]
        : [],
      notifications: has[2] ? [notification(two, { key: three, title: one })] : [],
      findings: has[3] ? [finding(one, two, { message: three, fingerprint: one })] : [],
    };
  });

const anyDiagnostic: fc.Arbitrary<Diagnostic> = fc
  .tuple(anyText, anyText, anyText, fc.nat(9))
  .map(([message, help, file, line]) => ({
    ...badValue,
    message,
    help,
    at: place(file, line + 1, 1),
  }));

const anyAt = fc.integer({ min: 0, max: 4_000_000_000_000 });

/** Any event that a watch could tell, in words that nobody should be trusted with. */
export const anyEvent: fc.Arbitrary<WatchEvent> = fc.oneof(
  fc
    .record({ at: anyAt, name: anyText, isDegraded: fc.boolean(), delivers: fc.boolean() })
    .map((rest): WatchEvent => ({ ...started, ...rest })),
  fc
    .record({ at: anyAt, report: anyReport, batches: fc.nat(2) })
    .map((rest): WatchEvent => ({ type: 'stepped', tookMs: 1, ...rest })),
  fc
    .record({ at: anyAt, diagnostics: fc.array(anyDiagnostic), keeping: anyText })
    .map((rest): WatchEvent => ({ type: 'config-rejected', sources: new Map(), ...rest })),
  fc.record({ at: anyAt, revision: anyText, reason: anyText, id: anyText }).map(
    ({ at, revision, reason, id }): WatchEvent => ({
      type: 'config-held',
      at,
      revision,
      reason,
      keeping: revision,
      migration: { ...noMigration, systems: { before: 1, added: [], removed: [id], renamed: [] } },
    }),
  ),
  fc.record({ at: anyAt, revision: anyText, words: anyText, file: anyText }).map(
    ({ at, revision, words, file }): WatchEvent => ({
      type: 'config-applied',
      at,
      revision,
      before: revision,
      epoch: 1,
      migration: {
        ...noMigration,
        changes: 3,
        changed: [{ section: 'thresholds', id: words, change: 'changed', words, file }],
      },
      diagnostics: [],
      tookMs: 1,
    }),
  ),
  fc
    .record({ at: anyAt, revision: anyText, to: anyText, reason: anyText })
    .map((rest): WatchEvent => ({ type: 'config-rolled-back', ...rest })),
  fc
    .record({ at: anyAt, revision: anyText })
    .map((rest): WatchEvent => ({ type: 'config-restored', ...rest })),
  fc
    .record({ at: anyAt, source: anyText, diagnostics: fc.array(anyDiagnostic) })
    .map((rest): WatchEvent => ({ type: 'batch-refused', ...rest })),
  fc
    .record({
      at: anyAt,
      source: anyText,
      count: fc.nat(),
      unmatched: fc.array(
        fc.record({
          kind: fc.constantFrom('signal', 'check'),
          system: anyText,
          signal: fc.option(anyText),
          reason: fc.constantFrom('unknown-system', 'bad-value'),
          help: anyText,
        }),
      ),
    })
    .map((rest): WatchEvent => ({ type: 'batch-unmatched', ...rest })),
  fc
    .record({ at: anyAt, source: anyText, behindMs: fc.nat() })
    .map((rest): WatchEvent => ({ type: 'batch-late', ...rest })),
  fc
    .record({ at: anyAt, source: anyText, reason: anyText })
    .map((rest): WatchEvent => ({ type: 'source-failing', ...rest })),
  fc
    .record({ at: anyAt, reason: anyText })
    .map((rest): WatchEvent => ({ type: 'storage-failing', ...rest })),
  fc
    .record({ at: anyAt, channel: anyText, title: anyText, reason: anyText, isDead: fc.boolean() })
    .map(({ at, channel, title, reason, isDead }): WatchEvent => {
      const rest = { at, notification: notification(channel, { title }), attempts: 2, reason };
      return isDead
        ? { type: 'notification-dead', ...rest }
        : { type: 'notification-delayed', nextAt: at, ...rest };
    }),
);
