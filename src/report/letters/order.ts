import type { Order } from '../../model/letter.ts';
import { sayInstant } from '../../model/time.ts';

/** What an automation is posted for a run: JSON, as docs/channels.md says. */
export function orderBody({ run, name, revision, at, incident, alerts }: Order): string {
  return JSON.stringify({
    schemaVersion: 1,
    key: run.key,
    executor: run.executor,
    root: run.root,
    at: sayInstant(at),
    name,
    revision,
    reason: run.reason,
    priority: run.priority,
    escalation: run.escalation,
    level: run.level,
    title: run.title,
    place: run.at,
    incident,
    alerts,
  });
}
