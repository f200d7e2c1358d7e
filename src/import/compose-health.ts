import { type ComposeReading, textIn, textsIn } from './compose-values.ts';
import { type Fields, fieldOf } from './fields.ts';

const durations = /^(?:[0-9]{1,7}(?:ms|s|m|h))+$/;
const local = new Set(['localhost', '127.0.0.1', '0.0.0.0']);

/**
 * How a service might be probed from outside, by what its own health check asks inside: a URL, or a port that it connects to.
 * YAML on one line; undefined where the check runs something else.
 */
export function probeOf(
  reading: ComposeReading,
  service: string,
  healthcheck: Fields | undefined,
): string | undefined {
  const path = ['services', service, 'healthcheck'];
  const test = textsIn(reading, fieldOf(healthcheck, 'test'), [...path, 'test']);
  if (fieldOf(healthcheck, 'disable') === true || !isHost(service)) {
    return undefined;
  }
  const words = test.flatMap((text) => text.split(/[\s'"|;&]+/));
  const every = durationIn(reading, healthcheck, [...path, 'interval']);
  const timeout = durationIn(reading, healthcheck, [...path, 'timeout']);
  const failures = textIn(reading, fieldOf(healthcheck, 'retries'), [...path, 'retries']);
  const rest = [
    ...(every === undefined ? [] : [`every: ${every}`]),
    ...(timeout === undefined ? [] : [`timeout: ${timeout}`]),
    ...(failures !== undefined && /^(?:[1-9][0-9]?|100)$/.test(failures)
      ? [`failures: ${failures}`]
      : []),
  ];
  const url = words.map((word) => urlOf(word, service)).find((found) => found !== undefined);
  if (url !== undefined) {
    return `{ http: { ${[`url: ${JSON.stringify(url)}`, ...rest].join(', ')} } }`;
  }
  const port = portIn(words, service);
  return port === undefined
    ? undefined
    : `{ tcp: { ${[`host: ${service}`, `port: ${port}`, ...rest].join(', ')} } }`;
}

function isHost(name: string): boolean {
  return /^[a-zA-Z0-9](?:[a-zA-Z0-9.-]{0,61}[a-zA-Z0-9])?$/.test(name);
}

/** The address, seen from the other services. */
function urlOf(word: string, service: string): string | undefined {
  const found = /^(https?):\/\/([A-Za-z0-9.-]{1,253})(:[0-9]{1,5})?(\/[!-~]{0,1000})?$/.exec(word);
  const [, scheme = '', name = '', port = '', path = ''] = found ?? [];
  return found !== null && isOwn(name, service)
    ? `${scheme}://${service}${port}${path}`
    : undefined;
}

/** Whether a host is the service itself, seen from inside. */
function isOwn(host: string, service: string): boolean {
  return local.has(host) || host === service;
}

/** The port of `nc -z localhost 5432` and of `grpc_health_probe -addr=:5000`. */
function portIn(words: readonly string[], service: string): number | undefined {
  const [nc, probe] = [
    words.indexOf('nc'),
    words.findIndex((word) => /grpc_health_probe$/.test(word)),
  ];
  const after = words.slice(Math.max(nc, probe) + 1);
  const candidates =
    nc !== -1
      ? after.filter(
          (word, index) => /^[0-9]+$/.test(word) && isOwn(after[index - 1] ?? '', service),
        )
      : probe === -1
        ? []
        : after.flatMap((word) => /^-?-addr=[a-z0-9.]*:([0-9]+)$/.exec(word)?.[1] ?? []);
  const port = Number(candidates[0] ?? 0);
  return port >= 1 && port <= 65_535 ? port : undefined;
}

function durationIn(
  reading: ComposeReading,
  healthcheck: Fields | undefined,
  path: readonly string[],
): string | undefined {
  const text = textIn(reading, fieldOf(healthcheck, path.at(-1) ?? ''), path);
  return text !== undefined && durations.test(text) && /[1-9]/.test(text) && text.length <= 32
    ? text
    : undefined;
}
