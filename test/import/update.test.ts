import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { load } from '../../src/config/load.ts';
import type { SourceFile } from '../../src/model/diagnostic.ts';
import { runs } from '../fuzz/seed.ts';
import { sourceFiles } from './sources.ts';
import { differencesOf, importedFrom, readImport, updatedFrom } from './told.ts';

function metrics(...edges: readonly (readonly [string, string])[]) {
  const lines = edges.map(
    ([client, server]) =>
      `traces_service_graph_request_total{client="${client}",server="${server}"} 1\n`,
  );
  return importedFrom({ path: 'metrics.txt', text: lines.join('') });
}

function file(text: string): SourceFile {
  return { path: 'topology/shop.yaml', text };
}

const decided = `# Ours, by hand.
tower: v1

systems:
  # The front.
  web:
    type: service
    criticality: critical   # decided
    replicas: 2
    dependsOn:
      orders: soft          # decided: a cache answers

  orders: { type: service, labels: { service.name: OrdersService } }  # one line
`;

describe('an update', () => {
  test('adds systems and dependencies, and leaves the rest as it is', () => {
    const imported = metrics(['web', 'OrdersService'], ['web', 'Search'], ['OrdersService', 'db']);
    expect(updatedFrom(imported, [file(decided)]).text).toBe(`# Ours, by hand.
tower: v1

systems:
  # The front.
  web:
    type: service
    criticality: critical   # decided
    replicas: 2
    dependsOn:
      orders: soft          # decided: a cache answers
      search: hard  # tower: decide

  # tower: decide orders -> db (hard)
  orders: { type: service, labels: { service.name: OrdersService }, dependsOn: { db: hard } }  # one line
  db:
    type: service  # tower: decide
    criticality: medium  # tower: decide
    # owner: TEAM  # tower: decide
  search:  # "Search"
    type: service  # tower: decide
    criticality: medium  # tower: decide
    # owner: TEAM  # tower: decide
    labels: { service.name: Search }
`);
  });

  test('finds nothing new where all is declared, by whatever form', () => {
    const text = `tower: v1
systems:
  web: { type: service, dependsOn: { bus: hard } }
  bus-1: { type: queue }
  bus-2: { type: queue }
  entry: { type: service, proxyFor: web }
groups: { bus: { members: [bus-1, bus-2], need: 1 } }
`;
    const imported = metrics(['entry', 'bus-1'], ['web', 'bus-2'], ['web', 'bus']);
    expect(updatedFrom(imported, [file(text)])).toEqual({
      text: undefined,
      systems: [],
      calls: [],
      diagnostics: [],
      isStuck: false,
    });
  });

  test('leaves out what people say is none', () => {
    const text = `${decided}# tower: ignore web->search\n# tower: ignore legacy\n`;
    const imported = metrics(['web', 'search'], ['web', 'legacy'], ['legacy', 'web']);
    const { systems, calls } = updatedFrom(imported, [file(text)]);
    expect({ systems, calls }).toEqual({ systems: ['search'], calls: [] });
  });

  test('begins a file, below the comments that are in it', () => {
    const other = { path: 'tower.yaml', text: decided };
    const empty = updatedFrom(metrics(['web', 'orders2']), [file(''), other]).text;
    const commented = updatedFrom(metrics(['web', 'orders2']), [file('# Ours.'), other]).text;
    expect([empty?.split('\n')[2], commented]).toEqual(['tower: v1', `# Ours.\n${empty}`]);
  });

  test('tells what stands elsewhere, and what others share', () => {
    const own = `tower: v1
systems:
  a: { type: service, dependsOn: &deps { c: hard } }
  b: { type: service, dependsOn: *deps }
  c: &c { type: service }
  d: *c
`;
    const other = { path: 'tower.yaml', text: 'tower: v1\nsystems: { web: { type: service } }\n' };
    const { text, diagnostics } = updatedFrom(
      metrics(['web', 'c'], ['a', 'b'], ['b', 'web'], ['c', 'd']),
      [file(own), other],
    );
    expect([text, diagnostics.map(({ code, message }) => `${code} ${message}`)]).toEqual([
      undefined,
      [
        'import/not-added `a` calls `b`, which is not added: others share its dependencies by an alias',
        'import/not-added `b` calls `web`, which is not added: others share its dependencies by an alias',
        'import/not-added `c` calls `d`, which is not added: others share its dependencies by an alias',
        'import/not-added `web` calls `c`, which is not added: `web` stands in another file, or is a group',
      ],
    ]);
  });

  test.each([
    ['the whole in braces', '{ tower: v1, systems: { web: { type: service } } }\n'],
    ['no systems', 'tower: v1\n# later\ntargets: []\n'],
    ['a mark at the beginning', `\uFEFF${decided}`],
    ['line ends as on Windows', decided.replaceAll('\n', '\r\n')],
    [
      'a text at the end',
      'tower: v1\nsystems:\n  web:\n    type: service\n    description: |+\n      x\n\n',
    ],
    ['quoted keys', 'tower: v1\n"systems":\n  "web":\n    "type": service\n'],
    ['four blanks', 'tower: v1\nsystems:\n    web:\n        type: service\n'],
  ])('is possible with %s', (_name, text) => {
    const imported = metrics(['web', 'new'], ['new', 'newer']);
    const after = updatedFrom(imported, [file(text)]);
    expect([after.systems, after.calls.length, after.isStuck]).toEqual([
      text.includes('web') ? ['new', 'newer'] : ['new', 'newer', 'web'],
      text.includes('web') ? 1 : 0,
      false,
    ]);
    expect(load([file(after.text ?? '')]).diagnostics).toEqual([]);
    expect(updatedFrom(imported, [file(after.text ?? '')]).text).toBe(undefined);
    expect(isWithin(text, after.text ?? '')).toBe(true);
  });
});

