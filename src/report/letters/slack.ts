import type { Letter } from '../../model/letter.ts';
import { sayCount } from '../../model/limits.ts';
import { plain } from '../text.ts';
import { clipped, detailsOf, originOf, titleOf } from './words.ts';

/** Limits of Slack: characters of a text of a block (Block Kit, section and text objects), and blocks of a message. */
const textMax = 3_000;
const blocksMax = 50;
/** Blocks besides those of incidents: the title, what is left out, and where it comes from. */
const framingBlocks = 3;

/** A sign and a word for each priority: a color alone says nothing to many. */
const signs: Readonly<Record<Letter['notification']['priority'], string>> = {
  p1: '🔴',
  p2: '🟠',
  p3: '🟡',
  p4: '🔵',
  p5: '⚪',
};

interface Block {
  readonly type: 'section' | 'context';
  readonly text?: MarkdownText;
  readonly elements?: readonly MarkdownText[];
}

interface MarkdownText {
  readonly type: 'mrkdwn';
  readonly text: string;
  /** Nothing in it becomes a link, a channel or a person. */
  readonly verbatim: true;
}

export interface SlackMessage {
  /** What notifications and screen readers say. */
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly unfurl_links: false;
  readonly unfurl_media: false;
}

/** A message of Slack, for an incoming webhook and with a `channel` for chat.postMessage alike. */
export function slackMessage(letter: Letter): SlackMessage {
  const { notification, incidents } = letter;
  const isOver = notification.state === 'resolved';
  const sign = isOver ? '✅' : signs[notification.priority];
  const word = isOver ? 'RESOLVED' : 'FIRING';
  const title = escaped(plain(notification.title));
  const shown = incidents.slice(0, blocksMax - framingBlocks);
  const left = incidents.length - shown.length;
  return {
    text: clipped(`${sign} ${word} ${title}`, textMax),
    blocks: [
      section([`${sign} *${word}* ${title}`]),
      ...shown.map((incident) =>
        section([
          ...(incidents.length === 1 ? [] : [`*${escaped(titleOf(letter, incident))}*`]),
          ...detailsOf(letter, incident).map(escaped),
        ]),
      ),
      ...(left === 0 ? [] : [section([`and ${sayCount(left)} more`])]),
      { type: 'context', elements: [markdown(escaped(originOf(letter)))] },
    ],
    unfurl_links: false,
    unfurl_media: false,
  };
}

function section(lines: readonly string[]): Block {
  return { type: 'section', text: markdown(lines.join('\n')) };
}

function markdown(text: string): MarkdownText {
  return { type: 'mrkdwn', text: withoutHalfEntity(clipped(text, textMax)), verbatim: true };
}

/** The three signs that Slack reads as something else (Slack documentation, "Formatting text"). */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function withoutHalfEntity(text: string): string {
  return text.replace(/&[a-z]{0,3}\u2026$/, '…');
}
