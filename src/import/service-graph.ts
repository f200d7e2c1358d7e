import {
  type Diagnostic,
  diagnostic,
  type SourceFile,
  sortedDiagnostics,
} from '../model/diagnostic.ts';
import type { Guess, ImportedCall } from '../model/imported.ts';
import { dependenciesMax, itemsMaxOf, limits, sayCount } from '../model/limits.ts';
import type { Location } from '../model/location.ts';
import { compareText } from '../model/order.ts';
import { type LineFault, readLine, type Sample } from './exposition.ts';
import { leftOut } from './left-out.ts';
import type { ReadImport } from './reading.ts';
import {
  callCountOf,
  countSample,
  failedCountOf,
  type LineAt,
  newServiceEdge,
  roleOf,
  type SeriesRole,
  type ServiceEdge,
} from './service-edges.ts';
import { systemsOf } from './service-systems.ts';

interface Reading {
  readonly file: SourceFile;
  readonly edges: Map<string, ServiceEdge>;
  /** Of names that were looked at already, those that count something. */
  readonly roles: Map<string, SeriesRole>;
  readonly faults: Diagnostic[];
  /** In the unit of the format. */
  latest: number;
  seriesCount: number;
}

/** Reads metrics in the text format of Prometheus or OpenMetrics, of which those of a service graph count. */
export function serviceGraphOf(file: SourceFile): ReadImport {
  const reading: Reading = {
    file,
    edges: new Map(),
    roles: new Map(),
    faults: [],
    latest: Number.NEGATIVE_INFINITY,
    seriesCount: 0,
  };
  const isOpenMetrics = readLines(reading);
  const excess = excessOf(reading);
  if (reading.faults.length > 0 || excess !== undefined) {
    const told = excess === undefined ? reading.faults : [...reading.faults, excess];
    return { imported: undefined, diagnostics: sortedDiagnostics(told) };
  }
  return importedFrom(reading, isOpenMetrics ? 1_000 : 1);
}

/** Reads all lines, and says whether the text is OpenMetrics, which ends with a line of its own. */
function readLines(reading: Reading): boolean {
  const { text } = reading.file;
  let number = 1;
  for (let from = 0; from < text.length; number += 1) {
    const found = text.indexOf('\n', from);
    const next = found === -1 ? text.length : found;
    const to = next > from && text[next - 1] === '\r' ? next - 1 : next;
    if (text[from] === '#' && /^# EOF[ \t]*$/.test(text.slice(from, Math.min(to, from + 16)))) {
      checkNothingFollows(reading, next + 1, number + 1);
      return true;
    }
    takeLine(reading, { from, to, number });
    if (reading.faults.length >= limits.fileProblems) {
      reading.faults.push(notLookedAt(locationOf(reading.file, { from, to, number })));
      return false;
    }
    from = next + 1;
  }
  return false;
}

function checkNothingFollows(reading: Reading, from: number, number: number): void {
  const { text } = reading.file;
  const found = text.indexOf('\n', from);
  const to = found === -1 ? text.length : found;
  if (text.slice(from).trim() !== '') {
    reading.faults.push(
      diagnostic(
        'import/not-metrics',
        locationOf(reading.file, { from, to, number }),
        'the text goes on behind `# EOF`',
        { help: 'give the metrics of one place at a time' },
      ),
    );
  }
}

function takeLine(reading: Reading, line: LineAt): void {
  const { file, faults } = reading;
  const read = readLine(file.text, line, (name) => knownRole(reading, name) !== undefined);
  if (read === undefined) {
    return;
  }
  if ('message' in read) {
    faults.push(badLine(file, line, read));
    return;
  }
  const role = read.labels === undefined ? undefined : knownRole(reading, read.name);
  if (role !== undefined) {
    reading.seriesCount += 1;
    reading.latest = Math.max(reading.latest, read.timestamp ?? Number.NEGATIVE_INFINITY);
    takeSample(reading, read, { role, line });
  }
}

/** The role of a name. Those without are not kept: of hostile ones there could be as many as lines. */
function knownRole({ roles }: Reading, name: string): SeriesRole | undefined {
  const role = roles.get(name) ?? roleOf(name);
  if (role !== undefined) {
    roles.set(name, role);
  }
  return role;
}

function takeSample(
  { edges }: Reading,
  sample: Sample,
  { role, line }: { readonly role: SeriesRole; readonly line: LineAt },
): void {
  const client = sample.labels?.get('client') ?? '';
  const server = sample.labels?.get('server') ?? '';
  const key = `${client.length}:${client}${server}`;
  const known = edges.get(key);
  if (known === undefined && edges.size > dependenciesMax) {
    return;
  }
  const edge = known ?? newServiceEdge(client, server, line);
  edges.set(key, edge);
  countSample(edge, sample, role);
}

