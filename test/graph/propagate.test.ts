import { expect, test } from 'vitest';
import { propagate } from '../../src/graph/propagate.ts';
import { topologyOf } from '../../src/graph/topology.ts';
import { drawn, ownHealth } from './drawing.ts';

/**
 * One line for each system and group that is not plainly healthy:
 * `id status score | via path | because cause | noted … | unknown …`.
 */
function outcome(drawing: string, own: string): readonly string[] {
  const source = drawn(drawing);
  const topology = topologyOf(source);
  const { systems, groups } = propagate(topology, ownHealth(source, own));
  const systemLines = systems.map((system, index) => {
    const { status, score, via, cause, impaired, unknownTargets } = system;
    const parts = [
      `${topology.systems[index]} ${status} ${score ?? '-'}`,
      via.length === 0 ? '' : `via ${via.map(({ kind, to }) => `${kind} ${to}`).join(', ')}`,
      cause === undefined ? '' : `because ${cause.kind} ${cause.to} ${cause.status}`,
      impaired.length === 0
        ? ''
        : `noted ${impaired.map(({ kind, to }) => `${kind} ${to}`).join(', ')}`,
      unknownTargets.length === 0 ? '' : `unknown ${unknownTargets.join(', ')}`,
    ];
    return parts.filter((part) => part !== '').join(' | ');
  });
  const groupLines = groups.map(
    ({ status, score, up }, index) =>
      `${topology.groups[index]} ${status} ${score ?? '-'} ${up} up`,
  );
  return [...systemLines, ...groupLines].filter((line) => !/^\S+ healthy 10000$/.test(line));
}

const chain = `
  web -hard-> api
  api -hard-> db`;

