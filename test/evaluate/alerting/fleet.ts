import { evaluate } from '../../../src/evaluate/evaluate.ts';
import { emptyState, type State } from '../../../src/evaluate/state.ts';
import type { Batch } from '../../../src/model/batch.generated.ts';
import type {
  Channel,
  ChannelKind,
  Escalation,
  EscalationStep,
  Model,
  Route,
  Silence,
} from '../../../src/model/model.ts';
import type { Incident, Notification, Report } from '../../../src/model/report.generated.ts';
import { sayInstant } from '../../../src/model/time.ts';
import {
  group,
  maintenance,
  modelOf,
  place,
  start,
  threshold,
  type WrittenSystem,
} from '../model-builder.ts';

export const minuteMs = 60_000;

export function channel(id: string, kind: ChannelKind = 'slack'): readonly [string, Channel] {
  return [id, { id, kind, isPerson: true, settings: {}, at: place(`$.channels.${id}`) }];
}

export function escalation(
  id: string,
  steps: readonly (Partial<EscalationStep> & { readonly level: string })[],
  rest: Partial<Escalation> = {},
): readonly [string, Escalation] {
  return [
    id,
    {
      id,
      acknowledgeStops: true,
      acknowledgeExpiresMs: undefined,
      repeatMs: undefined,
      hash: id,
      at: place(`$.escalations.${id}`),
      ...rest,
      steps: steps.map((step, index) => ({
        notify: [],
        run: undefined,
        waitMs: undefined,
        at: place(`$.escalations.${id}.steps[${index}]`),
        ...step,
      })),
    },
  ];
}

export function route(index: number, rest: Partial<Route> = {}): Route {
  return {
    index,
    matches: undefined,
    priorities: undefined,
    escalation: undefined,
    notify: [],
    groupBy: ['rootCause'],
    groupWaitMs: 30_000,
    groupIntervalMs: 5 * minuteMs,
    repeatMs: undefined,
    active: undefined,
    at: place(`$.routes[${index}]`),
    ...rest,
  };
}

/** A silence from a second to another. */
export function silence(
  id: string,
  from: number,
  until: number,
  rest: Partial<Silence> = {},
): Silence {
  return {
    id,
    matches: undefined,
    thresholds: undefined,
    startsAt: start + from * 1_000,
    endsAt: start + until * 1_000,
    reason: 'known',
    createdBy: undefined,
    at: place(`$.silences.${id}`),
    ...rest,
  };
}

const slow = threshold('slow', { warn: 200, critical: 400, absentAs: 'hold' });
const held = threshold('held', {
  warn: { limit: 200, forMs: 60_000 },
  critical: { limit: 400, forMs: 30_000 },
  keepFiringMs: 120_000,
  absentAs: 'hold',
});

/** A shop: `db` takes `api` down, and `api` takes `web` down; `one` and `two` carry `app`; `x` and `y` need each other. */
export const systems: readonly WrittenSystem[] = [
  { id: 'api', criticality: 'high', thresholds: [slow], dependsOn: { db: 'hard' } },
  { id: 'app', owner: 'shop', thresholds: [slow], dependsOn: { pair: 'hard' } },
  { id: 'db', criticality: 'critical', thresholds: [slow] },
  { id: 'one', owner: 'shop', thresholds: [slow] },
  { id: 'two', owner: 'shop', thresholds: [held] },
  { id: 'web', owner: 'shop', thresholds: [slow], dependsOn: { api: 'auth', one: 'soft' } },
  { id: 'x', criticality: 'low', thresholds: [slow], dependsOn: { y: 'hard' } },
  { id: 'y', criticality: 'low', thresholds: [slow], dependsOn: { x: 'hard' } },
];

export const channels = new Map([
  channel('board', 'stdout'),
  channel('mail', 'email'),
  channel('pager', 'pagerduty'),
  channel('slack'),
]);

/** What the automated levels run. */
export const executors: Model['executors'] = new Map([
  ['restart', { id: 'restart', kind: 'webhook', settings: {}, at: place('$.executors.restart') }],
]);

export const payments = escalation(
  'payments',
  [
    { level: 'automated', run: 'restart', waitMs: 5 * minuteMs },
    { level: 'on_call', notify: ['pager', 'slack'], waitMs: 15 * minuteMs },
    { level: 'team_lead', notify: ['pager'] },
    { level: 'manager', notify: ['mail'] },
  ],
  { acknowledgeExpiresMs: 30 * minuteMs, repeatMs: 60 * minuteMs },
);

