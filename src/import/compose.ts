import { type Path, readSource, type Source } from '../config/source.ts';
import {
  type Diagnostic,
  diagnostic,
  type SourceFile,
  sortedDiagnostics,
} from '../model/diagnostic.ts';
import type { ImportedCall, ImportedSystem } from '../model/imported.ts';
import { dependenciesMax, itemsMaxOf, sayCount } from '../model/limits.ts';
import { compareLocations, type Location } from '../model/location.ts';
import { compareText, sortedBy } from '../model/order.ts';
import { callsOf, onceBecause } from './compose-calls.ts';
import { probeOf } from './compose-health.ts';
import {
  type ComposeReading,
  notePassedOn,
  settingsIn,
  tellForm,
  textIn,
} from './compose-values.ts';
import { fieldOf, fieldsIn } from './fields.ts';
import { sure } from './guesses.ts';
import { imageOf, isTelemetry, typeOf } from './images.ts';
import { leftOut } from './left-out.ts';
import type { ReadImport } from './reading.ts';
import type { Service } from './service.ts';
import { known, tracedName } from './traced-name.ts';

/** Reads a file of Docker Compose. No other file is read, no variable of the environment, and nothing is executed. */
export function composeOf(file: SourceFile): ReadImport {
  const { source, diagnostics } = readSource(file);
  if (source === undefined) {
    return { imported: undefined, diagnostics };
  }
  const reading: ComposeReading = {
    source,
    faults: [],
    unknownVariables: new Map(),
    defaultedVariables: new Map(),
  };
  const services = servicesIn(reading);
  const left = leftOut();
  const calls = callsOf(reading, services, left);
  const runningOnce = new Set(
    calls.filter(({ kind }) => kind.because === onceBecause).map(({ to }) => to),
  );
  const systems = services.map((service) => systemOf(reading, service, runningOnce));
  const errors = [...reading.faults, ...tooMany(source, systems, calls)];
  if (errors.length > 0) {
    return { imported: undefined, diagnostics: sortedDiagnostics(errors) };
  }
  return {
    imported: { source: 'compose', systems, calls, latestAt: undefined },
    diagnostics: sortedDiagnostics([
      ...left.diagnostics(),
      ...notFollowed(source, services),
      ...variables(reading),
    ]),
  };
}

/** The services by name. Whatever else is in the file says nothing about who needs whom. */
function servicesIn(reading: ComposeReading): readonly Service[] {
  const { source } = reading;
  const all = fieldOf(fieldsIn(source.value), 'services');
  const byName = fieldsIn(all);
  if (all !== undefined && all !== null && byName === undefined) {
    tellForm(reading, ['services'], 'a map of services by name');
    return [];
  }
  const services = sortedBy(Object.entries(byName ?? {}), ([name]) => name).flatMap(
    ([name, value]) => serviceOf(reading, name, value) ?? [],
  );
  if (services.length === 0 && reading.faults.length === 0) {
    reading.faults.push(
      diagnostic('import/nothing', source.locate(['services'], 'key'), 'there are no services', {
        help: 'name the file of Docker Compose that has `services`',
      }),
    );
  }
  return services;
}

function serviceOf(reading: ComposeReading, name: string, value: unknown): Service | undefined {
  const path = ['services', name];
  const fields = value === null ? {} : fieldsIn(value);
  if (fields === undefined) {
    tellForm(reading, path, 'a map of what the service is made of');
    return undefined;
  }
  const image = textIn(reading, fieldOf(fields, 'image'), [...path, 'image']);
  const shortName = image === undefined ? undefined : imageOf(image).name;
  const environment = fieldOf(fields, 'environment');
  notePassedOn(reading, environment, [...path, 'environment']);
  return {
    name,
    fields,
    path,
    image,
    environment: settingsIn(reading, environment, [...path, 'environment']),
    isTelemetry: isTelemetry(shortName, name),
  };
}