const cases: readonly {
  readonly name: string;
  readonly graph: string;
  readonly own: string;
  readonly expected: readonly string[];
}[] = [
  { name: 'nothing is impaired where all are healthy', graph: chain, own: '', expected: [] },
  {
    name: 'an offline system makes a hard chain unhealthy with its score',
    graph: chain,
    own: 'db offline',
    expected: [
      'api unhealthy 0 | via hard db | because hard db offline',
      'db offline 0',
      'web unhealthy 0 | via hard api, hard db | because hard api unhealthy',
    ],
  },
  {
    name: 'a degraded system makes a hard chain degraded',
    graph: chain,
    own: 'db degraded',
    expected: [
      'api degraded 6000 | via hard db | because hard db degraded',
      'db degraded 6000',
      'web degraded 6000 | via hard api, hard db | because hard api degraded',
    ],
  },
  {
    name: 'a system that is worse than what it depends on keeps its own status and score',
    graph: chain,
    own: 'api offline, db unhealthy',
    expected: [
      'api offline 0',
      'db unhealthy 2000',
      'web unhealthy 0 | via hard api | because hard api offline',
    ],
  },
  {
    name: 'every kind passes on its share, and only auth and hard pass on failure',
    graph: `
      a -auth-> db
      b -hard-> db
      c -data-> db
      d -soft-> db
      e -optional-> db
      f -silent-> db`,
    own: 'db offline',
    expected: [
      'a unhealthy 0 | via auth db | because auth db offline',
      'b unhealthy 0 | via hard db | because hard db offline',
      'c degraded 2000 | via data db | because data db offline',
      'd degraded 5000 | via soft db | because soft db offline',
      'db offline 0',
      'e healthy 9000 | via optional db | noted optional db',
    ],
  },
  {
    name: 'a loss that leaves exactly 80 points is only noted',
    graph: `
      a -soft-> x
      b -data-> x`,
    own: 'x degraded',
    expected: [
      'a healthy 8000 | via soft x | noted soft x',
      'b degraded 6800 | via data x | because data x degraded',
      'x degraded 6000',
    ],
  },
  {
    name: 'a kind that propagates with half the impact fails the status and halves the loss',
    graph: 'a -mirror-> x',
    own: 'x offline',
    expected: ['a unhealthy 5000 | via mirror x | because mirror x offline', 'x offline 0'],
  },
  {
    name: 'a diamond does not count its root twice and takes the smaller id where both ways are equal',
    graph: `
      web -hard-> left
      web -hard-> right
      left -hard-> db
      right -hard-> db`,
    own: 'db unhealthy',
    expected: [
      'db unhealthy 2000',
      'left unhealthy 2000 | via hard db | because hard db unhealthy',
      'right unhealthy 2000 | via hard db | because hard db unhealthy',
      'web unhealthy 2000 | via hard left, hard db | because hard left unhealthy',
    ],
  },
  {
    name: 'of equal losses the path is the shorter one',
    graph: `
      web -hard-> alpha
      alpha -hard-> db
      web -hard-> db`,
    own: 'db offline',
    expected: [
      'alpha unhealthy 0 | via hard db | because hard db offline',
      'db offline 0',
      'web unhealthy 0 | via hard db | because hard alpha unhealthy',
    ],
  },
  {
    name: 'the cause of the status can be another dependency than the one that set the score',
    graph: `
      web -data-> lake
      web -hard-> db`,
    own: 'lake offline, db degraded',
    expected: [
      'db degraded 6000',
      'lake offline 0',
      'web degraded 2000 | via data lake | because data lake offline',
    ],
  },
  {
    name: 'a failing target is the cause even where another dependency costs more',
    graph: `
      web -hard-> maintained
      web -mirror-> db`,
    own: 'maintained offline maintenance, db offline',
    expected: [
      'db offline 0',
      'maintained offline 0',
      'web unhealthy 0 | via hard maintained | because mirror db offline',
    ],
  },
  {
    name: 'a small loss travels on over hard dependencies and is noted at each',
    graph: `
      web -hard-> api
      api -optional-> ads`,
    own: 'ads offline',
    expected: [
      'ads offline 0',
      'api healthy 9000 | via optional ads | noted optional ads',
      'web healthy 9000 | via hard api, optional ads | noted hard api',
    ],
  },
  {
    name: 'losses shrink along dependencies that are not hard, rounded to hundredths of a point',
    graph: `
      a -data-> b
      b -data-> c
      c -data-> d`,
    own: 'd offline',
    expected: [
      'a degraded 4880 | via data b, data c, data d | because data b degraded',
      'b degraded 3600 | via data c, data d | because data c degraded',
      'c degraded 2000 | via data d | because data d offline',
      'd offline 0',
    ],
  },
  {
    name: 'a group bears the loss of what it can spare',
    graph: `
      web -hard-> bus
      bus: 2 of b1 b2 b3`,
    own: 'b2 offline',
    expected: ['b2 offline 0', 'bus healthy 10000 2 up'],
  },
  {
    name: 'a group fails with one member more, which is the one that decides its score',
    graph: `
      web -hard-> bus
      bus: 2 of b1 b2 b3`,
    own: 'b1 unhealthy, b2 offline',
    expected: [
      'b1 unhealthy 2000',
      'b2 offline 0',
      'web unhealthy 2000 | via hard bus, member b1 | because hard bus unhealthy',
      'bus unhealthy 2000 1 up',
    ],
  },
  {
    name: 'a group that needs all of its members is as its worst',
    graph: `
      web -soft-> pair
      pair: 2 of p1 p2
      p1 -hard-> zone`,
    own: 'zone offline',
    expected: [
      'p1 unhealthy 0 | via hard zone | because hard zone offline',
      'web degraded 5000 | via soft pair, member p1, hard zone | because soft pair unhealthy',
      'zone offline 0',
      'pair unhealthy 0 1 up',
    ],
  },
  {
    name: 'of members that are lost alike the one nearest to its root decides',
    graph: `
      web -hard-> pair
      pair: 2 of p1 p2
      p1 -hard-> a`,
    own: 'a offline, p2 offline',
    expected: [
      'a offline 0',
      'p1 unhealthy 0 | via hard a | because hard a offline',
      'p2 offline 0',
      'web unhealthy 0 | via hard pair, member p2 | because hard pair offline',
      'pair offline 0 0 up',
    ],
  },
  {
    name: 'a group all of whose members share a system is lost with it',
    graph: `
      web -hard-> pair
      pair: 1 of p1 p2
      p1 -hard-> zone
      p2 -hard-> zone`,
    own: 'zone offline',
    expected: [
      'p1 unhealthy 0 | via hard zone | because hard zone offline',
      'p2 unhealthy 0 | via hard zone | because hard zone offline',
      'web unhealthy 0 | via hard pair, member p2, hard zone | because hard pair unhealthy',
      'zone offline 0',
      'pair unhealthy 0 0 up',
    ],
  },
  {
    name: 'an unknown system takes nothing from others and is mentioned by those that name it',
    graph: chain,
    own: 'db unknown',
    expected: ['api healthy 10000 | unknown db', 'db unknown -'],
  },
  {
    name: 'an unknown system that a dependency fails is unhealthy with that score',
    graph: chain,
    own: 'api unknown, db unhealthy',
    expected: [
      'api unhealthy 2000 | via hard db | because hard db unhealthy',
      'db unhealthy 2000',
      'web unhealthy 2000 | via hard api, hard db | because hard api unhealthy',
    ],
  },
  {
    name: 'an unknown system whose dependency only costs a little stays unknown and passes the cost on',
    graph: `
      web -hard-> api
      api -optional-> ads`,
    own: 'api unknown, ads offline',
    expected: [
      'ads offline 0',
      'api unknown - | via optional ads | noted optional ads',
      'web healthy 9000 | via hard api, optional ads | noted hard api | unknown api',
    ],
  },
  {
    name: 'unknown members count as up, and a group that needs them is unknown',
    graph: `
      web -hard-> bus
      bus: 2 of b1 b2 b3`,
    own: 'b1 unknown, b2 offline',
    expected: [
      'b1 unknown -',
      'b2 offline 0',
      'web healthy 10000 | unknown bus',
      'bus unknown - 2 up',
    ],
  },
  {
    name: 'a healthy system in maintenance offers 60 points and makes others at most degraded',
    graph: chain,
    own: 'db healthy maintenance',
    expected: [
      'api degraded 6000 | via hard db | because hard db maintenance',
      'web degraded 6000 | via hard api, hard db | because hard api degraded',
    ],
  },
  {
    name: 'a failing system in maintenance passes its score on and makes others at most degraded',
    graph: chain,
    own: 'db unhealthy maintenance',
    expected: [
      'api degraded 2000 | via hard db | because hard db maintenance',
      'db unhealthy 2000',
      'web degraded 2000 | via hard api, hard db | because hard api degraded',
    ],
  },
  {
    name: 'what is behind a system in maintenance decides where it is worse than the window',
    graph: chain,
    own: 'api healthy maintenance, db offline',
    expected: [
      'api unhealthy 0 | via hard db | because hard db offline',
      'db offline 0',
      'web degraded 0 | via hard api, hard db | because hard api maintenance',
    ],
  },
  {
    name: 'the window is the root where what is behind it is better',
    graph: `
      web -hard-> api
      api -optional-> ads`,
    own: 'api healthy maintenance, ads offline',
    expected: [
      'ads offline 0',
      'api healthy 9000 | via optional ads | noted optional ads',
      'web degraded 6000 | via hard api | because hard api maintenance',
    ],
  },
  {
    name: 'an unknown system in maintenance is not listed as unknown',
    graph: chain,
    own: 'db unknown maintenance',
    expected: [
      'api degraded 6000 | via hard db | because hard db maintenance',
      'db unknown -',
      'web degraded 6000 | via hard api, hard db | because hard api degraded',
    ],
  },
  {
    name: 'members in maintenance count as up and as degraded',
    graph: `
      web -hard-> pair
      pair: 2 of p1 p2`,
    own: 'p1 offline maintenance',
    expected: [
      'p1 offline 0',
      'web degraded 0 | via hard pair, member p1 | because hard pair degraded',
      'pair degraded 0 2 up',
    ],
  },
  {
    name: 'a healthy cycle stays healthy',
    graph: `
      a -hard-> b
      b -hard-> c
      c -hard-> a`,
    own: '',
    expected: [],
  },
  {
    name: 'a cycle fails from where it is hit, and each names the one before',
    graph: `
      a -hard-> b
      b -hard-> c
      c -hard-> a
      c -hard-> db`,
    own: 'db offline',
    expected: [
      'a unhealthy 0 | via hard b, hard c, hard db | because hard b unhealthy',
      'b unhealthy 0 | via hard c, hard db | because hard c unhealthy',
      'c unhealthy 0 | via hard db | because hard db offline',
      'db offline 0',
    ],
  },
  {
    name: 'two systems of a cycle never name each other as the cause',
    graph: `
      u1 -data-> lake
      u1 -hard-> deep1
      u1 -hard-> u2
      u2 -hard-> u1
      deep1 -hard-> deep2
      deep2 -hard-> root`,
    own: 'lake offline, root unhealthy',
    expected: [
      'deep1 unhealthy 2000 | via hard deep2, hard root | because hard deep2 unhealthy',
      'deep2 unhealthy 2000 | via hard root | because hard root unhealthy',
      'lake offline 0',
      'root unhealthy 2000',
      'u1 unhealthy 2000 | via data lake | because hard deep1 unhealthy',
      'u2 unhealthy 2000 | via hard u1, data lake | because hard u1 unhealthy',
    ],
  },
  {
    name: 'a window that comes back around a cycle is no path',
    graph: `
      a -hard-> b
      b -hard-> a`,
    own: 'a healthy maintenance',
    expected: [
      'a degraded 6000 | because hard b degraded',
      'b degraded 6000 | via hard a | because hard a maintenance',
    ],
  },
  {
    name: 'a cycle through a group that has spares does not fail by itself',
    graph: `
      a -hard-> bus
      bus: 1 of a b`,
    own: 'b offline',
    expected: ['b offline 0', 'bus healthy 10000 1 up'],
  },
  {
    name: 'a dependency on itself changes nothing',
    graph: 'a -hard-> a',
    own: 'a degraded',
    expected: ['a degraded 6000'],
  },
  {
    name: 'ids that objects know by themselves are ids like others',
    graph: `
      constructor -hard-> __proto__
      __proto__ -hard-> toString`,
    own: 'toString offline',
    expected: [
      '__proto__ unhealthy 0 | via hard toString | because hard toString offline',
      'constructor unhealthy 0 | via hard __proto__, hard toString | because hard __proto__ unhealthy',
      'toString offline 0',
    ],
  },
];

test.each(cases)('$name', ({ graph, own, expected }) => {
  expect(outcome(graph, own)).toEqual(expected);
});
