import type { Path } from '../config/source.ts';
import { hostsIn } from './addresses.ts';
import { type Fields, fieldOf, fieldsIn } from './fields.ts';
import { unknownPart } from './interpolate.ts';
import type { Container, Workload } from './kubernetes-workloads.ts';
import { type ApiObject, mapsIn, textMapOf, textOf, textsOf, valueAt } from './objects.ts';

/** A host that a workload is told of, and where. */
export interface Address {
  readonly host: string;
  readonly because: string;
  /** In the object of the workload. */
  readonly path: Path;
}

/** A variable of a container. */
interface Variable {
  readonly name: string;
  readonly value: string;
  readonly path: Path;
}

/** The values that ConfigMaps hold, by namespace and name. */
export interface ConfigMaps {
  readonly valuesOf: (name: string, namespace: string) => ReadonlyMap<string, string> | undefined;
  /** Hosts in the lines of the files that a ConfigMap stands for, each once. */
  readonly hostsOf: (name: string, namespace: string) => readonly string[];
}

/** Longer values are no addresses. */
const valueLength = 4_096;
const hostsMax = 10_000;
const variablesMax = 10_000;

export function configMapsOf(objects: readonly ApiObject[]): ConfigMaps {
  const values = new Map<string, ReadonlyMap<string, string>>();
  for (const { name = '', namespace = '', fields } of objects) {
    const key = keyOf(name, namespace);
    if (!values.has(key)) {
      values.set(key, textMapOf(fieldOf(fields, 'data')));
    }
  }
  const hosts = new Map<ReadonlyMap<string, string>, readonly string[]>();
  const valuesOf = (name: string, namespace: string): ReadonlyMap<string, string> | undefined =>
    values.get(keyOf(name, namespace)) ?? values.get(keyOf(name, ''));
  return {
    valuesOf,
    hostsOf: (name, namespace) => {
      const own = valuesOf(name, namespace);
      if (own === undefined) {
        return [];
      }
      const found = hosts.get(own) ?? hostsInFiles(own);
      hosts.set(own, found);
      return found;
    },
  };
}

function keyOf(name: string, namespace: string): string {
  return `${namespace}/${name}`;
}

