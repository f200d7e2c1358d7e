import type { Channel as Written } from '../../../model/config.generated.ts';
import type { BuiltInChannel, CourierTools, Delivery } from '../../../ports/channel.ts';
import type { MailAnswer } from '../../../ports/mail.ts';
import { mailText } from '../../../report/letters/mail.ts';
import { later } from '../../../runtime/http-answers.ts';
import { newRecipients } from './recipients.ts';

/** Where the address of the mail server stands, with its name and password: the first of these that there is. */
const serverVariable = 'TOWER_SECRET_SMTP_URL';
const serverFile = 'smtp-url';

/** Mail. Who has it already is not sent it again, and whoever is sent it twice gets the same Message-ID. */
export const email: BuiltInChannel = {
  kind: 'email',
  create: ({ settings }, { mail, secrets }) => {
    const { to, from } = settings as NonNullable<Written['email']>;
    const recipients = newRecipients();
    return {
      send: async (letter, cancel) => {
        const server = serverOf(secrets);
        if (server.failure !== undefined) {
          return later(server.failure);
        }
        const sender = from ?? senderOf(server.value);
        if (sender === undefined) {
          return later(
            'there is no sender: say `from`, or an address as the user of the mail server',
          );
        }
        const { key } = letter.notification;
        const left = recipients.left(key, to);
        const domain = sender.slice(sender.lastIndexOf('@') + 1);
        const message = {
          ...mailText(letter, domain),
          ...{ from: sender, to, recipients: left, at: letter.at },
        };
        const answer = await mail.send(server.value, message, cancel);
        if (answer.kind === 'sent') {
          const missed = new Set([...answer.later, ...answer.refused]);
          recipients.note(
            key,
            left.filter((one) => !missed.has(one)),
          );
        }
        const delivery = deliveryOfMail(answer);
        if (delivery.kind !== 'later') {
          recipients.forget(key);
        }
        return delivery;
      },
    };
  },
};

function serverOf(secrets: CourierTools['secrets']): ReturnType<CourierTools['secrets']['read']> {
  const byVariable = secrets.read({ env: serverVariable });
  if (byVariable.failure === undefined) {
    return byVariable;
  }
  const byFile = secrets.read({ file: serverFile });
  return byFile.failure === undefined
    ? byFile
    : { failure: `${byVariable.failure}, and ${byFile.failure}` };
}

/** Whoever signs in, where that is an address. */
function senderOf(server: string): string | undefined {
  const user = /^smtps?:\/\/([^:@/]+)(?::[^@/]*)?@/.exec(server)?.[1]?.replaceAll(/%40/gi, '@');
  return user !== undefined && /^[^\s@,;<>%]+@[^\s@,;<>%]+$/.test(user) ? user : undefined;
}

function deliveryOfMail(answer: MailAnswer): Delivery {
  if (answer.kind === 'failed') {
    return answer.isFinal ? { kind: 'refused', reason: answer.reason } : later(answer.reason);
  }
  if (answer.later.length > 0) {
    return later(`the mail server does not take it now for ${answer.later.join(', ')}`);
  }
  return answer.refused.length > 0
    ? {
        kind: 'refused',
        reason: `the mail server refuses ${answer.refused.join(', ')}`,
      }
    : { kind: 'delivered' };
}
