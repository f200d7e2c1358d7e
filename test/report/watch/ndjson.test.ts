import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import type { WatchRecord } from '../../../src/model/watch-event.generated.ts';
import type { WatchEvent } from '../../../src/model/watch-event.ts';
import { ndjsonOutput } from '../../../src/report/watch/ndjson.ts';
import { expectGolden } from '../golden.ts';
import { hostile } from '../hostile.ts';
import { healthy } from '../parts.ts';
import { badValue, events, held, rejected, stepped, storm } from './events.ts';

function told(list: readonly WatchEvent[]): string {
  const { tell } = ndjsonOutput();
  return list.map(tell).join('');
}

function recordsOf(list: readonly WatchEvent[]): readonly WatchRecord[] {
  return told(list)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as WatchRecord);
}

const schema = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../schemas/watch-event.v1.schema.json'), 'utf8'),
) as {
  readonly anyOf: readonly { readonly $ref: string }[];
  readonly definitions: Readonly<
    Record<string, { readonly properties: Readonly<Record<string, { readonly const?: string }>> }>
  >;
};
const validate = new Ajv({ strictTypes: false, strictRequired: false }).compile(schema);

test('every kind of event is a record by the schema, and the schema knows no other', () => {
  const records = recordsOf(events);
  const wrong = records.filter((record) => !validate(record));
  expect(wrong).toEqual([]);
  const kinds = schema.anyOf.map(
    ({ $ref }) => schema.definitions[$ref.replace('#/definitions/', '')]?.properties['type']?.const,
  );
  expect(new Set(records.map(({ type }) => type))).toEqual(new Set(kinds));
});

test('records are their golden text', () => {
  expectGolden('watch/events.ndjson', told(events));
});

test('every subject of a change is told by some step of the fixtures, and fits the schema', () => {
  const steps = [stepped(healthy), stepped(hostile), stepped(storm(3)), stepped(healthy)];
  const records = recordsOf([...events, ...steps]);
  expect(records.filter((record) => !validate(record))).toEqual([]);
  const subjects = records.flatMap((record) =>
    record.type === 'stepped' ? record.changes.map(({ subject }) => subject) : [],
  );
  expect([...new Set(subjects)].sort()).toEqual([
    'alert',
    'finding',
    'group',
    'incident',
    'maintenance',
    'notify',
    'overall',
    'run',
    'spof',
    'system',
  ]);
});

test('the schema refuses a record with a key that it does not know', () => {
  const [first] = recordsOf(events);
  expect(validate({ ...first, more: 1 })).toBe(false);
});

test('a step in which nothing changed has no record', () => {
  expect(told([stepped(healthy), stepped(healthy)]).split('\n').length).toBe(2);
});

test('lists are cut where they say so', () => {
  const many = Array.from({ length: 150 }, () => badValue);
  const removed = Array.from({ length: 150 }, (_, index) => `s-${index}`);
  const [step, rejection, holding] = recordsOf([
    stepped(storm(1_000)),
    { ...rejected, diagnostics: many },
    {
      ...held,
      migration: { ...held.migration, systems: { ...held.migration.systems, removed } },
    },
  ]);
  expect([
    step?.type === 'stepped' ? [step.changes.length, step.omitted] : step,
    rejection?.type === 'config-rejected'
      ? [rejection.found.count, rejection.found.diagnostics.length]
      : rejection,
    holding?.type === 'config-held'
      ? [holding.migration.systemsRemoved.count, holding.migration.systemsRemoved.ids.length]
      : holding,
  ]).toEqual([
    [1_000, 2_001],
    [150, 100],
    [150, 100],
  ]);
});

test('no record holds a character that a terminal obeys', () => {
  expect(/[^\n\P{Cc}]|\p{Bidi_Control}/u.test(told([stepped(hostile)]))).toBe(false);
});
