import { digest } from '../../model/digest.ts';
import type { Letter, LetterIncident } from '../../model/letter.ts';
import { clipped, detailsOf, originOf, runbooksOf, titleOf } from './words.ts';

/** Characters that PagerDuty takes as a summary (Events API v2, PD-CEF). */
const summaryMax = 1_024;
/** Characters of one detail, so that an event stays far below the 512 KB that PagerDuty takes. */
const detailMax = 20_000;

/** An event of PagerDuty without the key of the integration. */
export interface PagerDutyEvent {
  readonly event_action: 'trigger' | 'resolve';
  readonly dedup_key: string;
  readonly client: 'Tower';
  readonly payload: {
    readonly summary: string;
    readonly source: string;
    readonly severity: 'critical' | 'error' | 'warning' | 'info';
    readonly timestamp: string;
    readonly component: string;
    readonly group: string;
    readonly custom_details: Readonly<Record<string, string>>;
  };
  readonly links: readonly { readonly href: string; readonly text: string }[];
}

const severities: Readonly<
  Record<LetterIncident['priority'], PagerDutyEvent['payload']['severity']>
> = { p1: 'critical', p2: 'error', p3: 'warning', p4: 'info', p5: 'info' };

/**
 * Events of PagerDuty (Events API v2), one for each incident, in order. All that is ever told of an incident has the same
 * `dedup_key`: a repetition updates what is there, the end resolves it, and an event that is sent twice changes nothing.
 */
export function pagerDutyEvents(letter: Letter): readonly PagerDutyEvent[] {
  return letter.incidents.map((incident) => ({
    event_action: incident.state === 'open' ? 'trigger' : 'resolve',
    dedup_key: `tower-${digest([letter.name, incident.id], 32)}`,
    client: 'Tower',
    payload: {
      summary: clipped(titleOf(letter, incident), summaryMax),
      source: incident.root,
      severity: severities[incident.priority],
      timestamp: incident.openedAt,
      component: incident.root,
      group: letter.name,
      custom_details: {
        details: clipped(detailsOf(letter, incident).join('\n'), detailMax),
        incident: incident.id,
        notification: letter.notification.key,
        origin: originOf(letter),
        priority: incident.priority,
      },
    },
    links: runbooksOf(letter, incident)
      .filter((href) => /^https?:/.test(href))
      .map((href) => ({ href, text: 'runbook' })),
  }));
}
