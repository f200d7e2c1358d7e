import { instance } from '@viz-js/viz';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryPages, validateXML } from 'xmllint-wasm';
import { layoutOf } from '../../../src/adapters/graphviz.ts';
import type { GraphView } from '../../../src/model/graph-view.ts';
import { healthById } from '../../../src/report/graph/health.ts';
import { renderGraph } from '../../../src/report/graph/render-graph.ts';
import { layoutRequest, svgOf } from '../../../src/report/graph/svg.ts';
import { plainContext, viewOf } from './views.ts';

const none = healthById(undefined);

async function svg(view: GraphView, health = none): Promise<string> {
  const { value, failure } = await layoutOf(layoutRequest(view, health));
  return value === undefined ? `failed: ${failure}` : svgOf(view, value, health);
}

/** What is drawn, without where: names of classes, texts, and how many of each shape. */
function drawnIn(text: string): readonly string[] {
  return [...text.matchAll(/<g class="([^"]+)">|<text[^>]*>([^<]*)</g)].map(
    ([, group, said]) => group ?? `  ${said}`,
  );
}

test('a drawing shows kinds, groups, health with its sign, and what is said of each node', async () => {
  const view = viewOf(`
    web -hard-> bus
    web -optional-> ads
    bus: 1 of bus-1`);
  const health = healthById({
    systems: [{ id: 'web', status: 'degraded' }],
    groups: [{ id: 'bus', status: 'healthy', up: 1 }],
  });
  expect(drawnIn(await svg(view, health))).toEqual([
    'edge member',
    'edge faint',
    '  optional',
    'edge thick',
    '  hard',
    'node system',
    '  ads',
    'node group healthy',
    '  ● bus',
    '  1 of 1 needed',
    '  1 up',
    '  healthy',
    'node system',
    '  bus-1',
    'node system degraded',
    '  ▲ web',
    '  degraded',
  ]);
});

test('a failure and a change are told by sign, word and class', async () => {
  const view: GraphView = {
    nodes: [
      { id: 'a', kind: 'system', failure: 'fails', change: 'changed' },
      { id: 'b', kind: 'merged', failure: 'failed', note: '2 systems', inside: 1 },
      { id: 'c', kind: 'system', change: 'removed' },
    ],
    edges: [
      { from: 'a', to: 'b', kind: 'hard', impact: 1, propagates: true, count: 2, carries: true },
      { from: 'a', to: 'c', kind: 'soft', impact: 0.5, propagates: false, change: 'removed' },
    ],
    omitted: 0,
    focus: 'a',
    since: 'main',
    failing: ['b', 'x'],
  };
  const text = await svg(view);
  expect(drawnIn(text)).toEqual([
    'edge thick carries',
    '  hard ×2',
    'edge dashed removed',
    '  soft removed',
    'node system fails',
    '  ✖ a',
    '  fails',
    '  changed',
    'node merged failed',
    '  ✖ b',
    '  fails first',
    '  2 systems',
    '  1 inside',
    'node system removed',
    '  − c',
    '  removed',
  ]);
  expect(/<title>(.*)<\/title>/.exec(text)?.[1]).toBe(
    'Topology around a, changes since main, when b, x fail',
  );
});

