import { newLoader } from '../src/config/loader.ts';
import { withReadingFaults } from '../src/config/reading-faults.ts';
import { feed } from '../src/runtime/feed.ts';
import type { ConfigurationReading, Effect, Input } from '../src/runtime/input.ts';
import { newMetrics, noteEvent } from '../src/runtime/metrics.ts';
import { startWatch } from '../src/runtime/start.ts';
import type { Watch } from '../src/runtime/watch.ts';
import type { Row } from './measure.ts';

const batchesEach = 100;
const batchesInAll = 1_000_000;
const reloads = 2_000;

/**
 * What a watch holds on to: the heap after a million batches, and after 2,000 changes of the configuration, beyond what it was once it
 * had warmed up. The machine runs as it is, its clock and its disk are made up; the names of series and texts of files repeat.
 */
export function bench(): readonly Row[] {
  const course = begin();
  accept(course, batchesInAll / 10);
  const afterFirst = heapMb();
  accept(course, batchesInAll - batchesInAll / 10);
  const afterBatches = heapMb();
  change(course, reloads / 10);
  const afterChange = heapMb();
  change(course, reloads - reloads / 10);
  const afterChanges = heapMb();
  if (course.accepted < batchesInAll || course.applied !== reloads) {
    throw new Error(`${course.accepted} batches accepted, ${course.applied} changes applied`);
  }
  return [
    {
      name: 'a million batches of 10 signals: what the heap has grown by since the first tenth of them',
      value: afterBatches - afterFirst,
      unit: 'MB',
      budget: { atMost: 2 },
    },
    {
      name: '2,000 changes of the configuration: what the heap has grown by since the first tenth of them',
      value: afterChanges - afterChange,
      unit: 'MB',
      budget: { atMost: 2 },
    },
  ];
}

interface Course {
  readonly watch: Watch;
  readonly metrics: ReturnType<typeof newMetrics>;
  now: number;
  round: number;
  accepted: number;
  applied: number;
}

function begin(): Course {
  const loader = newLoader();
  const now = Date.UTC(2026, 10, 21, 12);
  const started = startWatch(
    {
      settings: {
        load: ({ files, diagnostics }) => withReadingFaults(loader.load(files), diagnostics),
        clock: () => 0,
        delivers: true,
        executes: false,
        force: true,
      },
      reading: readingOf(0),
      recovered: { kind: 'empty', obsolete: [] },
      isStrict: true,
    },
    now,
  );
  if (started.watch === undefined) {
    throw new Error(`it does not begin: ${JSON.stringify(started)}`);
  }
  const { watch, effects } = started;
  const course = { watch, metrics: newMetrics('bench'), now, round: 0, accepted: 0, applied: 0 };
  carryOut(course, effects);
  return course;
}

/** Feeds one input, and what comes of it. */
function give(course: Course, input: Input): void {
  carryOut(course, feed(course.watch, input, course.now));
}

function carryOut(course: Course, effects: readonly Effect[]): void {
  for (const effect of effects) {
    switch (effect.kind) {
      case 'append':
      case 'replace':
        give(course, { kind: 'stored' });
        break;
      case 'answer':
        course.accepted += effect.answer.kind === 'accepted' ? effect.answer.batches : 0;
        break;
      case 'read-configuration':
        give(course, { kind: 'configuration-read', reading: readingOf(course.round) });
        break;
      case 'send': {
        const { key } = effect.letter.notification;
        give(course, { kind: 'sent', key, delivery: { kind: 'delivered' } });
        break;
      }
      case 'say':
        noteEvent(course.metrics, effect.event);
        course.applied += effect.event.type === 'config-applied' ? 1 : 0;
        break;
    }
  }
}

/** Ten milliseconds for a hundred batches: alerts begin and end meanwhile, and are told. */
function accept(course: Course, count: number): void {
  for (let done = 0; done < count; done += batchesEach) {
    course.now += 10;
    const at = new Date(course.now).toISOString();
    const first = Math.floor(done / batchesEach) % 90;
    const latency = Math.floor(course.now / 600_000) % 2 === 0 ? 100 : 600;
    const signals = Array.from(
      { length: 10 },
      (_, index) => `"s${first + index}":{"latency":${latency}}`,
    );
    const line = `{"at":"${at}","signals":{${signals.join(',')}}}\n`;
    const file = { path: 'http', bytes: new TextEncoder().encode(line.repeat(batchesEach)) };
    give(course, { kind: 'batches', ticket: done, file, isLines: true, linesBefore: 0 });
  }
}

function change(course: Course, count: number): void {
  for (let done = 0; done < count; done += 1) {
    course.round += 1;
    give(course, { kind: 'files-touched' });
    course.now += 1_000;
    give(course, { kind: 'tick' });
    course.now += 1_000;
    give(course, { kind: 'tick' });
  }
}

/** A hundred systems in ten files; with each round the limit and the replicas of one are others. */
function readingOf(round: number): ConfigurationReading {
  const files = Array.from({ length: 10 }, (_, part) => {
    const systems = Array.from({ length: 10 }, (__, index) => {
      const replicas = part === round % 10 ? 2 + (round % 97) : 2;
      return `  s${part * 10 + index}: { type: service, replicas: ${replicas} }\n`;
    });
    return { path: `systems-${part}.yaml`, text: `tower: v1\nsystems:\n${systems.join('')}` };
  });
  const root = `tower: v1
channels: { log: { stdout: {} } }
routes: [{ notify: [log], groupWait: 0s, repeat: never }]
thresholds: { slow: { match: { type: service }, signal: latency, warn: 200, critical: ${500 + (round % 89)} } }
`;
  return {
    files: [...files, { path: 'tower.yaml', text: root }],
    diagnostics: [],
    hash: String(round),
  };
}

function heapMb(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1_048_576;
}
