import { listener, type Page } from '../../adapters/listener.ts';
import type { SignalSource } from '../../ports/signal-source.ts';
import { failed, type Outcome } from '../outcome.ts';
import type { Session } from '../session.ts';
import { listenAddress } from './listen-address.ts';
import { tokenOf } from './token.ts';

/** The listener that `--listen` asks for. Where others than this machine reach it, it needs a token. */
export function watchListener(
  session: Session,
  { listen, tokenFile }: { readonly listen: string; readonly tokenFile?: string | undefined },
  pages: ReadonlyMap<string, Page>,
): { readonly source: SignalSource } | { readonly outcome: Outcome } {
  const address = listenAddress(listen);
  if (address === undefined) {
    return {
      outcome: failed(
        3,
        `\`${listen}\` is not an address to listen on`,
        'write it as 4747, 127.0.0.1:4747 or [::1]:4747',
      ),
    };
  }
  const secret = tokenOf(session, tokenFile);
  if ('outcome' in secret) {
    return secret;
  }
  const { host, port, isLoopback } = address;
  if (!isLoopback && secret.token === undefined) {
    return {
      outcome: failed(
        3,
        `others than this machine reach ${listen}, so that the listener needs a token`,
        'put it into TOWER_LISTEN_TOKEN or a file that `--token-file` names, or listen on 127.0.0.1',
      ),
    };
  }
  return { source: listener({ host, port, token: secret.token, pages }) };
}
