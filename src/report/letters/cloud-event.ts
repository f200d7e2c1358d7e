import type { Letter } from '../../model/letter.ts';
import { sayInstant } from '../../model/time.ts';
import { letterRecord } from './record.ts';

/** What a request holds, without its address. */
export interface Payload {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * A CloudEvent in structured mode (CloudEvents 1.0.2, with its JSON format and HTTP binding). Its id is the key of the
 * notification, so that a receiver that has seen source and id has seen the event.
 */
export function cloudEvent(letter: Letter): Payload {
  const { notification, name, at } = letter;
  const event = {
    specversion: '1.0',
    id: notification.key,
    source: `/tower/${encodeURIComponent(name.toWellFormed())}`,
    type: 'tower.notification.v1',
    subject: notification.group,
    time: sayInstant(at),
    datacontenttype: 'application/json',
    data: letterRecord(letter),
  };
  return {
    headers: { 'content-type': 'application/cloudevents+json; charset=utf-8' },
    body: JSON.stringify(event),
  };
}
