import type { IncomingMessage, ServerResponse } from 'node:http';
import { sayBytes } from '../model/limits.ts';
import type { SignalSink } from '../ports/signal-source.ts';
import {
  acceptedAnswer,
  faultAnswer,
  type HttpAnswer,
  laterAnswer,
  refusalAnswer,
} from './http-answer.ts';
import type { ListenerBounds } from './listener-bounds.ts';
import { type Body, type Room, readBody, unpacked } from './request-body.ts';
import { type BodyForm, bodyFormOf } from './request-checks.ts';
import { checkUtf8 } from './utf8.ts';

/** What takes signals by requests. */
export interface Taking {
  readonly bounds: ListenerBounds;
  readonly sink: SignalSink;
  readonly room: Room;
  /** Requests that wait for their answer. */
  held: number;
  isStopping: boolean;
}

/**
 * The answer to signals that are sent; a promise where their body is needed for that, of nothing where their sender has gone.
 * `waiting` is told to go on where its sender waits for that.
 */
export function signalsAnswer(
  taking: Taking,
  request: IncomingMessage,
  waiting: ServerResponse | undefined,
): HttpAnswer | Promise<HttpAnswer | undefined> {
  const { bounds, held, isStopping } = taking;
  const form = bodyFormOf(request);
  if ('status' in form) {
    return form;
  }
  if (Number(request.headers['content-length'] ?? 0) > bounds.bodyBytes) {
    return tooLargeAnswer(bounds);
  }
  if (isStopping || held >= bounds.heldRequests) {
    const why = isStopping ? 'the watch ends' : 'too many requests wait for their answer';
    return laterAnswer(503, why, 1_000);
  }
  waiting?.writeContinue();
  return posted(taking, request, form);
}

/** Reads a body and hands it over. Undefined where nobody waits for the answer any more. */
async function posted(
  { bounds, room, sink }: Taking,
  request: IncomingMessage,
  { isLines, encoding }: BodyForm,
): Promise<HttpAnswer | undefined> {
  const { body: packed, byteCount } = await readBody(request, bounds.bodyBytes, room);
  let heldBytes = byteCount;
  try {
    if (packed.kind !== 'bytes') {
      return bodyAnswer(packed, bounds);
    }
    const body =
      encoding === 'identity' ? packed : await unpacked(packed.bytes, encoding, bounds.bodyBytes);
    if (body.kind !== 'bytes') {
      return bodyAnswer(body, bounds);
    }
    room.used += body.bytes.length - heldBytes;
    heldBytes = body.bytes.length;
    if (room.used > room.bytesMax) {
      return bodyAnswer({ kind: 'no-room' }, bounds);
    }
    const { file, diagnostic } = checkUtf8(body.bytes, 'http');
    if (file === undefined) {
      sink.refused([diagnostic]);
      return refusalAnswer([diagnostic]);
    }
    const answer = await sink.arrived({ file, isLines, linesBefore: 0 });
    switch (answer.kind) {
      case 'accepted':
        return acceptedAnswer(answer);
      case 'refused':
        return refusalAnswer(answer.diagnostics);
      default:
        return laterAnswer(503, answer.reason, answer.afterMs);
    }
  } finally {
    room.used -= heldBytes;
  }
}

function bodyAnswer({ kind }: Body, bounds: ListenerBounds): HttpAnswer | undefined {
  switch (kind) {
    case 'too-large':
      return tooLargeAnswer(bounds);
    case 'no-room':
      return laterAnswer(503, 'too many bytes wait for their answer', 1_000);
    case 'broken':
      return faultAnswer(400, 'the body is not what its `Content-Encoding` says');
    default:
      return undefined;
  }
}

function tooLargeAnswer({ bodyBytes }: ListenerBounds): HttpAnswer {
  return faultAnswer(413, `the body is larger than ${sayBytes(bodyBytes)}`, {
    help: 'send it in parts',
  });
}
