import type { Channel as Written } from '../../../model/config.generated.ts';
import type { BuiltInChannel } from '../../../ports/channel.ts';
import { alertmanagerBody } from '../../../report/letters/alertmanager.ts';
import { cloudEvent } from '../../../report/letters/cloud-event.ts';
import { deliveryOf, later } from '../../../runtime/http-answers.ts';

/** An address that gets a request for each notification. */
export const webhook: BuiltInChannel = {
  kind: 'webhook',
  create: ({ settings }, { clock, http, secrets }) => {
    const { url, format, token } = settings as NonNullable<Written['webhook']>;
    const payloadOf = format === 'cloudevents' ? cloudEvent : alertmanagerBody;
    return {
      send: async (letter, cancel) => {
        const secret = token === undefined ? undefined : secrets.read(token);
        if (secret?.failure !== undefined) {
          return later(secret.failure);
        }
        const { headers, body } = payloadOf(letter);
        const request = {
          url,
          headers: {
            ...headers,
            'idempotency-key': letter.notification.key,
            ...(secret === undefined ? {} : { authorization: `Bearer ${secret.value}` }),
          },
          body,
        };
        return deliveryOf(await http.post(request, cancel), clock.now());
      },
    };
  },
};
