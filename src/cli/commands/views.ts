import type { Dependency, Model, System } from '../../model/model.ts';
import { didYouMean } from '../../model/nearest.ts';
import type { Report } from '../../model/report.generated.ts';
import { sayDuration } from '../../model/time.ts';
import type { Status } from '../../model/words.ts';
import type { RenderContext } from '../../report/context.ts';
import { type Line, type Piece, signsOf, statusPaint, words } from '../../report/look.ts';
import { type Column, type Row, table } from '../../report/table.ts';
import { configurationOf } from '../configuration.ts';
import { failed, type Outcome } from '../outcome.ts';
import { type Session, statePath } from '../session.ts';
import { lastReport } from '../state.ts';
import { sayLines } from '../text.ts';
import { unknownNode } from '../unknown-node.ts';

export interface SystemsOptions {
  readonly unhealthy?: boolean;
  readonly type?: string;
  readonly owner?: string;
  readonly state?: string;
}

export interface DepsOptions {
  readonly state?: string;
}

/** A configuration, and its health where a state file was named. */
interface Seen {
  readonly model: Model;
  readonly report: Report | undefined;
}

function seen(session: Session, state: string | undefined): Seen | { readonly outcome: Outcome } {
  const opened = configurationOf(session, false);
  if ('outcome' in opened) {
    return opened;
  }
  const { model } = opened;
  const path = statePath(session, state);
  const last = path === undefined ? { report: undefined } : lastReport(session, model, path);
  return 'outcome' in last ? last : { model, report: last.report };
}

/** Prints the systems of the configuration as a table, or as JSON. */
export function systems(session: Session, options: SystemsOptions): Outcome {
  if (options.unhealthy && statePath(session, options.state) === undefined) {
    return failed(
      3,
      '`--unhealthy` needs to know the health of the systems',
      'name the file that `tower evaluate --state FILE` keeps: `--state FILE`',
    );
  }
  const found = seen(session, options.state);
  if ('outcome' in found) {
    return found.outcome;
  }
  const { model, report } = found;
  const unknown = unknownFilter(model, options);
  if (unknown !== undefined) {
    return unknown;
  }
  const healthOf = new Map(report?.systems.map((system) => [system.id, system]));
  const shown = model.systems.filter(
    (system) =>
      isOfType(model, system, options.type) &&
      (options.owner === undefined || system.owner === options.owner) &&
      (!options.unhealthy || (healthOf.get(system.id)?.status ?? 'unknown') !== 'healthy'),
  );
  return {
    exitCode: 0,
    render: (format, canvas) => {
      const context = { ...canvas, sources: new Map() };
      return format === 'json'
        ? json({ systems: shown.map((system) => systemRecord(system, healthOf.get(system.id))) })
        : sayLines(context, [
            ...systemTable(context, shown, report === undefined ? undefined : healthOf),
            ...countLine(shown.length, model.systems.length, 'system'),
          ]);
    },
  };
}

function unknownFilter(model: Model, options: SystemsOptions): Outcome | undefined {
  const { type, owner } = options;
  if (type !== undefined && !model.catalog.types.has(type)) {
    return failed(
      3,
      `\`${type}\` is not a system type`,
      didYouMean(type, model.catalog.types.keys()),
    );
  }
  const owners = model.systems.flatMap((system) => system.owner ?? []);
  return owner === undefined || owners.includes(owner)
    ? undefined
    : failed(3, `\`${owner}\` owns no system`, didYouMean(owner, owners));
}

function isOfType(model: Model, system: System, type: string | undefined): boolean {
  return (
    type === undefined ||
    system.type === type ||
    (model.catalog.types.get(system.type)?.ancestors.includes(type) ?? false)
  );
}

function systemRecord(system: System, health: Report['systems'][number] | undefined): object {
  return {
    id: system.id,
    type: system.type,
    criticality: system.criticality,
    owner: system.owner ?? null,
    region: system.region ?? null,
    replicas: system.replicas,
    file: system.at.file,
    line: system.at.line,
    ...(health === undefined ? {} : { status: health.status, score: health.score }),
  };
}

const systemColumns: readonly Column[] = [
  { heading: 'SYSTEM', drop: 0 },
  { heading: 'TYPE', drop: 2 },
  { heading: 'CRITICALITY', drop: 0 },
  { heading: 'OWNER', drop: 1 },
  { heading: 'REGION', drop: 4 },
  { heading: 'REPLICAS', align: 'right', drop: 3 },
];

const healthColumns: readonly Column[] = [
  { heading: 'HEALTH', drop: 0 },
  { heading: 'SCORE', align: 'right', drop: 5 },
];

