import type { Path } from '../../config/source.ts';
import { digest } from '../../model/digest.ts';
import type { Location } from '../../model/location.ts';
import { sortedBy } from '../../model/order.ts';
import { quoted } from '../draft-yaml.ts';
import { type Fields, fieldOf, fieldsIn } from '../fields.ts';
import { idFor } from '../identify.ts';
import { type AlertmanagerReading, itemsAt, mapAt, noteLost, tellForm, textOf } from './reading.ts';

/** A channel as it would stand in a configuration. */
export interface ChannelDraft {
  readonly id: string;
  /** YAML on one line. */
  readonly text: string;
  /** What people have to decide about it; undefined where there is nothing. */
  readonly decide: string | undefined;
  /** Such as `slack_configs of "team"`. */
  readonly from: string;
  readonly at: Location;
}

/** Receivers by name, each with its channels. */
export type Receivers = ReadonlyMap<string, readonly ChannelDraft[]>;

/** Reads the receivers. What their integrations hold that is secret, or could be, is not looked at any further. */
export function receiversOf(reading: AlertmanagerReading, fields: Fields): Receivers {
  const receivers = new Map<string, readonly ChannelDraft[]>();
  const taken = new Set<string>();
  const defaults = mapAt(reading, fieldOf(fields, 'global'), ['global']);
  for (const { value, path } of itemsAt(reading, fieldOf(fields, 'receivers'), ['receivers'])) {
    const own = mapAt(reading, value, path);
    const name = textOf(fieldOf(own, 'name'));
    if (own === undefined) {
      continue;
    }
    if (name === undefined || name === '' || receivers.has(name)) {
      tellForm(
        reading,
        path,
        name === undefined || name === ''
          ? 'a receiver has no `name`'
          : `two receivers are called \`${name}\``,
      );
      continue;
    }
    receivers.set(name, channelsOf(reading, { name, fields: own, path, taken, defaults }));
  }
  return receivers;
}

interface Receiver {
  readonly name: string;
  readonly fields: Fields;
  readonly path: Path;
  /** Ids of channels that are in use. */
  readonly taken: Set<string>;
  /** The section `global`. */
  readonly defaults: Fields | undefined;
}

interface Integration {
  /** Such as `slack`. */
  readonly kind: string;
  readonly value: unknown;
  readonly path: Path;
}

function channelsOf(reading: AlertmanagerReading, receiver: Receiver): readonly ChannelDraft[] {
  const { name, path } = receiver;
  const integrations = integrationsOf(reading, receiver);
  if (integrations.length === 0) {
    const at = reading.source.locate(path, 'key');
    const id = freeId(receiver, idFor(name));
    const decide = 'it tells nobody in Alertmanager; here a file keeps what it would tell';
    return [{ id, text: standIn(id), decide, from: `receiver ${quoted(name)}`, at }];
  }
  return integrations.map((integration) => {
    const { kind } = integration;
    const isAlone = integrations.length === 1;
    const id = freeId(receiver, isAlone ? idFor(name) : idFor(`${name.slice(0, 40)}-${kind}`));
    const at = reading.source.locate(integration.path, 'key');
    const { text, decide } =
      kinds.get(kind)?.(fieldsIn(integration.value), { id, defaults: receiver.defaults }) ??
      stranger(reading, { kind, name, id, at });
    return { id, text, decide, from: `${kind}_configs of ${quoted(name)}`, at };
  });
}

function integrationsOf(
  reading: AlertmanagerReading,
  { fields, path }: Receiver,
): readonly Integration[] {
  const lists = Object.keys(fields).filter((key) => key.endsWith('_configs'));
  return sortedBy(lists, (key) => key).flatMap((key) =>
    itemsAt(reading, fieldOf(fields, key), [...path, key]).map((item) => ({
      kind: key.replace(/_configs$/, '').slice(0, 40),
      ...item,
    })),
  );
}

function freeId({ taken, name }: Receiver, wanted: string): string {
  const numbered = [2, 3, 4, 5, 6, 7, 8, 9].map((n) => `${wanted.slice(0, 60)}-${n}`);
  const ids = [wanted, ...numbered];
  const count = taken.size;
  const id =
    ids.find((one) => !taken.has(one)) ??
    `${wanted.slice(0, 50).replace(/-$/, '')}-${digest([name, String(count)], 8)}`;
  taken.add(id);
  return id;
}

/** A channel that keeps what it is told, where there is none that tells it. */
function standIn(id: string): string {
  return `{ file: { path: var/${id}.ndjson } }`;
}

interface Wanted {
  readonly id: string;
  readonly defaults: Fields | undefined;
}

