import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Answer } from '../ports/signal-source.ts';

/** What a request is answered with. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers?: OutgoingHttpHeaders;
  readonly body: string;
  /** JSON unless given. */
  readonly type?: string;
}

/** Sends an answer. `isHead` leaves the body out, but not its length. */
export function sendAnswer(
  response: ServerResponse,
  { status, headers, body, type = 'application/json' }: HttpAnswer,
  isHead = false,
): void {
  if (response.writableEnded || response.destroyed) {
    return;
  }
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...headers,
  });
  response.end(isHead ? undefined : body);
}

/** An answer that says what is wrong in a sentence, and what to do. */
export function faultAnswer(
  status: number,
  error: string,
  { help, headers }: { readonly help?: string; readonly headers?: OutgoingHttpHeaders } = {},
): HttpAnswer {
  const body = `${JSON.stringify(help === undefined ? { error } : { error, help })}\n`;
  return headers === undefined ? { status, body } : { status, body, headers };
}

/** An answer to who should ask again later. */
export function laterAnswer(status: 429 | 503, error: string, afterMs: number): HttpAnswer {
  const seconds = Math.max(1, Math.ceil(afterMs / 1_000));
  return faultAnswer(status, error, { headers: { 'Retry-After': String(seconds) } });
}

/** Observations that nothing takes of which an answer tells. */
const unmatchedMax = 20;

/** How many batches were accepted, and what in them nothing takes. */
export function acceptedAnswer({
  batches,
  unused,
}: Extract<Answer, { readonly kind: 'accepted' }>): HttpAnswer {
  const told = {
    accepted: batches,
    ...(unused === undefined
      ? {}
      : { unmatchedCount: unused.count, unmatched: unused.unmatched.slice(0, unmatchedMax) }),
  };
  return { status: 202, body: `${JSON.stringify(told)}\n` };
}

/** What is wrong with a batch, with places in the body that was sent. */
export function refusalAnswer(diagnostics: readonly Diagnostic[]): HttpAnswer {
  const told = diagnostics.map(({ code, message, at, help }) => ({
    code,
    message,
    line: at.line,
    column: at.column,
    path: at.path,
    ...(help === undefined ? {} : { help }),
  }));
  const error = 'nothing of it was used';
  return { status: 400, body: `${JSON.stringify({ error, diagnostics: told })}\n` };
}