function systemTable(
  context: RenderContext,
  shown: readonly System[],
  healthOf: ReadonlyMap<string, Report['systems'][number]> | undefined,
): readonly Line[] {
  const { none } = signsOf(context);
  const rows = shown.map((system): Row => {
    const health = healthOf?.get(system.id);
    const cells = [
      system.id,
      system.type,
      system.criticality,
      system.owner ?? none,
      system.region ?? none,
      String(system.replicas),
    ];
    return {
      cells: [
        ...cells.map((text) => ({ text: words(context, text) })),
        ...(health === undefined
          ? []
          : [statusPiece(context, health.status), { text: String(health.score ?? none) }]),
      ],
    };
  });
  const columns = [...systemColumns, ...(healthOf === undefined ? [] : healthColumns)];
  return table(context, { columns, fold: 2 }, rows);
}

function statusPiece(context: RenderContext, status: Status): Piece {
  return { text: `${signsOf(context).status[status]} ${status}`, paint: statusPaint[status] };
}

function countLine(shown: number, total: number, noun: string): readonly Line[] {
  const plural = noun === 'dependency' ? 'dependencies' : `${noun}s`;
  const text = shown === total ? '' : ` of ${total}`;
  const line: Line = [
    {
      text: `${shown}${text} ${(shown === total ? shown : total) === 1 ? noun : plural}`,
      paint: 'dim',
    },
  ];
  return shown === 0 ? [line] : [[], line];
}

/** Prints dependencies as a table, or as JSON: all of them, or those of and on one system or group. */
export function deps(session: Session, id: string | undefined, options: DepsOptions): Outcome {
  const found = seen(session, options.state);
  if ('outcome' in found) {
    return found.outcome;
  }
  const { model, report } = found;
  const unknown = unknownNode(model, [id]);
  if (unknown !== undefined) {
    return unknown;
  }
  const all = model.systems.flatMap((system) => system.dependsOn);
  const shown = all.filter(({ from, to }) => id === undefined || from === id || to === id);
  const statusOf = new Map(
    [...(report?.systems ?? []), ...(report?.groups ?? [])].map((node) => [node.id, node.status]),
  );
  return {
    exitCode: 0,
    render: (format, canvas) => {
      const context = { ...canvas, sources: new Map() };
      return format === 'json'
        ? json({ dependencies: shown.map((edge) => edgeRecord(edge, statusOf.get(edge.to))) })
        : sayLines(context, [
            ...edgeTable(context, shown, report === undefined ? undefined : statusOf),
            ...countLine(shown.length, all.length, 'dependency'),
          ]);
    },
  };
}

function edgeRecord(edge: Dependency, status: Status | undefined): object {
  return {
    from: edge.from,
    to: edge.to,
    kind: edge.kind,
    protocol: edge.protocol ?? null,
    timeoutMs: edge.timeoutMs ?? null,
    retries: edge.retries,
    fallback: edge.fallback ?? null,
    file: edge.at.file,
    line: edge.at.line,
    ...(status === undefined ? {} : { status }),
  };
}

const edgeColumns: readonly Column[] = [
  { heading: 'SYSTEM', drop: 0 },
  { heading: 'DEPENDS ON', drop: 0 },
  { heading: 'KIND', drop: 0 },
  { heading: 'PROTOCOL', drop: 3 },
  { heading: 'TIMEOUT', align: 'right', drop: 2 },
  { heading: 'RETRIES', align: 'right', drop: 4 },
  { heading: 'FALLBACK', drop: 5 },
];

function edgeTable(
  context: RenderContext,
  shown: readonly Dependency[],
  statusOf: ReadonlyMap<string, Status> | undefined,
): readonly Line[] {
  const { none } = signsOf(context);
  const rows = shown.map((edge): Row => {
    const status = statusOf?.get(edge.to);
    const cells = [
      edge.from,
      edge.to,
      edge.kind,
      edge.protocol ?? none,
      edge.timeoutMs === undefined ? none : sayDuration(edge.timeoutMs),
      edge.retries === 0 ? none : String(edge.retries),
      edge.fallback ?? none,
    ];
    return {
      cells: [
        ...cells.map((text) => ({ text: words(context, text) })),
        ...(status === undefined ? [] : [statusPiece(context, status)]),
      ],
    };
  });
  const health: Column = { heading: 'ITS HEALTH', drop: 0 };
  const columns = [...edgeColumns, ...(statusOf === undefined ? [] : [health])];
  return table(context, { columns, fold: 2 }, rows);
}

function json(value: object): string {
  return JSON.stringify(value, undefined, 2);
}
