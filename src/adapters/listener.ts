import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RunningSource, SignalSink, SignalSource } from '../ports/signal-source.ts';
import type { Attempt } from '../ports.ts';
import { reasonOf } from './attempt.ts';
import { bearerCheck } from './bearer.ts';
import { faultAnswer, type HttpAnswer, laterAnswer, sendAnswer } from './http-answer.ts';
import { type ListenerBounds, listenerBounds } from './listener-bounds.ts';
import { strangerAnswer } from './request-checks.ts';
import { signalsAnswer, type Taking } from './signal-requests.ts';
import { type Buckets, newBuckets } from './token-bucket.ts';

/** A page that is read, made anew for each request. `accept` is the header of that name. */
export interface Page {
  readonly read: (accept: string) => HttpAnswer;
  /** Whether it is read without a token, too. */
  readonly isOpen: boolean;
}

export interface ListenerOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** What every request has to show; undefined lets in everybody who reaches the port. */
  readonly token: string | undefined;
  /** By path. */
  readonly pages: ReadonlyMap<string, Page>;
  readonly bounds?: Partial<ListenerBounds>;
}

const stopMs = 2_000;

/** Takes signals as requests on a port. */
export function listener(options: ListenerOptions): SignalSource {
  return { name: 'http', start: (sink) => listen(options, sink) };
}

/** A listener at work. */
interface Listening extends Taking {
  readonly options: ListenerOptions;
  readonly isBearer: ((authorization: string | undefined) => boolean) | undefined;
  readonly remotes: Buckets;
  readonly all: Buckets;
}

function listen(options: ListenerOptions, sink: SignalSink): Promise<Attempt<RunningSource>> {
  const bounds = { ...listenerBounds, ...options.bounds };
  const listening: Listening = {
    options,
    bounds,
    sink,
    isBearer: options.token === undefined ? undefined : bearerCheck(options.token),
    remotes: newBuckets(bounds.remoteRate),
    all: newBuckets(bounds.rate, 1),
    room: { bytesMax: bounds.heldBytes, used: 0 },
    held: 0,
    isStopping: false,
  };
  const server = serverOf(listening);
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve({ failure: bindFailure(error.code ?? '', options) }),
    );
    server.listen({ host: options.host, port: options.port, backlog: 1_024 }, () => {
      server.removeAllListeners('error');
      server.on('error', (error: NodeJS.ErrnoException) =>
        sink.failing(reasonOf(error.code ?? '')),
      );
      const address = addressOf(server, options.host);
      resolve({ value: { address, stop: () => stop(server, listening) } });
    });
  });
}

function serverOf(listening: Listening): Server {
  const { bounds } = listening;
  const server = createServer({
    headersTimeout: bounds.headersMs,
    requestTimeout: bounds.requestMs,
    keepAliveTimeout: bounds.idleMs,
    connectionsCheckingInterval: Math.min(5_000, bounds.headersMs),
    maxHeaderSize: 16_384,
    noDelay: true,
  });
  server.maxConnections = bounds.connections;
  server.on('request', (request, response) => take(listening, request, response, false));
  // Whoever asks before sending a body is told to go on only when it will be read.
  server.on('checkContinue', (request, response) => take(listening, request, response, true));
  return server;
}

function bindFailure(code: string, { host, port }: ListenerOptions): string {
  const where = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const reasons: ReadonlyMap<string, string> = new Map([
    ['EADDRINUSE', 'another program listens there'],
    ['EADDRNOTAVAIL', 'the address is not one of this machine'],
    ['EACCES', 'permission denied'],
    ['ENOTFOUND', 'the name is not known'],
  ]);
  return `${where} cannot be listened on: ${reasons.get(code) ?? reasonOf(code)}`;
}

function addressOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo; // It listens on a port, not on a pipe.
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Answers what is under way, then ends; what takes too long is cut off, and was not accepted. */
function stop(server: Server, listening: Listening): Promise<void> {
  listening.isStopping = true;
  return new Promise((resolve) => {
    const last = setTimeout(() => server.closeAllConnections(), stopMs);
    server.close(() => {
      clearTimeout(last);
      resolve();
    });
    server.closeIdleConnections();
  });
}

async function take(
  listening: Listening,
  request: IncomingMessage,
  response: ServerResponse,
  asksFirst: boolean,
): Promise<void> {
  const answer = answerOf(listening, request, asksFirst ? response : undefined);
  if (!(answer instanceof Promise)) {
    // Who was not told to go on may send the body or not: where the next request begins is not known.
    endAfter(response, asksFirst || listening.isStopping);
    sendAnswer(response, answer, request.method === 'HEAD');
    return;
  }
  listening.held += 1;
  const late = await answer;
  listening.held -= 1;
  if (late !== undefined) {
    endAfter(response, listening.isStopping);
    sendAnswer(response, late);
  }
}

function endAfter(response: ServerResponse, isLast: boolean): void {
  if (isLast) {
    response.setHeader('Connection', 'close');
  }
}

/** The answer to a request, or a promise of it as for `signalsAnswer`. */
function answerOf(
  listening: Listening,
  request: IncomingMessage,
  waiting: ServerResponse | undefined,
): HttpAnswer | Promise<HttpAnswer | undefined> {
  const { options, isBearer } = listening;
  const path = /^[^?]*/.exec(request.url ?? '')?.[0] ?? '';
  const page = options.pages.get(path);
  const stranger = strangerAnswer(request, isBearer !== undefined);
  if (stranger !== undefined) {
    return stranger;
  }
  if (isBearer !== undefined && page?.isOpen !== true) {
    if (!isBearer(request.headers.authorization)) {
      return faultAnswer(401, 'the token is missing or wrong', {
        help: 'send `Authorization: Bearer TOKEN`',
        headers: { 'WWW-Authenticate': 'Bearer' },
      });
    }
  }
  const waitMs = waitOf(listening, request);
  if (waitMs > 0) {
    return laterAnswer(429, 'there are too many requests', waitMs);
  }
  if (page !== undefined) {
    return request.method === 'GET' || request.method === 'HEAD'
      ? page.read(request.headers.accept ?? '')
      : methodAnswer('GET, HEAD');
  }
  if (path !== '/signals') {
    const known = ['POST /signals', ...[...options.pages.keys()].map((name) => `GET ${name}`)];
    return faultAnswer(404, 'there is nothing here', { help: `try ${known.join(', ')}` });
  }
  return request.method === 'POST'
    ? signalsAnswer(listening, request, waiting)
    : methodAnswer('POST');
}

function methodAnswer(allow: string): HttpAnswer {
  return faultAnswer(405, `this takes ${allow}`, { headers: { Allow: allow } });
}

function waitOf({ remotes, all }: Listening, { socket }: IncomingMessage): number {
  const now = performance.now();
  return remotes.take(socket.remoteAddress ?? '', now) || all.take('', now);
}
