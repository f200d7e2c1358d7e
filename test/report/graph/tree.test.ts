import { expect, test } from 'vitest';
import type { GraphView } from '../../../src/model/graph-view.ts';
import type { RenderContext } from '../../../src/report/context.ts';
import type { GraphHealth } from '../../../src/report/graph/health.ts';
import { renderGraph } from '../../../src/report/graph/render-graph.ts';
import { columnsOf } from '../../../src/report/text.ts';
import { plainContext, viewOf } from './views.ts';

const checkout = viewOf(
  `
  kiosk -hard-> web-shop
  mobile-app -hard-> checkout-api
  partner-api -soft-> checkout-api
  web-shop -hard-> checkout-api
  checkout-api -hard-> orders-db
  checkout-api -auth-> identity
  identity -hard-> identity-db
  checkout-api -soft-> event-bus-quorum
  event-bus-quorum: 2 of event-bus-1 event-bus-2 event-bus-3
  checkout-api -soft-> fraud-agent # fallback accept below 50 EUR
  fraud-agent -data-> feature-store
  fraud-agent -data-> orders-db
  checkout-api -optional-> recommender-agent`,
  { focus: 'checkout-api', omitted: 2 },
);

const health: GraphHealth = {
  systems: [
    { id: 'checkout-api', status: 'unhealthy' },
    { id: 'event-bus-1', status: 'healthy' },
    { id: 'event-bus-2', status: 'healthy' },
    { id: 'event-bus-3', status: 'unhealthy' },
    { id: 'feature-store', status: 'unknown' },
    { id: 'fraud-agent', status: 'degraded' },
    { id: 'identity', status: 'healthy' },
    { id: 'identity-db', status: 'maintenance' },
    { id: 'kiosk', status: 'unhealthy' },
    { id: 'mobile-app', status: 'unhealthy' },
    { id: 'orders-db', status: 'offline' },
    { id: 'partner-api', status: 'degraded' },
    { id: 'recommender-agent', status: 'healthy' },
    { id: 'web-shop', status: 'unhealthy' },
  ],
  groups: [{ id: 'event-bus-quorum', status: 'healthy', up: 2 }],
};

function tree(
  view: GraphView,
  context: Partial<RenderContext> = {},
  of: GraphHealth | undefined = undefined,
): string {
  return `\n${renderGraph('tree', view, { ...plainContext, ...context }, of)}`;
}

test('a focus stands between what depends on it and what it depends on, the strongest first', () => {
  expect(tree(checkout, {}, health)).toBe(`
┌◀─hard─ mobile-app ✖
│        ┌◀─hard─ kiosk ✖
├◀─hard─ web-shop ✖
├◀┄soft┄ partner-api ▲
checkout-api ✖
├─auth─▶ identity ●
│        └─hard─▶ identity-db ◆
├─hard─▶ orders-db ✖
├┄soft┄▶ event-bus-quorum ●   2 of 3 needed, 2 up
│        ├──────▶ event-bus-1 ●
│        ├──────▶ event-bus-2 ●
│        └──────▶ event-bus-3 ✖
├┄soft┄▶ fraud-agent ▲        fallback accept below 50 EUR
│        ├─data─▶ feature-store ○
│        └─data─▶ orders-db ✖ …
└ opt ─▶ recommender-agent ●

14 of 16 systems shown.  --format dot | mermaid | json | svg,  --affected REV,  --collapse owner
`);
});

test('the strongest dependency comes first, then the smallest id', () => {
  const view = viewOf(`
    web -optional-> a
    web -soft-> b
    web -data-> c
    web -hard-> e
    web -auth-> d`);
  expect(tree(view)).toBe(`
web
├─auth─▶ d
├─hard─▶ e
├─data─▶ c
├┄soft┄▶ b
└ opt ─▶ a

6 systems shown.  --format dot | mermaid | json | svg,  --affected REV,  --collapse owner
`);
});

test('without health there are no glyphs', () => {
  const view = viewOf('web -hard-> bus\n bus: 1 of b1 b2', { focus: 'web' });
  expect(tree(view)).toBe(`
web
└─hard─▶ bus   1 of 2 needed
         ├──────▶ b1
         └──────▶ b2

3 systems shown.  --format dot | mermaid | json | svg,  --affected REV,  --collapse owner
`);
});

test('in ASCII nothing else is used', () => {
  expect(tree(checkout, { ascii: true }, health)).toBe(`
,<-hard- mobile-app [XX]
|        ,<-hard- kiosk [XX]
|<-hard- web-shop [XX]
|<.soft. partner-api [!!]
checkout-api [XX]
|-auth-> identity [OK]
|        \`-hard-> identity-db [MT]
|-hard-> orders-db [--]
|.soft.> event-bus-quorum [OK]   2 of 3 needed, 2 up
|        |------> event-bus-1 [OK]
|        |------> event-bus-2 [OK]
|        \`------> event-bus-3 [XX]
|.soft.> fraud-agent [!!]        fallback accept below 50 EUR
|        |-data-> feature-store [??]
|        \`-data-> orders-db [--] ...
\` opt -> recommender-agent [OK]

14 of 16 systems shown.  --format dot | mermaid | json | svg,  --affected REV,  --collapse owner
`);
});

