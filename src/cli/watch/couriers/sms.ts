import type { Channel as Written } from '../../../model/config.generated.ts';
import type { BuiltInChannel, Delivery } from '../../../ports/channel.ts';
import type { HttpAnswer, HttpRequest } from '../../../ports/http.ts';
import { textMessage } from '../../../report/letters/text-message.ts';
import { deliveryOf, later } from '../../../runtime/http-answers.ts';
import { parsedObject } from './parsed-object.ts';
import { newRecipients } from './recipients.ts';

type Sms = NonNullable<Written['sms']>;

/** Text messages by the interface of Twilio (2010-04-01, Messages), a request for each number that does not have it yet. */
export const sms: BuiltInChannel = {
  kind: 'sms',
  create: ({ settings }, { clock, http, secrets, services }) => {
    const written = settings as Sms;
    const recipients = newRecipients();
    return {
      send: async (letter, cancel) => {
        const token = secrets.read(written.token);
        if (token.failure !== undefined) {
          return later(token.failure);
        }
        const { key } = letter.notification;
        const body = textMessage(letter);
        const refused: string[] = [];
        for (const to of recipients.left(key, written.to)) {
          const request = requestTo(written, {
            base: services.twilio,
            token: token.value,
            to,
            body,
          });
          const answer = await http.post(request, cancel);
          const delivery = explained(deliveryOf(answer, clock.now()), answer);
          if (delivery.kind === 'later') {
            return delivery;
          }
          if (delivery.kind === 'refused') {
            refused.push(`${to}: ${delivery.reason}`);
          } else {
            recipients.note(key, [to]);
          }
        }
        recipients.forget(key);
        return refused.length === 0
          ? { kind: 'delivered' }
          : { kind: 'refused', reason: refused.join('; ') };
      },
    };
  },
};

interface Message {
  readonly base: string;
  readonly token: string;
  readonly to: string;
  readonly body: string;
}

function requestTo({ account, from }: Sms, { base, token, to, body }: Message): HttpRequest {
  // An id of a messaging service stands in the place of a number.
  const sender = /^MG[0-9a-f]{32}$/.test(from) ? { MessagingServiceSid: from } : { From: from };
  return {
    url: `${base}/2010-04-01/Accounts/${encodeURIComponent(account.toWellFormed())}/Messages.json`,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${Buffer.from(`${account}:${token}`).toString('base64')}`,
    },
    body: new URLSearchParams({ To: to, ...sender, Body: body }).toString(),
  };
}

/** With the number that Twilio gives to its errors, which its documentation explains. */
function explained(delivery: Delivery, answer: HttpAnswer): Delivery {
  if (delivery.kind !== 'refused' || answer.kind === 'failed') {
    return delivery;
  }
  const { code } = parsedObject(answer.body);
  return typeof code === 'number' && Number.isSafeInteger(code)
    ? { ...delivery, reason: `${delivery.reason}, error ${code} of Twilio` }
    : delivery;
}
