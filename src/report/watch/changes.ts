import { sayLocation } from '../../model/location.ts';
import { compareText } from '../../model/order.ts';
import type {
  Finding,
  Group,
  Notification,
  Report,
  Spof,
  System,
  Window,
} from '../../model/report.generated.ts';
import type { Change, FindingChange } from '../../model/watch-event.generated.ts';
import { badness, type Status } from '../../model/words.ts';
import { isImpaired } from '../pretty/health.ts';
import { alertChanges } from './alert-changes.ts';
import { decidingReason } from './deciding-reason.ts';
import { differences } from './differences.ts';
import { incidentChanges } from './incident-changes.ts';

/**
 * What became different from one report to the next, the most important first: the whole, incidents, who is to be told, what is to run, systems and
 * groups, alerts, maintenance, findings, weak points. Values that differ while nothing else does are no change. Without an earlier
 * report, what fails and who is told counts, and not what a configuration has always been like.
 */
export function changesOf(
  before: Report | undefined,
  after: Report,
  delivers: boolean,
  executes: boolean,
): readonly Change[] {
  const earlier = before ?? nothingBefore(after);
  return [
    ...overallChanges(before, after),
    ...incidentChanges(earlier, after),
    ...notifyChanges(earlier, after, delivers),
    ...runChanges(earlier, after, executes),
    ...systemChanges(before, after),
    ...groupChanges(before, after),
    ...alertChanges(earlier, after),
    ...maintenanceChanges(earlier, after),
    ...findingChanges(earlier, after),
    ...spofChanges(earlier, after),
  ];
}

type Compared = Pick<
  Report,
  'incidents' | 'notifications' | 'runs' | 'alerts' | 'maintenance' | 'findings' | 'spofs'
>;

function nothingBefore({ findings, spofs }: Report): Compared {
  return {
    incidents: [],
    notifications: [],
    runs: [],
    alerts: [],
    maintenance: [],
    findings,
    spofs,
  };
}

function overallChanges(before: Report | undefined, { overall }: Report): readonly Change[] {
  const { status, score } = overall;
  const was = before?.overall.status ?? null;
  return status === was ? [] : [{ subject: 'overall', change: status, was, score }];
}

function notifyChanges(before: Compared, after: Report, delivers: boolean): readonly Change[] {
  const { added } = differences(before.notifications, after.notifications, ({ key }) => key);
  return added.map((notification) => notifyChange(notification, delivers));
}

function notifyChange(
  { channel, reasons, level, state, priority, key, title }: Notification,
  delivers: boolean,
): Change {
  const change = delivers ? 'queued' : 'would-tell';
  return { subject: 'notify', change, channel, reasons, level, state, priority, key, title };
}

function runChanges(before: Compared, after: Report, executes: boolean): readonly Change[] {
  const { added } = differences(before.runs, after.runs, ({ key }) => key);
  const change = executes ? 'queued' : 'would-run';
  return added.map(
    ({ escalation: _, at: __, ...run }): Change => ({ subject: 'run', change, ...run }),
  );
}

function systemChanges(before: Report | undefined, after: Report): readonly Change[] {
  if (before === undefined) {
    return worstFirst(after.systems.filter(({ status }) => isImpaired(status))).map((system) =>
      systemChange(after, system, null),
    );
  }
  const { added, changed, removed } = differences(before.systems, after.systems, ({ id }) => id);
  const turned = changed.filter((pair) => pair.before.status !== pair.after.status);
  const was = new Map(turned.map((pair) => [pair.after.id, pair.before.status]));
  const others = [
    ...turned.map((pair) => pair.after),
    ...added.filter(({ status }) => isImpaired(status)),
  ];
  return [
    ...worstFirst(others).map((system) => systemChange(after, system, was.get(system.id) ?? null)),
    ...removed.map(
      ({ id, status, score }): Change => ({
        subject: 'system',
        change: 'gone',
        system: id,
        was: status,
        score,
        via: null,
        because: '',
      }),
    ),
  ];
}

function worstFirst(systems: readonly System[]): readonly System[] {
  const badnessOf = ({ status }: System): number =>
    status === 'maintenance' ? 0 : badness[status];
  return systems.toSorted((a, b) => badnessOf(b) - badnessOf(a) || compareText(a.id, b.id));
}

function systemChange(report: Report, system: System, was: Status | null): Change {
  const { id, status, score } = system;
  const { via, because } = isImpaired(status)
    ? decidingReason(report, system)
    : { via: null, because: '' };
  return { subject: 'system', change: status, system: id, was, score, via, because };
}

function groupChanges(before: Report | undefined, after: Report): readonly Change[] {
  if (before === undefined) {
    return after.groups
      .filter(({ status }) => isImpaired(status))
      .map((group) => groupChange(group, group.status, null));
  }
  const { added, changed, removed } = differences(before.groups, after.groups, ({ id }) => id);
  return [
    ...changed
      .filter((pair) => pair.before.status !== pair.after.status)
      .map((pair) => groupChange(pair.after, pair.after.status, pair.before.status)),
    ...added
      .filter(({ status }) => isImpaired(status))
      .map((group) => groupChange(group, group.status, null)),
    ...removed.map((group) => groupChange(group, 'gone', group.status)),
  ];
}

function groupChange(
  { id, up, need, size }: Group,
  change: Status | 'gone',
  was: Status | null,
): Change {
  return { subject: 'group', change, group: id, was, up, need, size };
}

function maintenanceChanges(before: Compared, after: Report): readonly Change[] {
  const { added, removed } = differences(before.maintenance, after.maintenance, ({ id }) => id);
  const change = (what: 'begun' | 'ended', window: Window): Change => ({
    subject: 'maintenance',
    change: what,
    window: window.id,
    systems: window.systems.length,
    until: window.until,
    reason: window.reason,
  });
  return [
    ...added.map((window) => change('begun', window)),
    ...removed.map((window) => change('ended', window)),
  ];
}

function findingChanges(before: Compared, after: Report): readonly Change[] {
  const { added, changed, removed } = differences(
    before.findings,
    after.findings,
    ({ fingerprint }) => fingerprint,
  );
  const turned = changed.filter((pair) => isWaived(pair.before) !== isWaived(pair.after));
  return [
    ...added.map((finding) => findingChange('new', finding)),
    ...turned.map((pair) =>
      findingChange(isWaived(pair.after) ? 'waived' : 'unwaived', pair.after),
    ),
    ...removed.map((finding) => findingChange('gone', finding)),
  ];
}

function isWaived({ waivedBy }: Finding): boolean {
  return waivedBy !== null;
}

function findingChange(change: FindingChange['change'], finding: Finding): Change {
  const { rule, subject: about, severity, at, message } = finding;
  const [waived, file] = [isWaived(finding), sayLocation(at)];
  return { subject: 'finding', change, rule, about, severity, waived, file, message };
}

function spofChanges(before: Compared, after: Report): readonly Change[] {
  const { added, removed } = differences(before.spofs, after.spofs, ({ system }) => system);
  const change = (what: 'new' | 'gone', { system, replicas, blastRadius }: Spof): Change => ({
    subject: 'spof',
    change: what,
    system,
    replicas,
    takesDown: blastRadius,
  });
  return [
    ...added.map((spof) => change('new', spof)),
    ...removed.map((spof) => change('gone', spof)),
  ];
}
