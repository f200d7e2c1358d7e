import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { WatchEvent } from '../../../src/model/watch-event.ts';
import { linesOutput } from '../../../src/report/watch/lines.ts';
import { healthy } from '../parts.ts';
import { events, held, rejected, stepped, storm } from './events.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/watch.md'), 'utf8');
const schema = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../schemas/watch-event.v1.schema.json'), 'utf8'),
) as {
  readonly definitions: Readonly<
    Record<
      string,
      {
        readonly properties?: Readonly<
          Record<string, { readonly enum?: readonly string[]; readonly const?: string }>
        >;
      }
    >
  >;
};

/** The rows of the table of lines: what each is about, what happened, and its fields. */
const rows = [...page.matchAll(/^\| (`[a-z`, ]+`) \| (.+) \| (.+) \|$/gm)].map(
  ([, about = '', what = '', fields = '']) => ({
    about: named(about),
    what: named(what),
    fields: named(fields),
  }),
);

function named(cell: string): readonly string[] {
  return [...cell.matchAll(/`([\w-]+)`/g)].map(([, name = '']) => name);
}

test('the page names everything that a change can be', () => {
  const changes = Object.values(schema.definitions).flatMap(({ properties }) =>
    properties?.['subject']?.const === undefined
      ? []
      : [[properties['subject'].const, properties['change']?.enum ?? []] as const],
  );
  const missing = changes.flatMap(([subject, words]) => {
    const told = rows.filter(({ about }) => about.includes(subject)).flatMap(({ what }) => what);
    const isStatus = words.includes('healthy');
    return words.filter((word) => !told.includes(word) && !(isStatus && word !== 'gone'));
  });
  expect({ subjects: changes.length, missing }).toEqual({ subjects: 10, missing: [] });
});

test('the page names every line that there is, and every field of it', () => {
  const { tell } = linesOutput();
  const list: readonly WatchEvent[] = [
    ...events,
    held,
    { ...rejected, diagnostics: Array.from({ length: 30 }, () => rejected.diagnostics).flat() },
    stepped(storm(60)),
    stepped(healthy),
  ];
  const lines = list.flatMap((event) => tell(event).trimEnd().split('\n'));
  const rest = named(page.slice(page.indexOf('What a change of the configuration does is')));
  const statuses = ['healthy', 'degraded', 'unhealthy', 'offline', 'maintenance', 'unknown'];
  const unknown = lines
    .filter((line) => line !== '')
    .flatMap((line) => {
      const [, about = '', what = '', ...others] = line.split(' ');
      const matching = rows.filter(
        (row) => row.about.includes(about) && (row.what.includes(what) || statuses.includes(what)),
      );
      const known = [
        ...matching.flatMap(({ fields }) => fields),
        ...(about === 'config' ? rest : []),
      ];
      const subjects = about === 'step' ? rows.flatMap((row) => row.about) : [];
      const names = others.flatMap((field) => /^([a-z-]+)=/.exec(field)?.[1] ?? []);
      return [
        ...(matching.length === 0 ? [`${about} ${what}`] : []),
        ...names
          .filter((name) => ![...known, ...subjects].includes(name))
          .map((name) => `${about} ${what} ${name}`),
      ];
    });
  expect([...new Set(unknown)]).toEqual([]);
});
