import type { Channel as Written } from '../../../model/config.generated.ts';
import type { BuiltInChannel, Delivery } from '../../../ports/channel.ts';
import type { HttpAnswer } from '../../../ports/http.ts';
import { pagerDutyEvents } from '../../../report/letters/pagerduty.ts';
import { clipped } from '../../../report/letters/words.ts';
import { plain } from '../../../report/text.ts';
import { deliveryOf, later } from '../../../runtime/http-answers.ts';
import { parsedObject } from './parsed-object.ts';

/**
 * PagerDuty, by the Events API v2. A notification is delivered once the events of all its incidents are accepted; those that
 * were accepted before the first that was not are sent again, which changes nothing.
 */
export const pagerDuty: BuiltInChannel = {
  kind: 'pagerduty',
  create: ({ settings }, { clock, http, secrets, services }) => {
    const { routingKey } = settings as NonNullable<Written['pagerduty']>;
    return {
      send: async (letter, cancel) => {
        const key = secrets.read(routingKey);
        if (key.failure !== undefined) {
          return later(key.failure);
        }
        for (const event of pagerDutyEvents(letter)) {
          const request = {
            url: `${services.pagerduty}/v2/enqueue`,
            headers: { 'content-type': 'application/json; charset=utf-8' },
            body: JSON.stringify({ routing_key: key.value, ...event }),
          };
          const answer = await http.post(request, cancel);
          const delivery = explained(deliveryOf(answer, clock.now()), answer, key.value);
          if (delivery.kind !== 'delivered') {
            return delivery;
          }
        }
        return { kind: 'delivered' };
      },
    };
  },
};

/** What PagerDuty has against an event, without the key that it may repeat. */
function explained(delivery: Delivery, answer: HttpAnswer, key: string): Delivery {
  if (delivery.kind !== 'refused' || answer.kind === 'failed') {
    return delivery;
  }
  const { errors } = parsedObject(answer.body);
  const [first] = Array.isArray(errors) ? (errors as readonly unknown[]) : [];
  return typeof first === 'string'
    ? {
        ...delivery,
        reason: `${delivery.reason}: ${clipped(plain(first.replaceAll(key, '…')), 200)}`,
      }
    : delivery;
}
