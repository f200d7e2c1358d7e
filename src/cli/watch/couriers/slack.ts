import type { SlackDestination } from '../../../model/config.generated.ts';
import type { Letter } from '../../../model/letter.ts';
import type { BuiltInChannel, CourierTools, Delivery } from '../../../ports/channel.ts';
import type { HttpAnswer, HttpRequest } from '../../../ports/http.ts';
import type { Attempt } from '../../../ports.ts';
import { slackMessage } from '../../../report/letters/slack.ts';
import { deliveryOf, later, retryAfterMs } from '../../../runtime/http-answers.ts';
import { parsedObject } from './parsed-object.ts';

/** Errors of chat.postMessage after which the same message may do: Slack is busy, or the token is being changed. */
const passing: ReadonlySet<string> = new Set([
  'account_inactive',
  'fatal_error',
  'internal_error',
  'invalid_auth',
  'not_authed',
  'rate_limited',
  'ratelimited',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
  'token_expired',
  'token_revoked',
]);

/** Slack, by an incoming webhook or by chat.postMessage. Slack knows no idempotency keys. */
export const slack: BuiltInChannel = {
  kind: 'slack',
  create: ({ settings }, tools) => {
    const destination = settings as SlackDestination;
    return {
      send: async (letter, cancel) => {
        const request = requestFor(destination, letter, tools);
        if (request.failure !== undefined) {
          return later(request.failure);
        }
        const answer = await tools.http.post(request.value, cancel);
        return isWebhook(destination)
          ? deliveryOf(answer, tools.clock.now())
          : deliveryOfApi(answer, tools.clock.now());
      },
    };
  },
};

type Webhook = Extract<SlackDestination, { readonly webhook?: unknown }>;

function isWebhook(destination: SlackDestination): destination is Webhook {
  return 'webhook' in destination && destination.webhook !== undefined;
}

function requestFor(
  destination: SlackDestination,
  letter: Letter,
  { secrets, services }: CourierTools,
): Attempt<HttpRequest> {
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  const message = slackMessage(letter);
  if (isWebhook(destination)) {
    const address = secrets.read(destination.webhook ?? {});
    return address.failure === undefined
      ? { value: { url: address.value, headers, body: JSON.stringify(message) } }
      : address;
  }
  const token = secrets.read(destination.token);
  return token.failure === undefined
    ? {
        value: {
          url: `${services.slack}/api/chat.postMessage`,
          headers: { ...headers, authorization: `Bearer ${token.value}` },
          body: JSON.stringify({ channel: destination.channel, ...message }),
        },
      }
    : token;
}

/** The Web API answers 200 also where it did nothing: `ok` says whether it did, and `error` why not. */
function deliveryOfApi(answer: HttpAnswer, now: number): Delivery {
  const delivery = deliveryOf(answer, now);
  if (delivery.kind !== 'delivered' || answer.kind === 'failed') {
    return delivery;
  }
  const { ok, error } = parsedObject(answer.body);
  if (ok === true) {
    return delivery;
  }
  if (typeof error !== 'string' || !/^[a-z][a-z0-9_]{0,79}$/.test(error)) {
    return later('Slack answers something that is no answer of its interface');
  }
  const reason = `Slack says ${error}`;
  return passing.has(error)
    ? later(reason, retryAfterMs(answer.retryAfter, now))
    : { kind: 'refused', reason };
}
