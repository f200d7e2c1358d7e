import type { Finding, Report } from '../../model/report.generated.ts';
import type { RenderContext } from '../context.ts';
import { pressingFirst, sayIncidents } from '../incident-words.ts';
import { counted } from '../look.ts';
import { alertParts, sayAlerts } from '../pretty/alerts.ts';
import { impaired } from '../pretty/health.ts';
import {
  diagnosticStanding,
  type Standing,
  sayDiagnostics,
  sayTally,
  standingOf,
  tally,
} from '../standing.ts';
import { type Section, section } from './page.ts';
import {
  alertCells,
  alertHeadings,
  diagnosticCells,
  diagnosticHeadings,
  findingCells,
  findingHeadings,
  groupCells,
  healthHeadings,
  incidentCells,
  incidentHeadings,
  suppressedCells,
  suppressedHeadings,
  systemCells,
  unmatchedCells,
  unmatchedHeadings,
  windowCells,
  windowHeadings,
} from './rows.ts';

const open = { problems: 50, health: 15, incidents: 10, alerts: 10, folded: 0 };

/** Findings: those that count, and folded away those that are known, waived or in the shadow. */
export function findingSections(report: Report, context: RenderContext): readonly Section[] {
  const of = (...wanted: readonly Standing[]): readonly Finding[] =>
    wanted.flatMap((standing) => report.findings.filter((one) => standingOf(one) === standing));
  const [counting, passing] = [of('error', 'warning'), of('known', 'waived', 'shadow')];
  const row = (one: Finding): readonly string[] => findingCells(context, one);
  const headings = findingHeadings;
  return [
    section(
      {
        title: 'Findings',
        sum: sayTally(tally(counting)),
        headings,
        open: open.problems,
        weight: 0,
      },
      counting,
      row,
    ),
    section(
      {
        title: 'Findings that do not count',
        sum: sayTally(tally(passing)),
        headings,
        open: open.folded,
        weight: 1,
      },
      passing,
      row,
    ),
  ];
}

/** Diagnostics, the most severe first, and those that are known last. */
export function diagnosticSection(
  title: string,
  diagnostics: Report['diagnostics'],
  context: RenderContext,
  isOpen: boolean,
): Section {
  const sorted = (['error', 'warning', 'info', 'known'] as const).flatMap((standing) =>
    diagnostics.filter((one) => diagnosticStanding(one) === standing),
  );
  return section(
    {
      title,
      sum: sayDiagnostics(diagnostics),
      headings: diagnosticHeadings,
      open: isOpen ? open.problems : open.folded,
      weight: 2,
    },
    sorted,
    (one) => diagnosticCells(context, one),
  );
}

/** Systems and groups that are not healthy. */
export function healthSection(report: Report, context: RenderContext): Section {
  const { systems, groups } = impaired(report);
  return section(
    {
      title: 'Health',
      sum: `${systems.length} of ${counted(report.overall.total, 'system')} impaired`,
      headings: healthHeadings,
      open: open.health,
      weight: 3,
    },
    [
      ...systems.map((system) => () => systemCells(report, context, system)),
      ...groups.map((group) => () => groupCells(context, group)),
    ],
    (cells) => cells(),
  );
}

/** Incidents, those that somebody should look at first. */
export function incidentSection(report: Report, context: RenderContext): Section {
  return section(
    {
      title: 'Incidents',
      sum: sayIncidents(report.incidents),
      headings: incidentHeadings,
      open: open.incidents,
      weight: 4,
    },
    pressingFirst(report.incidents),
    (incident) => incidentCells(report, context, incident),
  );
}

/** Alerts, and folded away those that are suppressed or follow from another system. */
export function alertSections(report: Report, context: RenderContext): readonly Section[] {
  const { heard, symptoms, muted } = alertParts(report);
  return [
    section(
      {
        title: 'Alerts',
        sum: sayAlerts(heard, 0, 0),
        headings: alertHeadings,
        open: open.alerts,
        weight: 5,
      },
      heard,
      (alert) => alertCells(report, context, alert),
    ),
    section(
      {
        title: 'Alerts that are suppressed',
        sum: sayAlerts([], symptoms.length, muted.length),
        headings: suppressedHeadings,
        open: open.folded,
        weight: 6,
      },
      [...symptoms, ...muted],
      (alert) => suppressedCells(report, context, alert),
    ),
  ];
}

/** Maintenance windows that are open. */
export function windowSection(report: Report, context: RenderContext): Section {
  return section(
    {
      title: 'Maintenance',
      sum: counted(report.maintenance.length, 'open window'),
      headings: windowHeadings,
      open: open.folded,
      weight: 7,
    },
    report.maintenance,
    (window) => windowCells(report, context, window),
  );
}

/** Observations that nothing takes; a report names some of them and counts all. */
export function unmatchedSection(report: Report, context: RenderContext): Section {
  const { length } = report.unmatched;
  const { unmatched } = report.readings;
  return section(
    {
      title: 'Observations that nothing takes',
      sum: unmatched > length ? `${unmatched}, of which ${length} are named` : String(unmatched),
      headings: unmatchedHeadings,
      open: open.folded,
      weight: 8,
    },
    report.unmatched,
    (one) => unmatchedCells(context, one),
  );
}
