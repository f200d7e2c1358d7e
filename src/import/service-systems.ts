import type { Guess, ImportedSystem } from '../model/imported.ts';
import type { Location } from '../model/location.ts';
import { compareText, sortedBy } from '../model/order.ts';
import { type LineAt, noteValue, type ServiceEdge } from './service-edges.ts';

interface Known {
  /** The first that names it. */
  line: LineAt;
  readonly versions: Set<string>;
  readonly configHashes: Set<string>;
  /** Whether somebody calls it as a database. */
  isDatabase: boolean;
  /** Whether it is known from its callers alone. */
  isVirtual: boolean;
  /** Whether it sends traces: it calls others, or answers as more than a name that its callers have for it. */
  isTraced: boolean;
}

/** The systems at both ends of edges, by name. */
export function systemsOf(
  edges: readonly ServiceEdge[],
  locate: (line: LineAt) => Location,
): readonly ImportedSystem[] {
  const known = new Map<string, Known>();
  for (const edge of edges) {
    for (const side of ['client', 'server'] as const) {
      const system = known.get(edge[side]) ?? newKnown(edge.line);
      known.set(edge[side], system);
      noteEnd(system, edge, side);
    }
  }
  return sortedBy(known, ([name]) => name).map(([name, system]) => ({
    name,
    shortNames: [],
    type: typeOf(system),
    criticality: undefined,
    owner: undefined,
    versions: [...system.versions].sort(compareText),
    configHashes: [...system.configHashes].sort(compareText),
    replicas: undefined,
    labels: new Map(),
    probe: undefined,
    remarks: [],
    showsCalls: system.isTraced,
    at: locate(system.line),
  }));
}

function newKnown(line: LineAt): Known {
  return {
    line,
    versions: new Set(),
    configHashes: new Set(),
    isDatabase: false,
    isVirtual: false,
    isTraced: false,
  };
}

function noteEnd(system: Known, edge: ServiceEdge, side: 'client' | 'server'): void {
  system.line = edge.line.number < system.line.number ? edge.line : system.line;
  for (const version of edge.versions[side]) {
    noteValue(system.versions, version);
  }
  for (const hash of edge.configHashes[side]) {
    noteValue(system.configHashes, hash);
  }
  if (side === 'client') {
    system.isTraced = true;
  } else {
    system.isDatabase ||= edge.connections.has('database');
    system.isVirtual ||= edge.connections.has('virtual_node');
    system.isTraced ||= edge.connections.has('') || edge.connections.has('messaging_system');
  }
}

function typeOf({ isDatabase, isVirtual, isTraced }: Known): Guess {
  if (isDatabase && !isTraced) {
    return { word: 'database', because: 'called as one' };
  }
  return isVirtual && !isTraced
    ? { word: 'integration', because: 'sends no traces' }
    : { word: 'service', because: undefined };
}