function systemOf(
  reading: ComposeReading,
  service: Service,
  runningOnce: ReadonlySet<string>,
): ImportedSystem {
  const { name, fields, path } = service;
  const image = service.image === undefined ? undefined : imageOf(service.image);
  const labels = settingsIn(reading, fieldOf(fields, 'labels'), [...path, 'labels']);
  const label = (key: string): string | undefined =>
    known(labels.find((setting) => setting.name === key)?.value);
  const version = image?.version ?? label('org.opencontainers.image.version');
  const hash = label('tower.config-hash');
  const traced = tracedName(service.environment);
  return {
    name,
    shortNames: [],
    type: runningOnce.has(name)
      ? { word: 'pipeline', because: 'runs once' }
      : typeOf(image?.name, name),
    criticality: sure(label('tower.criticality')),
    owner: sure(label('tower.owner')),
    versions: version === undefined ? [] : [version],
    configHashes: hash === undefined ? [] : [hash],
    replicas: replicasOf(reading, service),
    labels: new Map(traced === undefined ? [] : [['service.name', traced]]),
    probe: probeOf(reading, name, fieldsIn(fieldOf(fields, 'healthcheck'))),
    remarks: [],
    showsCalls: true,
    at: reading.source.locate(path, 'key'),
  };
}

const replicasMax = 1_000_000;

function replicasOf(reading: ComposeReading, { fields, path }: Service): number | undefined {
  const deploy = fieldsIn(fieldOf(fields, 'deploy'));
  const text =
    textIn(reading, fieldOf(deploy, 'replicas'), [...path, 'deploy', 'replicas']) ??
    textIn(reading, fieldOf(fields, 'scale'), [...path, 'scale']);
  return text !== undefined && /^[0-9]{1,7}$/.test(text) && Number(text) <= replicasMax
    ? Number(text)
    : undefined;
}

function tooMany(
  source: Source,
  systems: readonly ImportedSystem[],
  calls: readonly ImportedCall[],
): readonly Diagnostic[] {
  const at = source.locate(['services'], 'key');
  const told = (what: string, most: number): Diagnostic =>
    diagnostic('config/too-many', at, `there are more than ${sayCount(most)} ${what}`, {
      help: 'split the file',
    });
  return [
    ...(systems.length > itemsMaxOf('systems') ? [told('services', itemsMaxOf('systems'))] : []),
    ...(calls.length > dependenciesMax ? [told('dependencies', dependenciesMax)] : []),
  ];
}

/** Keys that lead to another file, each with its first place. */
function notFollowed(source: Source, services: readonly Service[]): readonly Diagnostic[] {
  const top = fieldsIn(source.value);
  const places: readonly (readonly [string, readonly Path[]])[] = [
    ['include', fieldOf(top, 'include') === undefined ? [] : [['include']]],
    ...(['extends', 'env_file'] as const).map(
      (key) =>
        [
          key,
          services
            .filter(({ fields }) => fieldOf(fields, key) !== undefined)
            .map(({ path }) => [...path, key]),
        ] as const,
    ),
  ];
  return places.flatMap(([key, paths]) => {
    const [first, ...others] = paths
      .map((path) => source.locate(path, 'key'))
      .toSorted(compareLocations);
    const more =
      others.length === 0
        ? ''
        : ` here and at ${sayCount(others.length)} more ${others.length === 1 ? 'place' : 'places'}`;
    return first === undefined
      ? []
      : [
          diagnostic(
            'import/not-followed',
            first,
            `\`${key}\`${more} leads to another file, which is not read`,
            {
              help: 'import what `docker compose config` prints',
            },
          ),
        ];
  });
}

const namesMax = 5;

function variables(reading: ComposeReading): readonly Diagnostic[] {
  return [
    ...toldOf(reading.unknownVariables, [
      'without a default, so that it is not known',
      'without a default, so that they are not known',
    ]),
    ...toldOf(reading.defaultedVariables, ['taken by its default', 'taken by their defaults']),
  ];
}

function toldOf(
  names: ReadonlyMap<string, Location>,
  [one, many]: readonly [string, string],
): readonly Diagnostic[] {
  const [first] = [...names.values()].toSorted(compareLocations);
  const sorted = [...names.keys()].toSorted(compareText);
  const listed = sorted.slice(0, namesMax).map((name) => `\`${name}\``);
  const more = sorted.length > namesMax ? ` and ${sorted.length - namesMax} more` : '';
  return first === undefined
    ? []
    : [
        diagnostic(
          'import/variable',
          first,
          `${sayCount(sorted.length)} ${sorted.length === 1 ? `variable ${one}` : `variables ${many}`}: ${listed.join(', ')}${more}`,
        ),
      ];
}
