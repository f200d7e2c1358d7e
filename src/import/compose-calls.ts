import type { Path } from '../config/source.ts';
import type { Guess, ImportedCall } from '../model/imported.ts';
import { hostsIn } from './addresses.ts';
import { sortedCalls } from './calls.ts';
import { type ComposeReading, tellForm, textIn, textsIn } from './compose-values.ts';
import { fieldOf, fieldsIn } from './fields.ts';
import { hard } from './guesses.ts';
import type { LeftOut } from './left-out.ts';
import type { Service } from './service.ts';

/** A call as one part of a file tells it. */
interface Told {
  readonly from: Service;
  readonly to: string;
  readonly kind: Guess;
  readonly path: Path;
}

/** Why a call is guessed that only has to be answered once, at the start. */
export const onceBecause = 'runs once, at the start';

/** Who needs whom, by what services wait for, are linked to, share, and have the addresses of. Each pair once. */
export function callsOf(
  reading: ComposeReading,
  services: readonly Service[],
  left: LeftOut,
): readonly ImportedCall[] {
  const byName = new Map(services.map((service) => [service.name, service]));
  const nameByHost = hostsOf(reading, services);
  const calls = new Map<string, ImportedCall>();
  for (const from of services) {
    // What is said comes before what is guessed from addresses.
    for (const told of [
      ...waitsOf(reading, from),
      ...sharesOf(reading, from),
      ...addressesOf(from, nameByHost),
    ]) {
      const target = byName.get(told.to);
      const at = reading.source.locate(told.path, 'value');
      if (target === undefined) {
        left.add('the file does not define the service that it leads to', at);
      } else if (target !== from && !calls.has(keyOf(from.name, told.to))) {
        calls.set(keyOf(from.name, told.to), {
          from: from.name,
          to: told.to,
          kind: kindOf(told, target),
          count: undefined,
          failedCount: undefined,
          at,
        });
      }
    }
  }
  return sortedCalls(calls.values());
}

function keyOf(from: string, to: string): string {
  return `${from.length}:${from}${to}`;
}

/** Nobody stops working because nobody watches. */
function kindOf({ kind }: Told, target: Service): Guess {
  return target.isTelemetry && kind.word === 'hard' ? { word: 'soft', because: 'telemetry' } : kind;
}

/** `depends_on`: names, or names with the condition to wait for. */
function waitsOf(reading: ComposeReading, from: Service): readonly Told[] {
  const value = fieldOf(from.fields, 'depends_on');
  const path = [...from.path, 'depends_on'];
  if (value === undefined || value === null) {
    return [];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown, index): readonly Told[] => {
      const to = textIn(reading, item, [...path, index]);
      if (to === undefined) {
        tellForm(reading, [...path, index], 'the name of a service');
      }
      return to === undefined
        ? []
        : [{ from, to, kind: hard('depends_on'), path: [...path, index] }];
    });
  }
  const byName = fieldsIn(value);
  if (byName === undefined) {
    tellForm(reading, path, 'a list of services, or a map of them');
    return [];
  }
  return Object.entries(byName).map(([to, options]): Told => {
    const own = [...path, to];
    const fields = options === null ? {} : fieldsIn(options);
    if (fields === undefined) {
      tellForm(reading, own, 'a map with a `condition`');
    }
    const condition = textIn(reading, fieldOf(fields, 'condition'), [...own, 'condition']);
    return { from, to, kind: kindOfWait(condition, fieldOf(fields, 'required')), path: own };
  });
}

function kindOfWait(condition: string | undefined, required: unknown): Guess {
  if (condition === 'service_completed_successfully') {
    return { word: 'optional', because: onceBecause };
  }
  return required === false
    ? { word: 'optional', because: '`required: false`' }
    : hard(condition === 'service_healthy' ? 'waits until it is healthy' : 'depends_on');
}

/** `links`, and what is shared with another service: its network, its volumes. */
function sharesOf(reading: ComposeReading, from: Service): readonly Told[] {
  const texts = (key: string): readonly string[] =>
    textsIn(reading, fieldOf(from.fields, key), [...from.path, key]);
  const told = (key: string, names: readonly string[]): readonly Told[] =>
    names.map((to) => ({ from, to, kind: hard(key), path: [...from.path, key] }));
  const [mode = ''] = texts('network_mode');
  return [
    ...told('links', texts('links').map(beforeColon)),
    ...told('network_mode', mode.startsWith('service:') ? [mode.slice('service:'.length)] : []),
    ...told(
      'volumes_from',
      texts('volumes_from')
        .filter((text) => !text.startsWith('container:'))
        .map(beforeColon),
    ),
  ];
}

function beforeColon(text: string): string {
  return text.split(':')[0] ?? '';
}

/** Variables that hold the address of another service. Their values are never shown: they may hold secrets. */
function addressesOf(from: Service, nameByHost: ReadonlyMap<string, string>): readonly Told[] {
  return from.environment.flatMap(({ name, value, path }) =>
    hostsIn(name, value).flatMap((host): readonly Told[] => {
      const to = nameByHost.get(host.toLowerCase());
      const shown = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(name) ? ` ${name}` : '';
      return to === undefined || to === from.name
        ? []
        : [{ from, to, kind: hard(`address in${shown}`), path }];
    }),
  );
}

/** The service behind each name that resolves in the network of a Compose file. Services' own names come first. */
function hostsOf(
  reading: ComposeReading,
  services: readonly Service[],
): ReadonlyMap<string, string> {
  const nameByHost = new Map<string, string>();
  const offer = (host: string | undefined, name: string): void => {
    const key = (host ?? '').toLowerCase();
    if (key !== '' && !nameByHost.has(key)) {
      nameByHost.set(key, name);
    }
  };
  for (const { name } of services) {
    offer(name, name);
  }
  for (const { name, fields, path } of services) {
    offer(textIn(reading, fieldOf(fields, 'container_name'), [...path, 'container_name']), name);
    offer(textIn(reading, fieldOf(fields, 'hostname'), [...path, 'hostname']), name);
    for (const network of Object.values(fieldsIn(fieldOf(fields, 'networks')) ?? {})) {
      for (const alias of textsIn(reading, fieldOf(fieldsIn(network), 'aliases'), path)) {
        offer(alias, name);
      }
    }
  }
  for (const { fields, path } of services) {
    for (const link of textsIn(reading, fieldOf(fields, 'links'), [...path, 'links'])) {
      const [name = '', alias] = link.split(':');
      offer(alias, name);
    }
  }
  return nameByHost;
}
