import type { Channel, ChannelKind } from '../../model/alerting.ts';
import type { BuiltInChannel, Courier, CourierTools } from '../../ports/channel.ts';
import type { World } from '../../ports.ts';
import { email } from './couriers/email.ts';
import { file } from './couriers/file.ts';
import { pagerDuty } from './couriers/pagerduty.ts';
import { plugged } from './couriers/plugged.ts';
import { slack } from './couriers/slack.ts';
import { sms } from './couriers/sms.ts';
import { stdout } from './couriers/stdout.ts';
import { webhook } from './couriers/webhook.ts';

/** Every kind of channel that there is. */
const plugins: Readonly<Record<ChannelKind, BuiltInChannel>> = {
  email,
  file,
  pagerduty: pagerDuty,
  plugin: plugged,
  slack,
  sms,
  stdout,
  webhook,
};

export function courierOf(channel: Channel, tools: CourierTools): Courier {
  return plugins[channel.kind].create(channel, tools);
}

/** A courier for each channel, by id. */
export function couriersOf(
  channels: ReadonlyMap<string, Channel>,
  tools: CourierTools,
): ReadonlyMap<string, Courier> {
  return new Map([...channels].map(([id, channel]) => [id, courierOf(channel, tools)]));
}

/** Where the services are, or where the operator says: another region, a relay, a test. */
export function servicesOf(env: World['env']): CourierTools['services'] {
  const at = (name: string, usual: string): string => (env[name] || usual).replace(/\/+$/, '');
  return {
    pagerduty: at('TOWER_PAGERDUTY_URL', 'https://events.pagerduty.com'),
    slack: at('TOWER_SLACK_URL', 'https://slack.com'),
    twilio: at('TOWER_TWILIO_URL', 'https://api.twilio.com'),
  };
}