function hostsInFiles(values: ReadonlyMap<string, string>): readonly string[] {
  const found = [...values.values()].flatMap((text) =>
    text.split('\n').flatMap((line) => {
      const [, key = '', value = line] =
        /^[ \t]*["']?([\w.-]{1,64})["']?[ \t]*[:=](.*)$/.exec(line) ?? [];
      return hostsIn(variableOf(key), bare(value));
    }),
  );
  return [...new Set(found)].slice(0, hostsMax);
}

function bare(value: string): string {
  return value.trim().replace(/^(["'])(.*?)\1?,?;?$/, '$2');
}

/** A key or a flag as the variable that it would be: `dbHost`, `db.host` and `--db-host` are `DB_HOST`. */
function variableOf(key: string): string {
  return key
    .slice(0, 64)
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/^-+/, '')
    .replace(/[.-]/g, '_')
    .toUpperCase();
}

/** Addresses that a workload is told of, and how many values were looked at for them. */
export interface Addresses {
  readonly addresses: readonly Address[];
  readonly valueCount: number;
}

/** What a workload is told of the addresses of others: by variables, arguments and files of ConfigMaps. */
export function addressesOf(workload: Workload, configMaps: ConfigMaps): Addresses {
  const containers = [...workload.containers, ...workload.initContainers];
  const variables = containers.flatMap((container) => variablesOf(container, workload, configMaps));
  const addresses = [
    ...variables.flatMap(({ name, value, path }) =>
      hostsIn(name, value).map((host) => ({ host, because: `address in${shown(name)}`, path })),
    ),
    ...containers.flatMap(argumentHosts),
    ...mountedIn(workload).flatMap(({ name, path }) =>
      configMaps
        .hostsOf(name, workload.namespace)
        .map((host) => ({ host, because: `address in ConfigMap ${name}`, path })),
    ),
    ...workload.initContainers.flatMap(awaitedHosts),
  ];
  return { addresses, valueCount: variables.length + addresses.length };
}

function shown(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/.test(name) ? ` ${name}` : '';
}

/** The variables of a container, of which those that come from Secrets are not known. */
export function variablesOf(
  container: Container,
  { namespace }: Workload,
  configMaps: ConfigMaps,
): readonly Variable[] {
  const valuesOf: ValuesOf = (name) => configMaps.valuesOf(name ?? '', namespace);
  const found = [...includedIn(container, valuesOf)];
  const known = new Map(found.map(({ name, value }) => [name, value]));
  for (const [index, fields] of mapsIn(fieldOf(container.fields, 'env'))) {
    const name = textOf(fieldOf(fields, 'name')) ?? '';
    const literal = textOf(fieldOf(fields, 'value'));
    const value = literal === undefined ? configured(fields, valuesOf) : expanded(literal, known);
    if (value !== undefined) {
      const own = literal === undefined ? [] : ['value'];
      known.set(name, value);
      found.push({ name, value, path: [...container.path, 'env', index, ...own] });
    }
  }
  return found;
}

type ValuesOf = (configMap: string | undefined) => ReadonlyMap<string, string> | undefined;

/** Variables that a container has of whole ConfigMaps, as many as a process could take. */
function includedIn({ fields, path }: Container, valuesOf: ValuesOf): readonly Variable[] {
  const found: Variable[] = [];
  for (const [index, from] of mapsIn(fieldOf(fields, 'envFrom'))) {
    const prefix = textOf(fieldOf(from, 'prefix')) ?? '';
    const values = [...(valuesOf(referenceIn(from, 'configMapRef')) ?? [])];
    for (const [key, value] of values.slice(0, Math.max(0, variablesMax - found.length))) {
      found.push({ name: prefix + key, value, path: [...path, 'envFrom', index] });
    }
  }
  return found;
}

/** The value of a variable that stands under a key of a ConfigMap. */
function configured(variable: Fields, valuesOf: ValuesOf): string | undefined {
  const reference = fieldsIn(valueAt(variable, ['valueFrom', 'configMapKeyRef']));
  const values = valuesOf(textOf(fieldOf(reference, 'name')));
  return values?.get(textOf(fieldOf(reference, 'key')) ?? '');
}

/** A value with `$(NAME)` filled in; what nobody knows, or has become too long, is an unknown part. */
function expanded(value: string, known: ReadonlyMap<string, string>): string {
  const text = value
    .slice(0, valueLength + 1)
    .replace(
      /\$\(([A-Za-z_][A-Za-z0-9_.-]*)\)/g,
      (_all, name: string) => known.get(name) ?? unknownPart,
    );
  return text.length > valueLength ? unknownPart : text;
}

function referenceIn(fields: Fields, key: string): string | undefined {
  return textOf(valueAt(fields, [key, 'name']));
}

/** Hosts in `--db-host=orders-db`, `--db-host orders-db`, `http://orders` and the like. */
function argumentHosts(container: Container): readonly Address[] {
  return ['command', 'args'].flatMap((key) => {
    const texts = textsOf(fieldOf(container.fields, key));
    return texts.flatMap((text, index) => {
      const [, flag, value = ''] = /^(-{1,2}[\w.-]{1,64})=(.*)$/s.exec(text) ?? [];
      const before = texts[index - 1] ?? '';
      const name = flag ?? (/^-{1,2}[\w.-]{1,64}$/.test(before) ? before : '');
      return hostsIn(variableOf(name), flag === undefined ? text : value).map((host) => ({
        host,
        because: 'address in its arguments',
        path: [...container.path, key],
      }));
    });
  });
}

/** Commands that wait for others to answer. */
const waiting =
  /(?:^|[\s/"';(])(?:nc|ncat|nslookup|getent|dig|ping|curl|wget|pg_isready|mysqladmin|redis-cli|wait-for[\w.-]*|dockerize|until)(?:$|[\s"';])/;
const word = /^[a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?$/;

/** Words of a container that waits, before the others run, which may be hosts. */
function awaitedHosts(container: Container): readonly Address[] {
  const texts = ['command', 'args'].flatMap((key) => textsOf(fieldOf(container.fields, key)));
  const text = texts.join(' ').slice(0, valueLength);
  if (!waiting.test(text) && !/wait-?for/.test(container.image)) {
    return [];
  }
  const path = fieldOf(container.fields, 'command') === undefined ? 'args' : 'command';
  return [...new Set(text.split(/[\s'";|&()=:/]+/))]
    .filter((part) => word.test(part) && !/^[0-9.]+$/.test(part))
    .map((host) => ({ host, because: waitsBecause, path: [...container.path, path] }));
}

/** Why a workload is guessed to need what it only waits for. */
export const waitsBecause = 'an init container waits for it';

/** Jobs that a workload waits for, by name: `kubectl wait job/migrate`, or `job migrate` of a tool for it. */
export function awaitedJobs({
  initContainers,
}: Workload): readonly { readonly job: string; readonly path: Path }[] {
  return initContainers.flatMap((container) => {
    const texts = ['command', 'args'].flatMap((key) => textsOf(fieldOf(container.fields, key)));
    const text = texts.join(' ').slice(0, valueLength);
    const isWaiting = /wait/.test(text) || /wait/.test(container.image);
    const found = isWaiting
      ? [...text.matchAll(/\bjobs?(?:\.batch)?[/ ]([a-z0-9][a-z0-9.-]{0,252})/g)]
      : [];
    return found.map(([, job = '']) => ({ job, path: container.path }));
  });
}

/** ConfigMaps that are files of a workload, each once. */
function mountedIn({
  pod,
  podPath,
}: Workload): readonly { readonly name: string; readonly path: Path }[] {
  const paths = new Map<string, Path>();
  for (const [index, volume] of mapsIn(fieldOf(pod, 'volumes'))) {
    const own = referenceIn(volume, 'configMap');
    const projected = mapsIn(valueAt(volume, ['projected', 'sources']));
    const names = [own, ...projected.map(([, source]) => referenceIn(source, 'configMap'))];
    for (const name of names) {
      if (name !== undefined && !paths.has(name)) {
        paths.set(name, [...podPath, 'volumes', index]);
      }
    }
  }
  return [...paths].map(([name, path]) => ({ name, path }));
}

/** What keeps a workload's addresses from being seen: Secrets, and ConfigMaps that are not among the manifests. */
export function unseenIn(
  workload: Workload,
  configMaps: ConfigMaps,
): { readonly secrets: readonly Path[]; readonly configMaps: readonly Path[] } {
  const secrets: Path[] = [];
  const missing: Path[] = [];
  const look = (
    fields: Fields,
    path: Path,
    [secret, configMap]: readonly [string, string],
  ): void => {
    if (fieldOf(fields, secret) !== undefined) {
      secrets.push(path);
    }
    const name = referenceIn(fields, configMap);
    if (name !== undefined && configMaps.valuesOf(name, workload.namespace) === undefined) {
      missing.push(path);
    }
  };
  for (const { fields, path } of [...workload.containers, ...workload.initContainers]) {
    for (const [index, from] of mapsIn(fieldOf(fields, 'envFrom'))) {
      look(from, [...path, 'envFrom', index], ['secretRef', 'configMapRef']);
    }
    for (const [index, variable] of mapsIn(fieldOf(fields, 'env'))) {
      const from = fieldsIn(fieldOf(variable, 'valueFrom')) ?? {};
      look(from, [...path, 'env', index], ['secretKeyRef', 'configMapKeyRef']);
    }
  }
  return { secrets, configMaps: missing };
}
