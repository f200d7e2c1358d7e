import { expect, test } from 'vitest';
import type { GraphHealth } from '../../../src/report/graph/health.ts';
import { renderGraph } from '../../../src/report/graph/render-graph.ts';
import { plainContext, viewOf } from './views.ts';

const view = viewOf(
  `
  web -hard-> bus
  web -data-> lake
  web -soft-> cache # fallback the database
  web -optional-> ads
  bus: 1 of bus-1 bus-2`,
  { focus: 'web', omitted: 3 },
);

const health: GraphHealth = {
  systems: [
    { id: 'ads', status: 'offline' },
    { id: 'bus-1', status: 'healthy' },
    { id: 'web', status: 'healthy' },
  ],
  groups: [{ id: 'bus', status: 'degraded', up: 2 }],
};

test('dot styles lines by what they pass on and draws groups as boxes', () => {
  expect(renderGraph('dot', view, plainContext)).toBe(`digraph tower {
  rankdir=LR;
  "ads" [label="ads", shape=ellipse];
  "bus" [label="bus\\n1 of 2 needed", shape=box];
  "bus-1" [label="bus-1", shape=ellipse];
  "bus-2" [label="bus-2", shape=ellipse];
  "cache" [label="cache", shape=ellipse];
  "lake" [label="lake", shape=ellipse];
  "web" [label="web", shape=ellipse];
  "bus" -> "bus-1" [style=solid, arrowhead=none];
  "bus" -> "bus-2" [style=solid, arrowhead=none];
  "web" -> "ads" [label="optional", style=dotted];
  "web" -> "bus" [label="hard", style=bold];
  "web" -> "cache" [label="soft", style=dashed];
  "web" -> "lake" [label="data", style=solid];
}
`);
});

test('dot shows health as word and color', () => {
  const small = viewOf('web -hard-> bus\n bus: 1 of bus-1');
  expect(renderGraph('dot', small, plainContext, health)).toBe(`digraph tower {
  rankdir=LR;
  "bus" [label="bus\\n1 of 1 needed\\n2 up\\ndegraded", shape=box, style=filled, fillcolor="#fdf0c4", color="#9a6700"];
  "bus-1" [label="bus-1\\nhealthy", shape=ellipse, style=filled, fillcolor="#d9f2e0", color="#2e7d4f"];
  "web" [label="web\\nhealthy", shape=ellipse, style=filled, fillcolor="#d9f2e0", color="#2e7d4f"];
  "bus" -> "bus-1" [style=solid, arrowhead=none];
  "web" -> "bus" [label="hard", style=bold];
}
`);
});

test('mermaid names nodes by number and keeps ids to labels', () => {
  expect(renderGraph('mermaid', view, plainContext)).toBe(`flowchart LR
  n0("ads")
  n1["bus<br/>1 of 2 needed"]
  n2("bus-1")
  n3("bus-2")
  n4("cache")
  n5("lake")
  n6("web")
  n1 --- n2
  n1 --- n3
  n6 -. "optional" .-> n0
  n6 ==hard==> n1
  n6 -.soft.-> n4
  n6 --data--> n5
`);
});

test('mermaid shows health as word and class', () => {
  const small = viewOf('web -hard-> bus\n bus: 1 of bus-1');
  expect(renderGraph('mermaid', small, plainContext, health)).toBe(`flowchart LR
  n0["bus<br/>1 of 1 needed<br/>2 up<br/>degraded"]
  n1("bus-1<br/>healthy")
  n2("web<br/>healthy")
  n0 --- n1
  n2 ==hard==> n0
  classDef healthy fill:#d9f2e0,stroke:#2e7d4f,color:#000
  class n1,n2 healthy
  classDef degraded fill:#fdf0c4,stroke:#9a6700,color:#000
  class n0 degraded
`);
});

