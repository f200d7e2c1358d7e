import { type Fields, fieldOf, fieldsIn } from './fields.ts';
import type { Hosts } from './kubernetes-hosts.ts';
import type { Workload } from './kubernetes-workloads.ts';
import { mapsIn, textOf, valueAt } from './objects.ts';

/**
 * How a workload might be probed from outside, by what the cluster asks its main container, through the first Service that
 * leads to the same port. YAML on one line; undefined where nothing asks, or no Service leads there.
 */
export function probeOf(workload: Workload, { servicesBySystem }: Hosts): string | undefined {
  const { fields } = workload.main;
  const probe =
    fieldsIn(fieldOf(fields, 'readinessProbe')) ?? fieldsIn(fieldOf(fields, 'livenessProbe'));
  const http = fieldsIn(fieldOf(probe, 'httpGet'));
  const asked = http ?? fieldsIn(fieldOf(probe, 'tcpSocket')) ?? fieldsIn(fieldOf(probe, 'grpc'));
  const port = portNumber(fieldOf(asked, 'port'), fields);
  if (port === undefined || textOf(fieldOf(http, 'host')) !== undefined) {
    return undefined;
  }
  const front = (servicesBySystem.get(workload.system) ?? [])
    .flatMap(({ service }) => {
      const { name = '', namespace } = service ?? {};
      const open = openPort(service?.fields, port, fields);
      return open === undefined || !dnsName.test(name) || !dnsName.test(namespace ?? 'x')
        ? []
        : [{ host: namespace === undefined ? name : `${name}.${namespace}`, port: open }];
    })
    .at(0);
  return front === undefined ? undefined : probeText(front, http, probe);
}

const dnsName = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const printablePath = /^\/[!-~]{0,1000}$/;

function probeText(
  { host, port }: { readonly host: string; readonly port: number },
  http: Fields | undefined,
  probe: Fields | undefined,
): string | undefined {
  const every = secondsIn(probe, 'periodSeconds', 'every');
  const rest = [...every, ...secondsIn(probe, 'timeoutSeconds', 'timeout'), ...failuresIn(probe)];
  if (http === undefined) {
    return `{ tcp: { ${[`host: ${host}`, `port: ${port}`, ...rest].join(', ')} } }`;
  }
  const written = textOf(fieldOf(http, 'path')) ?? '/';
  const path = written.startsWith('/') ? written : `/${written}`;
  const scheme = fieldOf(http, 'scheme') === 'HTTPS' ? 'https' : 'http';
  const usual = scheme === 'https' ? 443 : 80;
  const url = `${scheme}://${host}${port === usual ? '' : `:${port}`}${path}`;
  return printablePath.test(path)
    ? `{ http: { ${[`url: ${JSON.stringify(url)}`, ...rest].join(', ')} } }`
    : undefined;
}

function secondsIn(probe: Fields | undefined, key: string, word: string): readonly string[] {
  const value = fieldOf(probe, key);
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 86_400
    ? [`${word}: ${value}s`]
    : [];
}

function failuresIn(probe: Fields | undefined): readonly string[] {
  const value = fieldOf(probe, 'failureThreshold');
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 100
    ? [`failures: ${value}`]
    : [];
}

/** A port of a container, which may be named. */
function portNumber(value: unknown, container: Fields): number | undefined {
  const named = mapsIn(fieldOf(container, 'ports')).find(
    ([, port]) => fieldOf(port, 'name') === value,
  );
  const number = typeof value === 'string' ? fieldOf(named?.[1], 'containerPort') : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= 1 && number <= 65_535
    ? number
    : undefined;
}

/** The port of a Service that leads to one of a container. */
function openPort(
  service: Fields | undefined,
  port: number,
  container: Fields,
): number | undefined {
  return mapsIn(valueAt(service, ['spec', 'ports']))
    .flatMap(([, one]) => {
      const open = portNumber(fieldOf(one, 'port'), container);
      const target = portNumber(fieldOf(one, 'targetPort') ?? fieldOf(one, 'port'), container);
      return open !== undefined && target === port ? [open] : [];
    })
    .at(0);
}