type Made = Pick<ChannelDraft, 'text' | 'decide'>;

/** The name of the variable that a secret of a channel is expected in. */
function variableOf(id: string): string {
  return `TOWER_SECRET_${id.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
}

const kinds: ReadonlyMap<string, (fields: Fields | undefined, wanted: Wanted) => Made> = new Map([
  ['slack', slack],
  ['pagerduty', pagerduty],
  ['webhook', webhook],
  ['email', email],
]);

/** Alertmanager names channels beside a webhook; the webhooks of today have a channel of their own, and an app names it. */
function slack(fields: Fields | undefined, { id }: Wanted): Made {
  const written = textOf(fieldOf(fields, 'channel')) ?? '';
  const channel = /^[a-z0-9]/.test(written) ? `#${written}` : written;
  if (/^[#A-Z][^\s{}]{1,79}$/.test(channel)) {
    return {
      text: `{ slack: { channel: ${quoted(channel)}, token: { env: TOWER_SECRET_SLACK } } }`,
      decide: `the token of an app that may write there; or \`webhook: { env: ${variableOf(id)} }\` instead of both`,
    };
  }
  return {
    text: `{ slack: { webhook: { env: ${variableOf(id)} } } }`,
    decide: written === '' ? undefined : 'it writes to the channel that the webhook was made for',
  };
}

function pagerduty(fields: Fields | undefined, { id }: Wanted): Made {
  const isOld = fieldOf(fields, 'service_key') ?? fieldOf(fields, 'service_key_file');
  return {
    text: `{ pagerduty: { routingKey: { env: ${variableOf(id)} } } }`,
    decide:
      isOld === undefined
        ? undefined
        : 'a `service_key` is of Events API v1; take the routing key of an integration of v2',
  };
}

/** Of an address only scheme and host are taken: its path or its query may be all that keeps strangers out. */
function webhook(fields: Fields | undefined, { id }: Wanted): Made {
  const [, scheme, host] =
    /^(https?):\/\/(?:[^/?#]*@)?([A-Za-z0-9.-]+(?::[0-9]{1,5})?|\[[0-9A-Fa-f:]+\](?::[0-9]{1,5})?)(?=[/?#]|$)/.exec(
      textOf(fieldOf(fields, 'url')) ?? '',
    ) ?? [];
  const url = host === undefined ? 'https://hooks.example/' : `${scheme}://${host}/`;
  const http = fieldsIn(fieldOf(fields, 'http_config'));
  const isAuthorized = Object.keys(http ?? {}).some((key) => /auth|bearer/.test(key));
  const token = isAuthorized ? `, token: { env: ${variableOf(id)} }` : '';
  return {
    text: `{ webhook: { url: ${quoted(url)}, format: alertmanager${token} } }`,
    decide:
      host === undefined
        ? 'its address'
        : 'the rest of its address, which may be a secret and was not taken over',
  };
}

function email(fields: Fields | undefined, { id, defaults }: Wanted): Made {
  const to = (textOf(fieldOf(fields, 'to')) ?? '').split(',').flatMap(addressIn);
  const sender = textOf(fieldOf(fields, 'from')) ?? textOf(fieldOf(defaults, 'smtp_from')) ?? '';
  const [from] = addressIn(sender);
  if (to.length === 0) {
    return { text: standIn(id), decide: 'whom it is mailed to: `{ email: { to: [ADDRESS] } }`' };
  }
  const sent = from === undefined ? '' : `, from: ${quoted(from)}`;
  return {
    text: `{ email: { to: [${[...new Set(to)].map(quoted).join(', ')}]${sent} } }`,
    decide: undefined,
  };
}

function addressIn(text: string): readonly string[] {
  const address = /<([^<>]*)>\s*$/.exec(text)?.[1]?.trim() ?? text.trim();
  return /^[^\s@,;<>{}]{1,120}@[^\s@,;<>{}]{1,120}$/.test(address) ? [address] : [];
}

function stranger(
  reading: AlertmanagerReading,
  {
    kind,
    name,
    id,
    at,
  }: { readonly kind: string; readonly name: string; readonly id: string; readonly at: Location },
): Made {
  noteLost(
    reading,
    at,
    `\`${kind}_configs\` of \`${name}\` have no counterpart; \`${id}\` writes a file for now`,
    'let it be a webhook to a bridge, or another kind of channel',
  );
  return {
    text: standIn(id),
    decide: `there is no channel of the kind ${kind.replace(/[^A-Za-z0-9_-]/g, '')}; a file keeps what it would tell`,
  };
}
