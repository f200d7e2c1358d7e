import { type OwnHealth, ownChanges } from '../src/graph/propagate.ts';
import {
  effectiveAt,
  type OwnChanges,
  type Propagation,
  repropagate,
  startPropagation,
} from '../src/graph/propagation.ts';
import { spareOf, type Topology, topologyOf } from '../src/graph/topology.ts';
import { badness } from '../src/model/words.ts';
import { fleetGraph } from './fleet-graph.ts';
import { cpuMs, type Row } from './measure.ts';

/**
 * The health of a fleet of which 2 in 100 systems fail, from scratch, and what a step costs that changes little. The peer of
 * each step is the same graph from scratch.
 */
export function bench(): readonly Row[] {
  const small = fleetOf(20_000, 100_000);
  const large = fleetOf(100_000, 300_000);
  const smallMs = fromScratchMs(small);
  const largeMs = fromScratchMs(large);
  const propagation = startPropagation(large.topology);
  repropagate(propagation, large.failing);
  const peer = { name: 'from scratch', value: largeMs };
  return [
    {
      name: 'propagation from scratch: 20,000 systems, 100,000 edges, 2 % fail',
      value: smallMs,
      unit: 'ms',
      budget: { atMost: 60 },
      stretch: { atMost: 30 },
    },
    {
      name: 'propagation from scratch: 100,000 systems, 300,000 edges, 2 % fail',
      value: largeMs,
      unit: 'ms',
      budget: { atMost: 100 },
      stretch: { atMost: 60 },
    },
    ...steps(large.topology).map(
      ({ name, changes, budget, stretch }): Row => ({
        name: `propagation of a step, 100,000 systems: ${name}`,
        value: stepMs(propagation, changes),
        unit: 'ms',
        peer,
        budget: { atMost: budget },
        stretch: { atMost: stretch },
      }),
    ),
    {
      name: 'what is told of 1,000 systems after a step',
      value: cpuMs(() => tell(propagation), { runs: 9, warmups: 5 }),
      unit: 'ms',
      budget: { atMost: 4 },
      stretch: { atMost: 1 },
    },
  ];
}

interface Fleet {
  readonly topology: Topology;
  readonly failing: OwnChanges;
}

function fleetOf(systems: number, edges: number): Fleet {
  const statuses = ['degraded', 'unhealthy', 'offline'] as const;
  const scores = { degraded: 6_000, unhealthy: 2_000, offline: 0, healthy: 10_000 };
  const own = Array.from({ length: systems }, (_, index): OwnHealth => {
    const isFailing = (index * 7_919) % 50 === 0;
    const status = isFailing ? (statuses[index % 3] ?? 'offline') : 'healthy';
    return { status, score: scores[status], masked: false };
  });
  return { topology: topologyOf(fleetGraph({ systems, edges })), failing: ownChanges(own) };
}

function fromScratchMs({ topology, failing }: Fleet): number {
  return cpuMs(() => repropagate(startPropagation(topology), failing), { runs: 9, warmups: 5 });
}

/** Milliseconds of a step in which some systems go offline, or come back; each of the two is half of the work. */
function stepMs(propagation: Propagation, changes: (status: Flip) => OwnChanges): number {
  const rounds = 20;
  const down = changes('offline');
  const up = changes('healthy');
  const flips = cpuMs(
    () => {
      for (let round = 0; round < rounds; round += 1) {
        repropagate(propagation, down);
        repropagate(propagation, up);
      }
    },
    { runs: 9, warmups: 5 },
  );
  return flips / (2 * rounds);
}

type Flip = 'offline' | 'healthy';

interface Step {
  readonly name: string;
  readonly changes: (status: Flip) => OwnChanges;
  readonly budget: number;
  readonly stretch: number;
}

function steps(topology: Topology): readonly Step[] {
  const spares = [...topology.groups.keys()]
    .map((index) => topology.systems.length + index)
    .filter((group) => spareOf(topology, group) > 0)
    .map((group) => topology.to[topology.outStart[group] ?? 0] ?? 0)
    .filter((member) => dependents(topology, member) === 1);
  const users = [...topology.systems.keys()].filter((node) => dependents(topology, node) === 0);
  const [hub = 0] = [...topology.systems.keys()].sort(
    (a, b) => dependents(topology, b) - dependents(topology, a),
  );
  return [
    {
      name: '100 systems without dependents',
      changes: flip(spread(users)),
      budget: 0.5,
      stretch: 0.1,
    },
    {
      name: '100 members that groups can spare',
      changes: flip(spread(spares)),
      budget: 0.5,
      stretch: 0.2,
    },
    {
      name: `the system with the most dependents, ${dependents(topology, hub)}`,
      changes: flip([hub]),
      budget: 300,
      stretch: 150,
    },
  ];
}

function dependents({ inStart }: Topology, node: number): number {
  return (inStart[node + 1] ?? 0) - (inStart[node] ?? 0);
}

/** A hundred of them, from all over. */
function spread(nodes: readonly number[]): readonly number[] {
  return Array.from(
    { length: 100 },
    (_, index) => nodes[Math.floor((index * nodes.length) / 100)] ?? 0,
  );
}

function flip(nodes: readonly number[]): Step['changes'] {
  return (status) => ({
    count: nodes.length,
    nodes: Int32Array.from(nodes),
    level: new Uint8Array(nodes.length).fill(badness[status]),
    score: new Int32Array(nodes.length).fill(status === 'healthy' ? 10_000 : 0),
    masked: new Uint8Array(nodes.length),
  });
}

function tell(propagation: Propagation): void {
  const stride = Math.floor(propagation.topology.systems.length / 1_000);
  for (let node = 0; node < 1_000 * stride; node += stride) {
    effectiveAt(propagation, node);
  }
}
