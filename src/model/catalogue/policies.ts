import type { CatalogueRow } from './row.ts';

const require = '{ fact: system, path: $.replicas, operator: greaterThan, value: 1 }';

/** A file with one system and one policy, given as lines of keys. */
function policy(...lines: readonly string[]): string {
  const keys = ['enforcement: warn', ...lines].map((line) => `    ${line}\n`).join('');
  return `tower: v1\nsystems:\n  web: { type: service }\npolicies:\n  replicated:\n${keys}`;
}

const replicated = policy('scope: system', `require: ${require}`, 'message: runs once');

/** A file with one maintenance window, given as keys of a map. */
function maintenance(rest: string): string {
  return `tower: v1\nsystems:\n  web: { type: service }\nmaintenance:\n  upgrade: { match: { systems: [web] }, ${rest}, reason: Upgrade }\n`;
}

const once = 'once: { start: "2026-12-05T22:00", for: 2h }';

/** A file with one waiver of a policy, given as keys of a map. */
function waiver(rest: string): string {
  return `${replicated}waivers:\n  web-once: { ${rest}, reason: Replaced in spring, approvedBy: m.ito }\n`;
}

/** Stages 3 and 4 for policies, selections, windows of time and waivers. */
export const policyRows = {
  'policy/require-or-deny': {
    severity: 'error',
    title: 'a policy needs exactly one of `require` and `deny`',
    explanation:
      '`require` is a condition that must hold, `deny` one that must not. A policy with neither demands nothing, and one with both leaves open which of the two was violated. Make two policies of it.',
    example: policy('scope: system', 'message: runs once'),
    fixed: replicated,
  },
  'policy/match-not-allowed': {
    severity: 'error',
    title: '`match` does not go with the scope of a policy',
    explanation:
      '`match` selects systems, so that it means something in scope system and, for the depending side, in scope dependency. Resources and the repository as a whole are selected by comparing their facts in the condition.',
    example: policy(
      'scope: repo',
      'match: { type: service }',
      'require: { fact: repo, path: $.cycles, operator: equal, value: 0 }',
      'message: there is a cycle',
    ),
    fixed: policy(
      'scope: repo',
      'require: { fact: repo, path: $.cycles, operator: equal, value: 0 }',
      'message: there is a cycle',
    ),
  },
  'policy/bad-message': {
    severity: 'error',
    title: 'a message has a placeholder that cannot be filled',
    explanation:
      'A placeholder `{{ fact.path }}` in the message of a policy names a fact or a path that does not exist in its scope, or something that cannot be printed, such as a map. Whoever reads the finding would be told nothing.',
    example: policy(
      'scope: system',
      `require: ${require}`,
      'message: "{{ system.id }} runs {{ system.replica }} replica"',
    ),
    fixed: policy(
      'scope: system',
      `require: ${require}`,
      'message: "{{ system.id }} runs {{ system.replicas }} replica"',
    ),
  },
  'match/selects-nothing': {
    severity: 'warning',
    title: 'a selection selects no system',
    explanation:
      'The `match` of a threshold, a policy, a route, a silence or a maintenance window fits no system, so that it has no effect. All keys must match, and a list means any of its entries. Owners and labels are free text: look for a misspelt one, or for a key that was added by mistake.',
    example: policy(
      'scope: system',
      'match: { labels: { tier: frnt } }',
      `require: ${require}`,
      'message: runs once',
    ),
    fixed: policy(
      'scope: system',
      'match: { type: service }',
      `require: ${require}`,
      'message: runs once',
    ),
  },
  'maintenance/once-or-weekly': {
    severity: 'error',
    title: 'a window needs exactly one of `once` and `weekly`',
    explanation:
      'A maintenance window happens once or every week. With neither it never happens, with both it is unclear which is meant. Make two windows of it.',
    example: maintenance('timezone: UTC'),
    fixed: maintenance(`${once}, timezone: UTC`),
  },
  'maintenance/unknown-timezone': {
    severity: 'error',
    title: 'a time zone is unknown',
    explanation:
      'Local times stand beside the IANA name of a time zone, such as `Europe/Amsterdam`, so that they follow daylight saving time. Abbreviations and offsets do not. Write the name of the zone, or `UTC`.',
    example: maintenance(`${once}, timezone: Europe/Amsterdm`),
    fixed: maintenance(`${once}, timezone: Europe/Amsterdam`),
  },
  'maintenance/no-such-day': {
    severity: 'error',
    title: 'a window begins at a time that does not exist',
    explanation:
      'The day is not in the calendar, such as the 30th of February, or the hour or minute does not exist. Write year-month-dayThour:minute.',
    example: maintenance('once: { start: "2026-02-30T22:00", for: 2h }, timezone: UTC'),
    fixed: maintenance('once: { start: "2026-02-28T22:00", for: 2h }, timezone: UTC'),
  },
  'maintenance/too-long': {
    severity: 'error',
    title: 'a window never ends, or lasts no time',
    explanation:
      'A weekly window of seven days or more begins again before it ends: maintenance would mute alerts forever, and a route would be active always, which it is without `active`. A window of no time does nothing. Shorten it, or give it a length.',
    example: maintenance('weekly: { days: [sat], start: "23:00", for: 7d }, timezone: UTC'),
    fixed: maintenance('weekly: { days: [sat], start: "23:00", for: 90m }, timezone: UTC'),
  },
  'waiver/unknown-policy': {
    severity: 'error',
    title: 'a waiver names no policy',
    explanation:
      'The policy that is waived does not exist; it may have been renamed or removed. A waiver without a policy would come into force again, unseen, with the next policy of that name. Correct the name, or remove the waiver.',
    example: waiver('policy: replicatd, subjects: [web], expires: 2027-01-31'),
    fixed: waiver('policy: replicated, subjects: [web], expires: 2027-01-31'),
  },
  'waiver/unknown-subject': {
    severity: 'error',
    title: 'a waiver names a subject that does not exist',
    explanation:
      'The subjects of a waiver are what the policy could hit: ids of systems or resources, `from->to` for a dependency, `repo` for the whole. This one is none of them, so that it waives nothing.',
    example: waiver('policy: replicated, subjects: [wbe], expires: 2027-01-31'),
    fixed: waiver('policy: replicated, subjects: [web], expires: 2027-01-31'),
  },
  'waiver/no-ticket': {
    severity: 'error',
    title: 'a waiver has no ticket',
    explanation:
      '`config.waivers.requireTicket` asks that every waiver names a ticket, so that somebody follows up on what was accepted. Add `ticket`.',
    example: `-- tower.yaml --\ntower: v1\nconfig: { waivers: { requireTicket: true } }\n-- topology/main.yaml --\n${waiver('policy: replicated, subjects: [web], expires: 2027-01-31')}`,
    fixed: `-- tower.yaml --\ntower: v1\nconfig: { waivers: { requireTicket: true } }\n-- topology/main.yaml --\n${waiver('policy: replicated, subjects: [web], expires: 2027-01-31, ticket: OPS-1')}`,
  },
  'waiver/no-such-day': {
    severity: 'error',
    title: 'a waiver ends on a day that does not exist',
    explanation:
      'The day is not in the calendar, so that it is unclear until when the waiver is in force. Write year-month-day; a waiver is in force to the end of that day in UTC.',
    example: waiver('policy: replicated, subjects: [web], expires: 2027-02-30'),
    fixed: waiver('policy: replicated, subjects: [web], expires: 2027-02-28'),
  },
} as const satisfies Record<string, CatalogueRow>;