test('mermaid quotes kinds that it would take for an arrow or a word of its own', () => {
  const kinds = ['end', 'other', 'halo', 'xor', 'box', 'read-replica', 'k"q', 'mirror', 'a_1'];
  const drawing = kinds.map((kind, index) => `a -${kind}-> b${index}`).join('\n');
  const lines = renderGraph('mermaid', viewOf(drawing), plainContext).split('\n');
  expect(lines.filter((line) => line.includes('-->'))).toEqual([
    '  n0 -- "end" --> n1',
    '  n0 -- "other" --> n2',
    '  n0 -- "halo" --> n3',
    '  n0 -- "xor" --> n4',
    '  n0 -- "box" --> n5',
    '  n0 -- "read-replica" --> n6',
    '  n0 -- "k#34;q" --> n7',
    '  n0 --mirror--> n8',
    '  n0 --a_1--> n9',
  ]);
});

const hostile = viewOf(`
  a"b\\ -hard-> __proto__
  constructor -hard-> <b>\`x\`
  end -hard-> #35;]`);

test('dot escapes what could end a text or begin an escape', () => {
  expect(renderGraph('dot', hostile, plainContext)).toBe(`digraph tower {
  rankdir=LR;
  "#35;]" [label="#35;]", shape=ellipse];
  "<b>\`x\`" [label="<b>\`x\`", shape=ellipse];
  "__proto__" [label="__proto__", shape=ellipse];
  "a\\"b\\\\" [label="a\\"b\\\\", shape=ellipse];
  "constructor" [label="constructor", shape=ellipse];
  "end" [label="end", shape=ellipse];
  "a\\"b\\\\" -> "__proto__" [label="hard", style=bold];
  "constructor" -> "<b>\`x\`" [label="hard", style=bold];
  "end" -> "#35;]" [label="hard", style=bold];
}
`);
});

test('mermaid writes every sign with a meaning as an entity', () => {
  expect(renderGraph('mermaid', hostile, plainContext)).toBe(`flowchart LR
  n0("#35;35#59;#93;")
  n1("#60;b#62;#96;x#96;")
  n2("__proto__")
  n3("a#34;b#92;")
  n4("constructor")
  n5("end")
  n3 ==hard==> n2
  n4 ==hard==> n1
  n5 ==hard==> n0
`);
});

test('a line break in an id breaks no line of any format', () => {
  const broken = viewOf('a', { nodes: [{ id: 'a\n  b\u001b[31m', kind: 'system' }] });
  expect(renderGraph('dot', broken, plainContext)).toBe(`digraph tower {
  rankdir=LR;
  "a   b␛[31m" [label="a   b␛[31m", shape=ellipse];
}
`);
  expect(renderGraph('mermaid', broken, plainContext)).toBe(`flowchart LR
  n0("a   b#9243;#91;31m")
`);
  expect(renderGraph('tree', broken, plainContext)).toBe(
    'a   b␛[31m\n\n1 system shown.  --format dot | mermaid | json | svg,  --affected REV,  --collapse owner\n',
  );
});

test('json is the view with health', () => {
  const small = viewOf('web -soft-> bus # fallback the cache\n bus: 1 of bus-1', { omitted: 4 });
  expect(JSON.parse(renderGraph('json', small, plainContext, health))).toEqual({
    nodes: [
      { id: 'bus', kind: 'group', note: '1 of 1 needed', status: 'degraded', up: 2 },
      { id: 'bus-1', kind: 'system', status: 'healthy' },
      { id: 'web', kind: 'system', status: 'healthy' },
    ],
    edges: [
      { from: 'bus', to: 'bus-1', kind: 'member', impact: 1, propagates: false },
      {
        from: 'web',
        to: 'bus',
        kind: 'soft',
        impact: 0.5,
        propagates: false,
        note: 'fallback the cache',
      },
    ],
    omitted: 4,
  });
});

test('json is indented, or on one line where it is to be compact', () => {
  const one = viewOf('web');
  expect(renderGraph('json', one, plainContext)).toBe(`{
  "nodes": [
    {
      "id": "web",
      "kind": "system"
    }
  ],
  "edges": [],
  "omitted": 0
}
`);
  expect(renderGraph('json', one, { ...plainContext, compact: true })).toBe(
    '{"nodes":[{"id":"web","kind":"system"}],"edges":[],"omitted":0}\n',
  );
});
