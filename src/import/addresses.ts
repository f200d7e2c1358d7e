/** Longer values are no addresses. */
const valueLength = 4_096;
/** Names of variables whose value is an address even without a port. */
const addressName =
  /(?:^|_)(?:HOST|HOSTS|HOSTNAME|ADDR|ADDRESS|URL|URI|ENDPOINT|SERVER|SERVERS|BROKER|BROKERS|DSN|UPSTREAM|BACKEND)$/i;
const host = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,253}[A-Za-z0-9])?$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the sign of an unknown part is one.
const port = /^[0-9\u0000]{1,64}$/;
const dsnKey = /^(?:host|hostname|server|data source|address|addr)$/i;

/**
 * Hosts that the value of a variable names: of URLs, of `host:port`, of `host=…` in connection strings, and as a whole where
 * the variable is called like an address. In order, each once. Time is linear in the length of the value.
 */
export function hostsIn(name: string, value: string): readonly string[] {
  if (value.length > valueLength) {
    return [];
  }
  const bare = value.trim();
  const found = [
    ...authoritiesIn(value).flatMap((authority) => authority.split(',')),
    ...value.split(/[\s,;]+/).filter((token) => portBegins(token) && !token.includes('//')),
    ...settingsIn(value),
    ...(addressName.test(name) ? bare.split(',') : []),
  ];
  return [...new Set(found.flatMap((text) => hostOf(text.trim()) ?? []))];
}

/** Whether a colon with a port behind it, perhaps an unknown one, stands in a word. */
function portBegins(token: string): boolean {
  return token.split(':').some((part, index) => index > 0 && port.test(part.split('/')[0] ?? ''));
}

/** What stands between `://` and the next slash, without the user. */
function authoritiesIn(value: string): readonly string[] {
  const found: string[] = [];
  for (let at = value.indexOf('://'); at !== -1; at = value.indexOf('://', at + 3)) {
    const rest = value.slice(at + 3);
    const authority = rest.slice(0, rest.search(/[/?#;\s"']|$/));
    found.push(authority.slice(authority.lastIndexOf('@') + 1));
  }
  return found;
}

/** Values of `Host=db;Port=5432` and `host=db port=5432`. */
function settingsIn(value: string): readonly string[] {
  return value.split(/[;\s]+/).flatMap((part) => {
    const at = part.indexOf('=');
    const isHost = at !== -1 && dsnKey.test(part.slice(0, at));
    return isHost ? [part.slice(at + 1).replace(/^tcp:/, '')] : [];
  });
}

/** The host of `host`, `host:port` or `host:port/path`, without the dot that makes a name a whole one. */
function hostOf(text: string): string | undefined {
  const slash = text.indexOf('/');
  const [name = '', after, ...more] = (slash === -1 ? text : text.slice(0, slash)).split(':');
  const plain = name.endsWith('.') ? name.slice(0, -1) : name;
  const isHost = host.test(plain) && more.length === 0 && (after === undefined || port.test(after));
  return isHost ? plain : undefined;
}
