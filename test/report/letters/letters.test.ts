import { expect, test } from 'vitest';
import { alertmanagerBody } from '../../../src/report/letters/alertmanager.ts';
import { cloudEvent, type Payload } from '../../../src/report/letters/cloud-event.ts';
import { mailText } from '../../../src/report/letters/mail.ts';
import { pagerDutyEvents } from '../../../src/report/letters/pagerduty.ts';
import { letterLine } from '../../../src/report/letters/record.ts';
import { slackMessage } from '../../../src/report/letters/slack.ts';
import { textMessage } from '../../../src/report/letters/text-message.ts';
import { clipped } from '../../../src/report/letters/words.ts';
import { expectGolden } from '../golden.ts';
import { firingLetter, hostileLetter, hugeLetter, letters, severalLetter } from './letters.ts';

const pretty = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
const opened = ({ headers, body }: Payload): unknown => ({ headers, body: JSON.parse(body) });

test.each(letters)('the %s letter is its golden text in every form', (name, letter) => {
  const mail = mailText(letter, 'acme.example');
  const { text, ...head } = mail;
  expectGolden(`letters/${name}.cloudevents.json`, pretty(opened(cloudEvent(letter))));
  expectGolden(`letters/${name}.alertmanager.json`, pretty(opened(alertmanagerBody(letter))));
  expectGolden(`letters/${name}.slack.json`, pretty(slackMessage(letter)));
  expectGolden(`letters/${name}.pagerduty.json`, pretty(pagerDutyEvents(letter)));
  expectGolden(`letters/${name}.mail.txt`, `${pretty(head)}\n${text}`);
  expectGolden(`letters/${name}.sms.txt`, `${textMessage(letter)}\n`);
  expectGolden(`letters/${name}.ndjson`, letterLine(letter));
});

test('nothing is longer than those who get it accept', () => {
  const { text, blocks } = slackMessage(hugeLetter);
  const texts = blocks.flatMap((block) => [...(block.elements ?? []), block.text ?? []].flat());
  expect(blocks.length).toBe(50);
  expect(Math.max(text.length, ...texts.map((one) => one.text.length))).toBeLessThanOrEqual(3_000);
  const [event] = pagerDutyEvents(hugeLetter);
  expect(event?.payload.summary.length).toBeLessThanOrEqual(1_024);
  expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThan(100_000);
  expect(textMessage(hugeLetter).length).toBe(480);
  expect(mailText(hugeLetter, 'acme.example').subject.length).toBeLessThanOrEqual(200);
});

test('systems that follow and are not named are counted', () => {
  const [first, ...others] = severalLetter.notification.incidents;
  const many = first === undefined ? [] : [{ ...first, symptoms: 1_203 }, ...others];
  const [incident] = severalLetter.incidents;
  const letter = {
    ...severalLetter,
    notification: { ...severalLetter.notification, incidents: many },
    incidents:
      incident === undefined
        ? []
        : [{ ...incident, symptoms: ['a', 'b', 'c'] }, ...severalLetter.incidents.slice(1)],
  };
  const { text } = mailText(letter, 'acme.example');
  expect(text).toContain('P2 mailer: no heartbeat, 1,203 systems follow\n');
  expect(text).toContain('follow: a, b, c, and 1,200 more\n');
});

test('no text of an author names anybody, links anywhere or begins a line of its own', () => {
  const { text, blocks } = slackMessage(hostileLetter);
  const said = [text, ...blocks.map((block) => JSON.stringify(block))].join('\n');
  expect(said).not.toMatch(/<|>|&(?!(amp|lt|gt);)/);
  expect(mailText(hostileLetter, 'acme.example').subject).not.toMatch(/[\r\n]/);
  expect(textMessage(hostileLetter)).not.toMatch(/\p{Cc}/u);
  expect(letterLine(hostileLetter).indexOf('\n')).toBe(letterLine(hostileLetter).length - 1);
  expect(pagerDutyEvents(hostileLetter).flatMap(({ links }) => links)).toEqual([]);
});

test('the events of PagerDuty for one incident have one key, whatever is told of it and by whom', () => {
  const again = {
    ...firingLetter,
    notification: { ...firingLetter.notification, key: 'another', channel: 'other', group: 'g' },
  };
  const keys = [firingLetter, again, severalLetter].map((letter) =>
    pagerDutyEvents(letter).map(({ dedup_key }) => dedup_key),
  );
  expect(keys[0]).toEqual(keys[1]);
  expect(new Set(keys.flat()).size).toBe(4);
  const elsewhere = pagerDutyEvents({ ...firingLetter, name: 'other' });
  expect(elsewhere[0]?.dedup_key).not.toBe(keys[0]?.[0]);
});

test('mails of a group form a thread, and each has an id of its own that stays the same', () => {
  const next = {
    ...firingLetter,
    notification: { ...firingLetter.notification, key: 'next', sequence: 3 },
  };
  const [one, same, other] = [firingLetter, firingLetter, next].map((letter) =>
    mailText(letter, 'acme.example'),
  );
  expect(same).toEqual(one);
  expect(other?.threadId).toBe(one?.threadId);
  expect(other?.messageId).not.toBe(one?.messageId);
});

test.each([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'ab…'],
  ['a😀bc', 3, 'a…'],
  ['a😀b', 4, 'a😀b'],
  ['', 1, ''],
])('%j in %i units is %j', (text, units, expected) => {
  expect(clipped(text, units)).toBe(expected);
});
