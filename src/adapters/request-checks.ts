import type { IncomingMessage } from 'node:http';
import { faultAnswer, type HttpAnswer } from './http-answer.ts';
import { encodings, isEncoding } from './request-body.ts';

/**
 * Refuses what a page in somebody's browser could send: a page says where it comes from, and one that made its own name
 * lead to this machine gives itself away by that name. With a token, which no page knows, names are not looked at.
 */
export function strangerAnswer(
  { headers }: IncomingMessage,
  hasToken: boolean,
): HttpAnswer | undefined {
  if (headers.origin !== undefined) {
    return faultAnswer(403, 'requests of web pages are not answered');
  }
  return hasToken || isLoopbackName(headers.host ?? '')
    ? undefined
    : faultAnswer(403, 'the name of the host is not one of this machine', {
        help: 'ask 127.0.0.1, [::1] or localhost',
      });
}

function isLoopbackName(host: string): boolean {
  return /^(?:127\.0\.0\.1|localhost|\[::1\])(?::[0-9]{1,5})?$/i.test(host);
}

/** How a body of signals is written. */
export interface BodyForm {
  readonly isLines: boolean;
  /** `identity`, or an encoding that is undone. */
  readonly encoding: string;
}

const formByType: ReadonlyMap<string, boolean> = new Map([
  ['application/json', false],
  ['application/jsonl', true],
  ['application/ndjson', true],
  ['application/x-ndjson', true],
]);

/** What the headers say of a body, or the answer to a body that is not taken. */
export function bodyFormOf({ headers }: IncomingMessage): BodyForm | HttpAnswer {
  const [type = '', ...parameters] = (headers['content-type'] ?? '').split(';');
  const isLines = formByType.get(type.trim().toLowerCase());
  const isUtf8 = parameters.every((parameter) => {
    const [name = '', value = ''] = parameter.split('=');
    return name.trim().toLowerCase() !== 'charset' || /^"?utf-?8"?$/i.test(value.trim());
  });
  if (isLines === undefined || !isUtf8) {
    return faultAnswer(415, 'the body is neither JSON nor NDJSON', {
      help: 'send `Content-Type: application/json` for one batch, `application/x-ndjson` for one a line, in UTF-8',
    });
  }
  const encoding = (headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  return isEncoding(encoding)
    ? { isLines, encoding }
    : faultAnswer(415, 'the encoding of the body is not known', {
        help: `send it as it is, or by one of: ${encodings}`,
        headers: { 'Accept-Encoding': encodings },
      });
}