/** Whether a text becomes another one by what is put in between. */
function isWithin(before: string, after: string): boolean {
  let at = 0;
  for (const character of after) {
    if (character === before.slice(at, at + character.length)) {
      at += character.length;
    }
  }
  return at === before.length;
}

const configurations = fc
  .record({
    systems: fc.uniqueArray(
      fc.record({
        id: fc.constantFrom('web', 'orders', 'orders-db', 'null', '42', 'constructor', 'proto'),
        style: fc.constantFrom('block', 'braces', 'open'),
        dependsOn: fc.constantFrom('', 'web', 'orders'),
        comment: fc.constantFrom('', '  # why', '  # tower: decide'),
      }),
      { selector: ({ id }) => id, maxLength: 5 },
    ),
    isInBraces: fc.boolean(),
    isCrLf: fc.boolean(),
    isEnded: fc.boolean(),
  })
  .map(({ systems, isInBraces, isCrLf, isEnded }) => {
    const ids: readonly string[] = systems.map(({ id }) => id);
    const lines = systems.map((system) => {
      const isEdge = ids.includes(system.dependsOn) && system.dependsOn !== system.id;
      const dependsOn = isEdge ? system.dependsOn : '';
      return isInBraces
        ? `  ${inBraces({ ...system, dependsOn })},\n`
        : asLines({ ...system, dependsOn });
    });
    const body = isInBraces ? `systems: {\n${lines.join('')} }\n` : `systems:\n${lines.join('')}`;
    const text = `# Ours.\ntower: v1\n${systems.length === 0 ? '' : body}# End.${isEnded ? '\n' : ''}`;
    return isCrLf ? text.replaceAll('\n', '\r\n') : text;
  });

interface Declared {
  readonly id: string;
  readonly style: string;
  /** Empty where it depends on nothing. */
  readonly dependsOn: string;
  readonly comment: string;
}

function inBraces({ id, style, dependsOn }: Declared): string {
  const edges = dependsOn === '' ? '' : `, dependsOn: { "${dependsOn}": soft }`;
  return `"${id}": { type: cache${edges}${style === 'open' ? '\n   ' : ''} }`;
}

function asLines(system: Declared): string {
  const { id, style, dependsOn, comment } = system;
  if (style !== 'block') {
    return `  ${inBraces(system)}${comment}\n`;
  }
  const edges = `    # on\n    dependsOn:\n      "${dependsOn}": soft${comment}\n`;
  return `  "${id}":${comment}\n    type: cache${comment}\n${dependsOn === '' ? '' : edges}\n`;
}

test('an update keeps every byte, loads, and the next one changes nothing', () => {
  fc.assert(
    fc.property(sourceFiles, configurations, (source, text) => {
      const { imported } = readImport(source);
      if (imported === undefined) {
        return;
      }
      const after = updatedFrom(imported, [file(text)]);
      const updatedText = after.text ?? text;
      const errors = load([file(updatedText)]).diagnostics.filter(
        ({ severity }) => severity === 'error',
      );
      expect({ text, updatedText, errors, isStuck: after.isStuck }).toEqual({
        text,
        updatedText,
        errors: [],
        isStuck: false,
      });
      expect({ text, updatedText, isKept: isWithin(text, updatedText) }).toEqual({
        text,
        updatedText,
        isKept: true,
      });
      const again = updatedFrom(imported, [file(updatedText)]);
      expect({ text, updatedText, again: again.text }).toEqual({
        text,
        updatedText,
        again: undefined,
      });
      const { undeclared, unknown } = differencesOf(imported, [file(updatedText)]);
      expect({ undeclared, unknown }).toEqual({ undeclared: [], unknown: [] });
    }),
    runs(100),
  );
});
