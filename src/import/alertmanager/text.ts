import type { Location } from '../../model/location.ts';
import { sortedBy } from '../../model/order.ts';
import { keyText, mark, quoted, remark } from '../draft-yaml.ts';
import type { Alerting } from './alertmanager.ts';
import type { ChannelDraft } from './receivers.ts';
import type { RouteDraft } from './routes.ts';

/** Channels and routes as the file of a configuration. Lines end with `\n`. */
export function alertingText({ channels, unused, routes, remarks }: Alerting): string {
  return [
    'tower: v1',
    '',
    '# Secrets are named, never written: put them into these variables where `tower watch` runs.',
    'channels:',
    ...sortedBy(channels, ({ id }) => id).flatMap((channel) => [
      `  # ${originOf(channel)}`,
      `  ${channelText(channel)}`,
    ]),
    ...sortedBy(unused, ({ id }) => id).flatMap((channel) => [
      `  # ${originOf(channel)}; no route in force tells it`,
      `  # ${channelText(channel)}`,
    ]),
    '',
    '# Alertmanager repeats, and has nobody behind who does not answer. An escalation of Tower has levels:',
    '# escalations:',
    '#   first-then-second:',
    '#     steps:',
    '#       - { level: on_call, notify: [A-CHANNEL], wait: 15m }',
    '#       - { level: manager, notify: [ANOTHER-CHANNEL] }',
    '',
    '# The first route that matches counts, so that those that were inside of another one stand before it.',
    'routes:',
    ...routes.flatMap(routeLines),
    ...remarks.map((text) => `# ${mark} ${shown(text, 600)}`),
    '',
  ].join('\n');
}

function originOf({ from, at }: ChannelDraft): string {
  return `${placeOf(at)}: ${shown(from)}`;
}

function channelText({ id, text, decide }: ChannelDraft): string {
  return `${keyText(id)}: ${text}${remark(decide === undefined ? undefined : `${mark} (${decide})`)}`;
}

function routeLines({ lines, written, decide, lost, at }: RouteDraft): readonly string[] {
  const asked =
    written.length === 0 ? 'what nothing else takes' : written.map((own) => shown(own)).join(', ');
  const head = `  # ${placeOf(at)}: ${asked}`;
  if (lost.length > 0) {
    return [
      `${head}`,
      `  # ${mark} (no counterpart: ${lost.map((own) => shown(own)).join(', ')})`,
      ...lines.map((line, index) => `  # ${index === 0 ? '-' : ' '} ${line}`),
    ];
  }
  const comment =
    decide.length === 0 ? undefined : `${mark} (${decide.map((own) => shown(own)).join(', ')})`;
  return [
    head,
    ...lines.map(
      (line, index) =>
        `  ${index === 0 ? '-' : ' '} ${line}${remark(index === 0 ? comment : undefined)}`,
    ),
  ];
}

const shownLength = 160;

/** A text of the file as a part of a comment: nothing in it begins a line. */
function shown(text: string, length = shownLength): string {
  const safe = quoted(text.slice(0, length).toWellFormed()).slice(1, -1);
  return safe.replaceAll('\\"', '"');
}

function placeOf({ file, line }: Location): string {
  return `${shown(file)}:${line}`;
}