test('whatever names are, a drawing is well-formed, runs nothing and fetches nothing', async () => {
  const name = fc.oneof(
    fc.string({ minLength: 1, maxLength: 12, unit: 'binary' }),
    fc.constantFrom(
      '<script>alert(1)</script>',
      '"/>',
      ']]>',
      '&amp;',
      '--x',
      '__proto__',
      '\u202e',
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(name, { minLength: 2, maxLength: 4 }), async (ids) => {
      const [first = '', second = ''] = ids;
      const text = await svg({
        nodes: ids.map((id) => ({ id, kind: 'system', note: id })),
        edges: [{ from: first, to: second, kind: second, impact: 1, propagates: true }],
        omitted: 0,
        focus: first,
      });
      const { valid, errors } = await validateXML({
        xml: [{ fileName: 'a.svg', contents: text }],
        extension: 'schema',
        schema: [{ fileName: 'any.xsd', contents: anySvg }],
        initialMemoryPages: memoryPages.MiB * 32,
      });
      expect([valid, errors]).toEqual([true, []]);
      expect(/<script|<image|<use|<foreignObject|href|url\(|@import|\son\w+=/i.test(text)).toBe(
        false,
      );
    }),
    { numRuns: 5 },
  );
});

/** Nothing but what a drawing is made of. */
const anySvg = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/2000/svg" xmlns="http://www.w3.org/2000/svg" elementFormDefault="qualified">
<xs:complexType name="shape"><xs:simpleContent><xs:extension base="xs:string"><xs:anyAttribute processContents="skip"/></xs:extension></xs:simpleContent></xs:complexType>
<xs:complexType name="group"><xs:choice maxOccurs="unbounded"><xs:element name="path" type="shape"/><xs:element name="polygon" type="shape"/><xs:element name="rect" type="shape"/><xs:element name="text" type="shape"/></xs:choice><xs:attribute name="class" type="xs:string"/></xs:complexType>
<xs:element name="svg"><xs:complexType><xs:sequence><xs:element name="title" type="xs:string"/><xs:element name="style" type="xs:string"/><xs:element name="rect" type="shape"/><xs:element name="g" type="group" minOccurs="0" maxOccurs="unbounded"/></xs:sequence><xs:anyAttribute processContents="skip"/></xs:complexType></xs:element>
</xs:schema>`;

test('what is laid out holds no name, and edges that are doubled or lead back to their node are drawn', async () => {
  const view: GraphView = {
    nodes: [
      { id: 'secret-a', kind: 'system' },
      { id: 'secret-b', kind: 'system' },
    ],
    edges: ['hard', 'soft', 'soft'].map((kind, index) => ({
      from: 'secret-a',
      to: index === 2 ? 'secret-a' : 'secret-b',
      kind,
      impact: 1,
      propagates: true,
    })),
    omitted: 0,
  };
  expect(layoutRequest(view, none).includes('secret')).toBe(false);
  expect((await svg(view)).match(/<path/g)).toHaveLength(3);
});

test('an empty view is an empty drawing', async () => {
  expect(drawnIn(await svg({ nodes: [], edges: [], omitted: 0 }))).toEqual([]);
});

test('what Graphviz cannot lay out is a failure with its reason', async () => {
  expect(await layoutOf('digraph {')).toEqual({ failure: expect.stringContaining('syntax error') });
});

test('Graphviz reads the dot of every mark, kind and name', async () => {
  const graphviz = await instance();
  const name = fc.oneof(
    fc.string({ minLength: 1, maxLength: 10 }),
    fc.constantFrom('a"b\\', '\\', '<b>', '\\N', '__proto__', 'node', '}'),
  );
  const change = fc.constantFrom('added', 'removed', 'changed', undefined);
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(name, { minLength: 2, maxLength: 4 }),
      change,
      fc.constantFrom('failed', 'impaired', undefined),
      async (ids, changed, failure) => {
        const view: GraphView = {
          nodes: ids.map((id, index) => ({
            id,
            kind: index === 0 ? 'merged' : 'system',
            note: id,
            ...(changed === undefined ? {} : { change: changed }),
            ...(failure === undefined ? {} : { failure }),
          })),
          edges: ids.slice(1).map((to) => ({
            from: ids[0] ?? '',
            to,
            kind: to,
            impact: 1,
            propagates: true,
            count: 3,
            ...(changed === undefined ? {} : { change: changed }),
          })),
          omitted: 0,
        };
        const dot = renderGraph('dot', view, plainContext);
        const { status, errors } = await Promise.resolve(graphviz.render(dot, { format: 'dot' }));
        // Widths of letters that its fonts lack are warnings.
        expect([status, errors.filter(({ level }) => level === 'error')]).toEqual(['success', []]);
      },
    ),
    { numRuns: 40 },
  );
});
