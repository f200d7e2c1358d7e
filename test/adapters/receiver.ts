import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { onTestFinished } from 'vitest';

export interface Received {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What a receiver answers to a request; a function may do worse. */
export type Reply =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  | ((response: ServerResponse) => void);

export interface Receiver {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  readonly received: Received[];
}

/** A server on loopback that notes what it is sent and gives its answers in turn, the last one again and again. */
export async function receiverWith(...replies: readonly Reply[]): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const { method, url: path, headers } = request;
    received.push({ method, path, headers, body: (await buffer(request)).toString('utf8') });
    const reply = replies[Math.min(received.length, replies.length) - 1] ?? { status: 200 };
    if (typeof reply === 'function') {
      reply(response);
    } else {
      response.writeHead(reply.status, reply.headers).end(reply.body ?? '');
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

export interface MailBox {
  readonly port: number;
  readonly mails: { readonly to: readonly string[]; readonly text: string }[];
}

/** A mail server on loopback that keeps what it is sent. */
export async function mailBoxWith(options: SMTPServerOptions = {}): Promise<MailBox> {
  const mails: MailBox['mails'] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onData: (stream, session, callback) => {
      const keep = async (): Promise<void> => {
        const text = (await buffer(stream)).toString('utf8');
        mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), text });
        callback();
      };
      void keep();
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.close();
  });
  const { port } = server.server.address() as AddressInfo;
  return { port, mails };
}

/** A port of loopback that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