export function shop(rest: Partial<Parameters<typeof modelOf>[1]> = {}): Model {
  return modelOf(systems, {
    groups: [group('pair', 1, ['one', 'two'])],
    channels,
    executors,
    escalations: new Map([payments]),
    routes: [
      route(0, { priorities: ['p1', 'p2'], escalation: 'payments' }),
      route(1, { matches: ({ id }) => id === 'x' || id === 'y', notify: ['board'] }),
      route(2, { notify: ['mail'], groupBy: ['owner'], repeatMs: 120 * minuteMs }),
    ],
    ...rest,
  });
}

/** Something that happens at a second. Values are latencies: 100 is fine, 300 a warning, 500 critical. */
export interface Happening {
  readonly second: number;
  readonly values?: Readonly<Record<string, number>>;
  readonly acknowledge?: string;
  readonly silences?: Batch['silences'];
  /** The configuration from then on. */
  readonly model?: Model;
}

interface History {
  /** `5m30s pager first on_call p1 db+2`, in order. */
  readonly told: readonly string[];
  readonly reports: readonly Report[];
  readonly state: State;
  /** Every incident that there ever was, as it was last shown, by opening and root. */
  readonly incidents: readonly Incident[];
}

interface Drive {
  /** In seconds. */
  readonly until: number;
  /** Steps between happenings: when something is due, or every so many seconds. */
  readonly every?: number;
  readonly between?: (model: Model, state: State) => State;
}

/** Steps over what happens, and in between whenever something is due. */
export function drive(
  first: Model,
  happenings: readonly Happening[],
  { until, every, between = (_, state) => state }: Drive,
): History {
  let model = first;
  let state = emptyState();
  let now = 0;
  const told: string[] = [];
  const reports: Report[] = [];
  const incidents = new Map<string, Incident>();
  const step = (second: number, happening?: Happening): Report => {
    model = happening?.model ?? model;
    const report = evaluate(model, between(model, state), batchOf(second, happening));
    state = report.state;
    now = second;
    reports.push(report.report);
    told.push(...report.report.notifications.map((one) => row(second, one)));
    for (const incident of report.report.incidents) {
      incidents.set(incident.id, incident);
    }
    return report.report;
  };
  const advance = (to: number): void => {
    while (now < to) {
      const due = reports.at(-1)?.nextDeadline;
      const next =
        every === undefined
          ? due === null || due === undefined
            ? to
            : Math.ceil((Date.parse(due) - start) / 1_000)
          : now + every;
      if (next >= to) {
        return;
      }
      step(next);
    }
  };
  for (const happening of happenings.toSorted((a, b) => a.second - b.second)) {
    advance(happening.second);
    step(happening.second, happening);
  }
  advance(until);
  step(until);
  return {
    told,
    reports,
    state,
    incidents: [...incidents.values()].sort((a, b) =>
      a.openedAt + a.root < b.openedAt + b.root ? -1 : 1,
    ),
  };
}

function batchOf(second: number, happening: Happening | undefined): Batch {
  return {
    at: sayInstant(start + second * 1_000),
    signals: Object.fromEntries(
      Object.entries(happening?.values ?? {}).map(([id, latency]) => [id, { latency }]),
    ),
    ...(happening?.acknowledge === undefined
      ? {}
      : { acknowledgements: [{ system: happening.acknowledge, by: 'ada' }] }),
    ...(happening?.silences === undefined ? {} : { silences: happening.silences }),
  };
}

function row(
  second: number,
  { channel: to, reasons, level, priority, incidents, state }: Notification,
): string {
  const about = incidents
    .map(({ root, symptoms }) => `${root}${symptoms === 0 ? '' : `+${symptoms}`}`)
    .join(',');
  return `${clock(second)} ${to} ${reasons.join('+')} ${level ?? '-'} ${priority} ${about} ${state}`;
}

/** `1h05m30s` of seconds. */
export function clock(second: number): string {
  const [hours, minutes, seconds] = [
    Math.floor(second / 3_600),
    Math.floor(second / 60) % 60,
    second % 60,
  ];
  return `${hours > 0 ? `${hours}h` : ''}${minutes}m${String(seconds).padStart(2, '0')}s`;
}

export { maintenance };
