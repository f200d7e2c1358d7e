import { digest } from '../../model/digest.ts';
import type { Letter } from '../../model/letter.ts';
import { plain } from '../text.ts';
import { clipped, detailsOf, originOf, titleOf } from './words.ts';

/** RFC 5322 takes 998 characters on a line; clients show far fewer. */
const subjectMax = 200;

/** A mail without addresses. Ids have the form of RFC 5322, with the angle brackets. */
export interface MailText {
  readonly subject: string;
  readonly text: string;
  /** The same for the same notification: a mail that is sent twice is one in most boxes. */
  readonly messageId: string;
  /**
   * Named by every mail of a group, so that they form a thread. No mail has it itself: a group that ends and begins again
   * would otherwise send another mail with an id that was there before.
   */
  readonly threadId: string;
}

/** A notification as a mail of plain text; `domain` is that of the sender. */
export function mailText(letter: Letter, domain: string): MailText {
  const { notification, incidents, name } = letter;
  const title = plain(notification.title);
  const paragraphs = incidents.map((incident) => {
    const head = incidents.length === 1 ? [] : [titleOf(letter, incident)];
    return [...head, ...detailsOf(letter, incident)].join('\n');
  });
  const thread = digest([name, notification.channel, notification.group], 32);
  return {
    subject: clipped(`[${plain(name)}] ${title}`, subjectMax),
    text: `${[title, ...paragraphs, `-- \n${originOf(letter)}`].join('\n\n')}\n`,
    messageId: `<tower.${digest([name, notification.key], 32)}@${domain}>`,
    threadId: `<tower.group.${thread}@${domain}>`,
  };
}