/** Why there is nothing to import; undefined where there is. */
function excessOf({ file, edges, seriesCount, faults }: Reading): Diagnostic | undefined {
  const at = locationOf(file, { from: 0, to: 0, number: 1 });
  if (edges.size > dependenciesMax) {
    return tooMany(at, 'dependencies', dependenciesMax);
  }
  return seriesCount > 0 || faults.length > 0
    ? undefined
    : diagnostic('import/nothing', at, 'there are no metrics of a service graph', {
        help: 'they are called `traces_service_graph_request_total`; Tempo and the servicegraph connector make them',
      });
}

function importedFrom({ file, edges, latest }: Reading, timestampMs: number): ReadImport {
  const locate = (line: LineAt): Location => locationOf(file, line);
  const left = leftOut();
  const kept = [...edges.values()]
    .sort((a, b) => compareText(a.client, b.client) || compareText(a.server, b.server))
    .filter((edge) => {
      const reason = reasonAgainst(edge);
      if (reason !== undefined) {
        left.add(reason, locate(edge.line));
      }
      return reason === undefined;
    });
  const systems = systemsOf(kept, locate);
  if (systems.length === 0) {
    // A fleet in which nothing is seen would be one in which everything is missing.
    const nothing = diagnostic(
      'import/nothing',
      locate({ from: 0, to: 0, number: 1 }),
      'no call of the service graph can be imported',
      { help: 'give metrics in which calls were counted' },
    );
    return {
      imported: undefined,
      diagnostics: sortedDiagnostics([...left.diagnostics(), nothing]),
    };
  }
  const most = itemsMaxOf('systems');
  if (systems.length > most) {
    const at = locate({ from: 0, to: 0, number: 1 });
    return { imported: undefined, diagnostics: [tooMany(at, 'systems', most)] };
  }
  const calls = kept
    .filter(({ client, server }) => client !== server)
    .map((edge) => callOf(edge, locate(edge.line)));
  const latestAt = Number.isFinite(latest) ? Math.round(latest * timestampMs) : undefined;
  return {
    imported: { source: 'otel', systems, calls, latestAt },
    diagnostics: sortedDiagnostics(left.diagnostics()),
  };
}

/** Why a pair is not imported. */
function reasonAgainst(edge: ServiceEdge): string | undefined {
  const { client, server } = edge;
  if (callCountOf(edge) === 0) {
    return 'none was counted';
  }
  if (client === '' || server === '') {
    return 'one of the two ends has no name';
  }
  const isVirtual = edge.connections.has('virtual_node');
  if (isVirtual && client === 'user') {
    return 'the caller is `user`, which stands for everybody who sends no traces';
  }
  return isVirtual && server === 'unknown'
    ? 'what is called is `unknown`: it sends no traces, and its callers do not name it'
    : undefined;
}

function callOf(edge: ServiceEdge, at: Location): ImportedCall {
  return {
    from: edge.client,
    to: edge.server,
    kind: kindOf(edge),
    count: finite(callCountOf(edge)),
    failedCount: finite(failedCountOf(edge)),
    at,
  };
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

/** Messages wait for who reads them; of everything else it is careful to assume that the caller needs it. */
function kindOf({ connections }: ServiceEdge): Guess {
  const isMessaging = connections.size === 1 && connections.has('messaging_system');
  return isMessaging ? { word: 'soft', because: 'messages' } : { word: 'hard', because: undefined };
}

function locationOf({ path }: SourceFile, { from, to, number }: LineAt): Location {
  const endColumn = to - from + 1;
  return { file: path, line: number, column: 1, endLine: number, endColumn, path: '$' };
}

const lineHelp = 'lines are `name{label="value"} 12`, as `/metrics` and `/federate` print them';

function badLine(file: SourceFile, line: LineAt, fault: LineFault): Diagnostic {
  const at = {
    ...locationOf(file, line),
    column: fault.from - line.from + 1,
    endColumn: Math.max(fault.to, fault.from) - line.from + 1,
  };
  const { message, help = lineHelp } = fault;
  return diagnostic('import/not-metrics', at, message, { help });
}

function notLookedAt(at: Location): Diagnostic {
  return diagnostic(
    'config/more-problems',
    at,
    `the file has more than ${sayCount(limits.fileProblems)} problems; the rest of it was not looked at`,
    { help: 'mend these first' },
  );
}

function tooMany(at: Location, what: string, most: number): Diagnostic {
  return diagnostic('config/too-many', at, `there are more than ${sayCount(most)} ${what}`, {
    help: 'give the metrics of a part of the fleet',
  });
}
