import { parsedJson } from '../../config/parsed-json.ts';
import { limits } from '../../model/limits.ts';
import type { Unmatched } from '../../model/report.generated.ts';
import { sayInstant } from '../../model/time.ts';
import type { Network } from '../../ports/network.ts';
import { unmatchedReasons } from '../../report/pretty/readings.ts';
import { failed, fault, type Outcome } from '../outcome.ts';
import { type Session, variable } from '../session.ts';
import { defaultPort } from './listen-address.ts';
import { tokenOf } from './token.ts';

export interface ClientOptions {
  readonly to?: string;
  readonly tokenFile?: string;
}

const withinMs = 10_000;

/** Sends a batch to the listener of a running watch. `said` is what is printed when it was accepted. */
export async function tellWatch(
  session: Session,
  options: ClientOptions,
  sections: Readonly<Record<string, unknown>>,
  { network, said }: { readonly network: Network; readonly said: string },
): Promise<Outcome> {
  const { world } = session;
  const to = options.to ?? variable(world, 'TOWER_LISTEN_URL') ?? `http://127.0.0.1:${defaultPort}`;
  const url = addressOf(to);
  if (url === undefined) {
    return failed(
      3,
      'the address of the watch is none',
      `write it as http://127.0.0.1:${defaultPort}, without a name or a password`,
    );
  }
  const secret = tokenOf(session, options.tokenFile);
  if ('outcome' in secret) {
    return secret.outcome;
  }
  const { token } = secret;
  const { value, failure } = await network.ask({
    method: 'POST',
    url: `${url}/signals`,
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ at: sayInstant(world.clock.now()), ...sections }),
    withinMs,
    bytesMax: limits.requestBytes,
  });
  if (value === undefined) {
    return failed(
      2,
      `the watch at ${url} cannot be told: ${failure}`,
      'is `tower watch --listen` running there? `--to URL` or TOWER_LISTEN_URL name another place',
    );
  }
  if (value.status !== 202) {
    return refusal(url, value.status, value.body, token !== undefined);
  }
  const [unknown] = unmatchedIn(value.body);
  return unknown === undefined
    ? { exitCode: 0, render: (format) => (format === 'json' ? value.body : `${said}\n`) }
    : failed(
        2,
        `the watch at ${url} does not take it: \`${unknown.system}\`, ${unmatchedReasons[unknown.reason]}`,
        unknown.help,
      );
}

/** What a listener says that nothing takes of what it accepted. */
function unmatchedIn(body: string): readonly Unmatched[] {
  const value = parsedJson(body);
  const isSome =
    typeof value === 'object' &&
    value !== null &&
    'unmatched' in value &&
    Array.isArray(value.unmatched);
  return isSome ? (value.unmatched as Unmatched[]) : []; // A listener has said so.
}

/** An address without what follows its path; undefined where it is none, or holds a secret. */
function addressOf(text: string): string | undefined {
  const url = URL.parse(text);
  if (
    url === null ||
    !/^https?:$/.test(url.protocol) ||
    url.username !== '' ||
    url.password !== ''
  ) {
    return undefined;
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

function refusal(url: string, status: number, body: string, hasToken: boolean): Outcome {
  if (status === 401) {
    return failed(
      2,
      `the watch at ${url} does not know ${hasToken ? 'this token' : 'who is asking'}`,
      'its token stands in TOWER_LISTEN_TOKEN, or in a file that `--token-file` names',
    );
  }
  const { error, help, diagnostics = [] } = answerIn(body);
  if (error === undefined) {
    return failed(
      2,
      `${url} answers with status ${status}, and not as a watch does`,
      '`--to URL` or TOWER_LISTEN_URL name another place',
    );
  }
  return {
    exitCode: 2,
    notes: [
      ...fault(`the watch at ${url} refuses it with status ${status}: ${error}`, help),
      ...diagnostics.flatMap(({ line, column, code, message, help: way }) => [
        `       ${line}:${column} ${code} ${message}`,
        ...(way === undefined ? [] : [`         ${way}`]),
      ]),
    ],
  };
}

interface Refusal {
  readonly error?: string;
  readonly help?: string;
  readonly diagnostics?: readonly {
    readonly line: number;
    readonly column: number;
    readonly code: string;
    readonly message: string;
    readonly help?: string;
  }[];
}

/** What a listener says of a request that it refuses; nothing where somebody else answers. */
function answerIn(body: string): Refusal {
  const value = parsedJson(body);
  const isOne =
    typeof value === 'object' &&
    value !== null &&
    'error' in value &&
    typeof value.error === 'string';
  return isOne ? (value as Refusal) : {}; // A listener has said so.
}
