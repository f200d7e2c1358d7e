import type { Path } from '../config/source.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Guess, ImportedCall } from '../model/imported.ts';
import { dependenciesMax } from '../model/limits.ts';
import type { Location } from '../model/location.ts';
import { looksMax, sortedCalls, tooManyCalls } from './calls.ts';
import { hard } from './guesses.ts';
import type { Hosts, Target } from './kubernetes-hosts.ts';
import { addressesOf, awaitedJobs, type ConfigMaps, waitsBecause } from './kubernetes-values.ts';
import { nameOf, type Workload } from './kubernetes-workloads.ts';
import type { LeftOut } from './left-out.ts';
import { placeOf } from './objects.ts';

/** What calls are guessed from. */
export interface Surroundings {
  readonly workloads: readonly Workload[];
  readonly hosts: Hosts;
  readonly configMaps: ConfigMaps;
  readonly left: LeftOut;
  readonly faults: Diagnostic[];
}

/** Who needs whom, by the addresses that workloads are told of and by what they wait for. Each pair once. */
export function callsOf(around: Surroundings): readonly ImportedCall[] {
  const { workloads } = around;
  const known: Known = {
    watchers: new Set(workloads.filter((one) => one.isTelemetry).map(({ system }) => system)),
    jobs: new Map(
      workloads
        .filter(({ object }) => object.kind === 'Job')
        .map(({ namespace, name, system }) => [nameOf(namespace, name), system]),
    ),
    looks: 0,
  };
  const calls: ImportedCall[] = [];
  for (const workload of workloads) {
    for (const call of callsFrom(workload, around, known)) {
      calls.push(call);
    }
    if (calls.length > dependenciesMax || known.looks > looksMax) {
      const at = placeOf(workload.object);
      around.faults.push(tooManyCalls(at, 'import one namespace at a time'));
      return [];
    }
  }
  return sortedCalls(calls);
}

interface Known {
  /** Systems that only watch the others. */
  readonly watchers: ReadonlySet<string>;
  /** Systems of Jobs, by namespace and name. */
  readonly jobs: ReadonlyMap<string, string>;
  /** Values that were looked at, and systems that they led to. */
  looks: number;
}

function callsFrom(
  workload: Workload,
  { hosts, configMaps, left }: Surroundings,
  known: Known,
): readonly ImportedCall[] {
  const { watchers, jobs } = known;
  const calls = new Map<string, ImportedCall>();
  const place = (path: Path): Location => placeOf(workload.object, ...path);
  const add = (systems: Target['systems'], kind: Guess, path: Path): void => {
    if (systems.length === 0) {
      left.add('no workload is behind the Service that it leads to', place(path));
    }
    known.looks += systems.length;
    for (const to of known.looks > looksMax ? [] : systems) {
      if (to !== workload.system && !calls.has(to)) {
        const own = watchers.has(to) ? { word: 'soft', because: 'telemetry' } : kind;
        const at = place(path);
        const from = workload.system;
        calls.set(to, { from, to, kind: own, count: undefined, failedCount: undefined, at });
      }
    }
  };
  const looked = new Set<string>();
  const { addresses, valueCount } = addressesOf(workload, configMaps);
  known.looks += valueCount;
  for (const { host, because, path } of addresses) {
    const target = looked.has(host) ? undefined : hosts.resolve(host, workload.namespace);
    looked.add(host);
    // A word of a command is only a host where it is the name of a Service.
    if (target !== undefined && (because !== waitsBecause || target.service !== undefined)) {
      add(target.systems, hard(because), path);
    }
  }
  for (const { job, path } of awaitedJobs(workload)) {
    const target = jobs.get(nameOf(workload.namespace, job));
    if (target !== undefined) {
      add([target], { word: 'optional', because: 'waits until it has run' }, path);
    }
  }
  return [...calls.values()];
}
