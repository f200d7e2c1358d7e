import type { Incident, Report } from '../../model/report.generated.ts';
import type { Change, IncidentChange } from '../../model/watch-event.generated.ts';
import { differences } from './differences.ts';

type Word = IncidentChange['change'];

/** What happened to incidents. One that was over is forgotten without a word. */
export function incidentChanges(
  before: Pick<Report, 'incidents'>,
  after: Pick<Report, 'incidents'>,
): readonly Change[] {
  const { added, changed, removed } = differences(
    before.incidents,
    after.incidents,
    ({ id }) => id,
  );
  if (added.length + changed.length + removed.length === 0) {
    return [];
  }
  const rootOf = (id: string): string | undefined =>
    after.incidents.find((incident) => incident.id === id)?.root;
  const change = (word: Word, incident: Incident): Change => incidentChange(word, incident, rootOf);
  return [
    ...added.filter(({ state }) => state === 'open').map((incident) => change('opened', incident)),
    ...changed.flatMap((pair) =>
      wordsOf(pair.before, pair.after).map((word) => change(word, pair.after)),
    ),
    ...removed.filter(({ state }) => state === 'open').map((incident) => change('gone', incident)),
  ];
}

/** What can happen to an incident that is open, in the order in which it is told: a step can do several of these to one. */
const happenings: readonly (readonly [Word, (before: Incident, after: Incident) => boolean])[] = [
  ['reopened', (before, after) => before.state === 'resolved' || after.reopened > before.reopened],
  ['raised', (before, after) => before.priority > after.priority],
  ['lowered', (before, after) => before.priority < after.priority],
  [
    'acknowledged',
    (before, after) =>
      after.acknowledged !== null && before.acknowledged?.at !== after.acknowledged.at,
  ],
  [
    'unacknowledged',
    (before, after) => before.acknowledged !== null && after.acknowledged === null,
  ],
  ['escalated', isEscalated],
  ['unanswered', (before, after) => isExhausted(after) && !isExhausted(before)],
  ['overdue', (before, after) => breaches(after) > breaches(before)],
];

function wordsOf(before: Incident, after: Incident): readonly Word[] {
  if (after.state === 'open') {
    return happenings.filter(([, happened]) => happened(before, after)).map(([word]) => word);
  }
  return before.state === 'open' ? [after.mergedInto === null ? 'resolved' : 'merged'] : [];
}

/** The first level is reached with the first notice, of which `opened` has told. */
function isEscalated({ escalation: before }: Incident, { escalation: after }: Incident): boolean {
  return (
    after !== null &&
    before !== null &&
    (before.path !== after.path || before.step !== after.step || before.enteredAt < after.enteredAt)
  );
}

function isExhausted({ escalation }: Incident): boolean {
  return escalation?.exhausted === true;
}

function breaches({ sla }: Incident): number {
  return [sla.acknowledge, sla.resolve].filter((clock) => clock?.state === 'breached').length;
}

function incidentChange(
  change: Word,
  incident: Incident,
  rootOf: (id: string) => string | undefined,
): Change {
  const { id, root, priority, symptoms, escalation, acknowledged, mergedInto } = incident;
  return {
    subject: 'incident',
    change,
    incident: id,
    root,
    priority,
    follows: symptoms.length,
    level: escalation === null ? null : `${escalation.path}/${escalation.level}`,
    by: acknowledged?.by ?? null,
    until: acknowledged === null ? (escalation?.dueAt ?? null) : acknowledged.until,
    into: mergedInto === null ? null : (rootOf(mergedInto) ?? mergedInto),
  };
}
