import type { createTransport } from 'nodemailer';
import type { Mail, MailAnswer, MailMessage } from '../ports/mail.ts';
import { reasonOfCode } from './network-reasons.ts';

const deadlineMs = 10_000;

/** Mail by SMTP. An attempt has ten seconds, or as many milliseconds as `withinMs` says. */
export function smtpMail(withinMs: number = deadlineMs): Mail {
  return {
    send: async (server, message, cancel) => {
      const options = optionsOf(server, withinMs);
      if (options === undefined) {
        return later('the address of the mail server is none: it is smtp:// or smtps://');
      }
      // The library is large, and few watches send mail.
      const library = await import('nodemailer');
      const ended = ending(AbortSignal.any([cancel, AbortSignal.timeout(withinMs)]));
      const answer = await Promise.race([
        deliver(library.createTransport, options, message),
        ended,
      ]);
      return answer;
    },
  };
}

interface ServerOptions {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly requireTLS: boolean;
  readonly auth?: { readonly user: string; readonly pass: string };
  readonly connectionTimeout: number;
  readonly greetingTimeout: number;
  readonly socketTimeout: number;
}

/** How a server is spoken to; undefined where its address is none. A password leaves the machine over TLS alone. */
function optionsOf(server: string, withinMs: number): ServerOptions | undefined {
  const address = URL.parse(server);
  if (address === null || !/^smtps?:$/.test(address.protocol) || address.hostname === '') {
    return undefined;
  }
  const secure = address.protocol === 'smtps:';
  const host = address.hostname.replace(/^\[|\]$/g, '');
  const [user, pass] = [decoded(address.username), decoded(address.password)];
  const isNear = host === 'localhost' || host === '::1' || host.startsWith('127.');
  return {
    host,
    port: address.port === '' ? (secure ? 465 : 587) : Number(address.port),
    secure,
    requireTLS: !secure && user !== '' && !isNear,
    ...(user === '' ? {} : { auth: { user, pass } }),
    ...{ connectionTimeout: withinMs, greetingTimeout: withinMs, socketTimeout: withinMs },
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function later(reason: string): MailAnswer {
  return { kind: 'failed', reason, isFinal: false };
}

async function ending(signal: AbortSignal): Promise<MailAnswer> {
  if (!signal.aborted) {
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  }
  return later('the mail server: it did not answer in time');
}

async function deliver(
  transportOf: typeof createTransport,
  options: ServerOptions,
  { from, to, recipients, subject, text, messageId, threadId, at }: MailMessage,
): Promise<MailAnswer> {
  const transport = transportOf(options);
  try {
    const sent = await transport.sendMail({
      ...{ from, to: [...to], subject, text, messageId },
      envelope: { from, to: [...recipients] },
      ...{ inReplyTo: threadId, references: threadId, date: new Date(at) },
      ...{ disableFileAccess: true, disableUrlAccess: true },
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
    return { kind: 'sent', ...sorted(sent.rejectedErrors ?? []) };
  } catch (error) {
    return failure(error);
  } finally {
    transport.close();
  }
}

interface Rejection {
  readonly recipient?: string | undefined;
  readonly responseCode?: number | undefined;
}

/** Recipients that were not taken, by whether they may be another time. */
function sorted(
  rejections: readonly Rejection[],
): Pick<Extract<MailAnswer, { kind: 'sent' }>, 'later' | 'refused'> {
  const named = (isFinal: boolean): readonly string[] =>
    rejections
      .filter(({ responseCode = 400 }) => responseCode >= 500 === isFinal)
      .flatMap(({ recipient }) => recipient ?? [])
      .sort();
  return { later: named(false), refused: named(true) };
}

/**
 * Replies of 500 and more are final (RFC 5321, 4.2.1), but for those about the sender's name and password: they are a secret
 * that may be changing. The words of the server are not repeated: it may repeat what it was told.
 */
function failure(error: unknown): MailAnswer {
  const { code, originalCode, responseCode, rejectedErrors } = (
    error instanceof Error ? error : {}
  ) as LibraryError;
  if (rejectedErrors !== undefined && rejectedErrors.length > 0) {
    return { kind: 'sent', ...sorted(rejectedErrors) };
  }
  if (code === 'EAUTH') {
    return later('the mail server does not take the name and the password');
  }
  if (code === 'ETLS') {
    return later('the mail server has no TLS that is trusted');
  }
  return responseCode === undefined || responseCode < 400
    ? later(`the mail server: ${reasonOfCode(originalCode ?? code ?? '')}`)
    : {
        kind: 'failed',
        reason: `the mail server answers ${responseCode}`,
        isFinal: responseCode >= 500,
      };
}

/** What the library throws: `code` is its own, `originalCode` that of the system. */
interface LibraryError {
  readonly code?: string;
  readonly originalCode?: string;
  readonly responseCode?: number;
  /** There where no recipient was taken. */
  readonly rejectedErrors?: readonly Rejection[];
}
