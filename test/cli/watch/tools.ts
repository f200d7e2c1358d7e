import { systemClock } from '../../../src/adapters/clock.ts';
import { systemFiles } from '../../../src/adapters/files.ts';
import { networkHttp } from '../../../src/adapters/http.ts';
import { lineFilesIn } from '../../../src/adapters/line-files.ts';
import { smtpMail } from '../../../src/adapters/mail.ts';
import { courierOf } from '../../../src/cli/watch/couriers.ts';
import { secretsOf } from '../../../src/cli/watch/secrets.ts';
import type { ChannelKind } from '../../../src/model/alerting.ts';
import type { Letter } from '../../../src/model/letter.ts';
import type { Courier, CourierTools, Delivery } from '../../../src/ports/channel.ts';
import { place } from '../../report/parts.ts';

/** Real tools, whose services are all at one address. */
export function toolsAt(url: string, rest: Partial<CourierTools> = {}): CourierTools {
  return {
    clock: systemClock,
    secrets: secretsOf({ env: { TOWER_SECRET_A: 'hunter2' }, files: systemFiles }),
    http: networkHttp(1_000),
    mail: smtpMail(2_000),
    lines: lineFilesIn('/nowhere', []),
    plugged: { channels: new Map(), executors: new Map() },
    print: () => undefined,
    services: { pagerduty: url, slack: url, twilio: url },
    ...rest,
  };
}

/** The courier of a channel with these settings. */
export function courierWith(
  kind: ChannelKind,
  settings: Readonly<Record<string, unknown>>,
  tools: CourierTools,
): Courier {
  return courierOf({ id: 'it', kind, isPerson: false, settings, at: place('a.yaml', 1, 1) }, tools);
}

/** What comes of sending a letter, once. */
export function sending(courier: Courier, letter: Letter): Promise<Delivery> {
  return courier.send(letter, new AbortController().signal);
}