test('color is added to the glyph, the focus and what stands back, and changes no text', () => {
  const view = viewOf('web -soft-> db', { focus: 'web' });
  const colored = renderGraph(
    'tree',
    view,
    { ...plainContext, color: true },
    { systems: [{ id: 'db', status: 'offline' }], groups: [] },
  );
  expect(colored.replaceAll('\u001b', '^')).toBe(`^[1mweb^[0m
^[2m└┄soft┄▶^[0m db ^[31m✖^[0m

2 systems shown.  ^[2m--format dot | mermaid | json | svg,^[0m  ^[2m--affected REV,^[0m  ^[2m--collapse owner^[0m
`);
});

test('without a focus trees begin at the systems nothing depends on, and each is followed once', () => {
  const view = viewOf(`
    b -hard-> shared
    a -soft-> shared
    shared -data-> db
    lone
    other`);
  expect(tree(view)).toBe(`
a
└┄soft┄▶ shared
         └─data─▶ db

b
└─hard─▶ shared …

lone
other

6 systems shown.  --format dot | mermaid | json | svg,  --affected REV,  --collapse owner
`);
});

test('cycles end, and one that nothing depends on begins at its smallest id', () => {
  const view = viewOf(`
    c -hard-> a
    a -hard-> b
    b -hard-> c
    b -hard-> b`);
  expect(tree(view)).toBe(`
a
└─hard─▶ b
         ├─hard─▶ b …
         └─hard─▶ c
                  └─hard─▶ a …

3 systems shown.  --format dot | mermaid | json | svg,  --affected REV,  --collapse owner
`);
  expect(tree({ ...view, focus: 'b' })).toBe(`
                  ┌◀─hard─ b …
         ┌◀─hard─ c
┌◀─hard─ a
├◀─hard─ b …
b
├─hard─▶ b …
└─hard─▶ c
         └─hard─▶ a
                  └─hard─▶ b …

3 systems shown.  --format dot | mermaid | json | svg,  --affected REV,  --collapse owner
`);
});

test('what is too deep for the width follows in a block of its own', () => {
  const view = viewOf(`
    alpha -hard-> beta
    beta -hard-> gamma
    gamma -hard-> delta
    delta -hard-> epsilon`);
  expect(tree(view, { width: 40 })).toBe(`
alpha
└─hard─▶ beta
         └─hard─▶ gamma … below

gamma
└─hard─▶ delta
         └─hard─▶ epsilon

5 systems shown.
  --format dot | mermaid | json | svg,
  --affected REV,  --collapse owner
`);
  expect(tree({ ...view, focus: 'epsilon' }, { width: 40 })).toBe(`
         ┌◀─hard─ gamma … below
┌◀─hard─ delta
epsilon

         ┌◀─hard─ alpha
┌◀─hard─ beta
gamma

5 systems shown.
  --format dot | mermaid | json | svg,
  --affected REV,  --collapse owner
`);
});

test('kinds of the catalog widen the lines, and long ones are cut', () => {
  const view = viewOf('a -hard-> b\n a -replicated_across_zones-> c', { focus: 'a' });
  expect(tree(view)).toBe(`
a
├─hard─────────▶ b
└─replicated_…─▶ c

3 systems shown.  --format dot | mermaid | json | svg,  --affected REV,  --collapse owner
`);
});

test('names and notes are cut where they do not fit', () => {
  const long = 'x'.repeat(120);
  const view = viewOf(`a -hard-> b # fallback ${'word '.repeat(30)}\n a -hard-> ${long}`, {
    focus: 'a',
  });
  const lines = renderGraph('tree', view, { ...plainContext, width: 60 }).split('\n');
  expect(lines).toEqual([
    'a',
    '├─hard─▶ b   fallback word word word word word word word wo…',
    `└─hard─▶ ${'x'.repeat(40)}…`,
    '',
    '3 systems shown.',
    '  --format dot | mermaid | json | svg,  --affected REV,',
    '  --collapse owner',
    '',
  ]);
});

test('no line is wider than 100 columns, however deep and however wide the terminal', () => {
  const ids = Array.from({ length: 60 }, (_, index) => `system-with-a-name-${index}`);
  const view = viewOf(
    ids
      .flatMap((id, index) => [1, 2, 7].map((step) => `${id} -data-> ${ids[(index + step) % 60]}`))
      .join('\n'),
  );
  const widest = renderGraph('tree', view, { ...plainContext, width: 400 })
    .split('\n')
    .reduce((most, line) => Math.max(most, columnsOf(line)), 0);
  expect(widest).toBeGreaterThan(80);
  expect(widest).toBeLessThanOrEqual(100);
});

test('a chain of 10,000 systems shows every one of them', () => {
  const edges = Array.from({ length: 9_999 }, (_, index) => ({
    from: `s${index}`,
    to: `s${index + 1}`,
    kind: 'hard',
    impact: 1,
    propagates: true,
  }));
  const nodes = [...new Set(edges.flatMap(({ from, to }) => [from, to]))].sort();
  const view = { nodes: nodes.map((id) => ({ id, kind: 'system' as const })), edges, omitted: 0 };
  const text = renderGraph('tree', view, plainContext);
  const named = new Set(text.match(/s\d+\b/g));
  expect(named.size).toBe(10_000);
  expect(text.startsWith('s0\n└─hard─▶ s1\n')).toBe(true);
  expect(
    renderGraph('tree', { ...view, focus: 's5000' }, plainContext).match(/s\d+\b/g)?.length,
  ).toBe(text.match(/s\d+\b/g)?.length);
});

test('a view of nothing says so', () => {
  expect(tree(viewOf('', { omitted: 12 }))).toBe(`
0 of 12 systems shown.  --format dot | mermaid | json | svg,  --affected REV,  --collapse owner
`);
});
