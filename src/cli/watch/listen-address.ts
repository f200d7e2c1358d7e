/** Where a listener listens when nothing else is said. */
export const defaultPort = 4747;

export interface ListenAddress {
  /** An address or a name, without brackets. */
  readonly host: string;
  readonly port: number;
  /** Whether only this machine reaches it. */
  readonly isLoopback: boolean;
}

const written =
  /^(?:(\[[0-9a-f:.]+\]|[a-z0-9.-]*[a-z.][a-z0-9.-]*)(?::([0-9]{1,5}))?|([0-9]{1,5}))$/i;

/** Reads `PORT`, `HOST`, `HOST:PORT` or `[ADDRESS]:PORT`; undefined where it is none of these. Port 0 takes a free one. */
export function listenAddress(text: string): ListenAddress | undefined {
  const found = written.exec(text);
  const [, host = '127.0.0.1', behindHost, alone] = found ?? [];
  const port = Number(behindHost ?? alone ?? defaultPort);
  if (found === null || port > 65_535) {
    return undefined;
  }
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
  // A name could be made to lead elsewhere; this one is taken at its word.
  const own = bare === 'localhost' ? '127.0.0.1' : bare;
  return { host: own, port, isLoopback: isLoopback(own) };
}

function isLoopback(host: string): boolean {
  return host === '::1' || /^127(?:\.[0-9]{1,3}){3}$/.test(host);
}
