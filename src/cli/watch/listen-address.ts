/** Where a listener listens. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
  /** Whether only this machine reaches it. */
  readonly isLoopback: boolean;
}

/** Reads `[HOST:]PORT`, with IPv6 addresses in brackets; undefined where it is none. Without a host only this machine reaches it. */
export function listenAddress(text: string): ListenAddress | undefined {
  const [, bracketed, plain, digits] =
    /^(?:\[([0-9a-fA-F:.]{2,45})\]:|([A-Za-z0-9.-]{1,253}):)?([0-9]{1,5})$/.exec(text) ?? [];
  const port = Number(digits ?? Number.NaN);
  if (!(port <= 65_535)) {
    return undefined;
  }
  const host = bracketed ?? plain ?? '127.0.0.1';
  return { host, port, isLoopback: isLoopback(host) };
}

/** RFC 1122 gives all of 127.0.0.0/8 to the machine itself, RFC 4291 the address ::1. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.[0-9]{1,3}){3}$/.test(host);
}
