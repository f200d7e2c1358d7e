import type { Batch } from '../../src/model/batch.generated.ts';
import { sayInstant } from '../../src/model/time.ts';
import type { Answer, Arrival, SourcePosition } from '../../src/ports/signal-source.ts';
import type { Agenda } from './agenda.ts';
import type { Chance } from './chance.ts';
import type { Fleet } from './fleet.ts';
import { must } from './law.ts';
import type { Took } from './ledger.ts';

/** What senders know of the world. */
export interface Surroundings {
  readonly agenda: Agenda;
  readonly chance: Chance;
  /** The clock of the machine. */
  readonly clock: () => number;
  readonly fleet: () => Fleet;
  /** Hands over, where somebody listens; false where nobody does. `answered` is never called if the listener dies before. */
  readonly hand: (handed: Handed) => boolean;
  /** Whether everything is well from now on. */
  readonly isCalm: () => boolean;
}

/** An arrival with what it is to come to. */
export interface Handed {
  readonly arrival: Arrival;
  /** Undefined: it is to be refused. */
  readonly took: Took | undefined;
  readonly answered: (answer: Answer) => void;
}

/** How the systems really are: who is ill is slow or fails. */
export interface Truth {
  readonly illnessOf: Map<string, 'slow' | 'failing'>;
}

const encoder = new TextEncoder();

function batchOf({ chance, clock, fleet, isCalm }: Surroundings, { illnessOf }: Truth): Batch {
  const now = clock();
  const systems = fleet().systems.filter(() => isCalm() || chance.isLucky(0.7));
  // Some senders have a clock of their own.
  const skewMs = isCalm() || chance.isLucky(0.9) ? 0 : chance.between(-60_000, 45_000);
  const signals = systems.flatMap((system) => {
    const illness = illnessOf.get(system);
    const own = chance.isLucky(0.1) ? { at: sayInstant(now - chance.below(10_000)) } : {};
    return [
      {
        system,
        signal: 'latency',
        value: (illness === 'slow' ? 650 : 100) + chance.below(90),
        ...own,
      },
      { system, signal: 'errors', value: illness === 'failing' ? 70 : 1 },
    ];
  });
  const unknown = chance.isLucky(0.05)
    ? [{ system: '__proto__', signal: 'latency', value: 1 }]
    : [];
  const who = systems[0];
  const isAcknowledged = who !== undefined && !isCalm() && chance.isLucky(0.05);
  return {
    at: sayInstant(now + skewMs),
    signals: [...signals, ...unknown],
    ...(isAcknowledged ? { acknowledgements: [{ system: who, by: 'ann', for: '5m' }] } : {}),
  };
}

export interface Sender {
  /** Something new is there to be sent. */
  readonly produce: () => void;
  /** There is somebody who listens again. */
  readonly restarted: (positions: ReadonlyMap<string, SourcePosition>) => void;
  /** Looks at the names of everything that counted in the end. */
  readonly check: (names: readonly string[]) => void;
}

const refusedTexts = [
  '{"at": ',
  '[]',
  '{"at":"yesterday"}',
  '\u0000',
  '{"at":"2026-11-21T10:00:00Z","signals":3}',
];

/** Sends by HTTP: tries again while it is told to, and where the connection broke. What it sends may come late, twice, or never. */
export function httpSender(
  world: Surroundings,
  truth: Truth,
  { host, fillBytes }: { readonly host: string; readonly fillBytes: number },
): Sender {
  const { agenda, chance } = world;
  let count = 0;
  let waiting: (() => void)[] = [];
  const post = (bytes: Uint8Array, batches: readonly Batch[] | undefined): void => {
    count += 1;
    const name = `${host}/${count}`;
    const again = (): void => post(bytes, batches);
    let isAnswered = false;
    const isHeard = world.hand({
      arrival: { file: { path: name, bytes }, isLines: false, linesBefore: 0 },
      took: batches === undefined ? undefined : { name, batches },
      answered: (answer) => {
        isAnswered = true;
        if (answer.kind === 'busy') {
          agenda.after(answer.afterMs + chance.below(500), again);
        }
      },
    });
    if (!isHeard) {
      waiting.push(again);
      return;
    }
    // The connection breaks with the process; most clients try again.
    if (chance.isLucky(0.9)) {
      waiting.push(() => {
        if (!isAnswered) {
          again();
        }
      });
    }
  };
  return {
    produce: () => {
      if (!world.isCalm() && chance.isLucky(0.04)) {
        post(encoder.encode(chance.pick(refusedTexts as [string, ...string[]])), undefined);
        return;
      }
      const batches = [batchOf(world, truth)];
      if (chance.isLucky(0.1)) {
        batches.push(batchOf(world, truth));
      }
      const text = batches.map((batch) => JSON.stringify(batch)).join('\n');
      const bytes = encoder.encode(text + ' '.repeat(fillBytes));
      const isLost = !world.isCalm() && chance.isLucky(0.05);
      if (isLost) {
        return;
      }
      agenda.after(chance.isLucky(0.2) ? chance.below(20_000) : chance.below(50), () => {
        post(bytes, batches);
      });
      if (chance.isLucky(0.05)) {
        agenda.after(chance.below(3_000), () => post(bytes, batches));
      }
    },
    restarted: () => {
      const before = waiting;
      waiting = [];
      for (const again of before) {
        agenda.after(chance.below(3_000), again);
      }
    },
    check: () => undefined,
  };
}

/** Follows a file that grows. Every line is to count exactly once. */
export function tail(world: Surroundings, truth: Truth, path: string): Sender {
  const { agenda, chance } = world;
  const lines: { readonly text: string; readonly batch: Batch | undefined }[] = [];
  const refused = new Set<number>();
  let read = 0;
  let tries = 0;
  let isUnderWay = false;
  let incarnation = 0;
  const send = (): void => {
    if (isUnderWay || read >= lines.length) {
      return;
    }
    const taken = lines.slice(read, read + chance.between(1, 4));
    const isBad = taken.some(({ batch }) => batch === undefined);
    tries += 1;
    const name = `${path}/${read}-${read + taken.length}/${tries}`;
    const own = incarnation;
    const from = read;
    const bytes = encoder.encode(taken.map(({ text }) => `${text}\n`).join(''));
    const position = { path, offset: from + taken.length, lines: from + taken.length, head: 'ab' };
    isUnderWay = world.hand({
      arrival: { file: { path: name, bytes }, isLines: true, linesBefore: from, position },
      took: isBad
        ? undefined
        : { name, batches: taken.flatMap(({ batch }) => (batch === undefined ? [] : [batch])) },
      answered: (answer) => {
        if (own !== incarnation) {
          return;
        }
        isUnderWay = false;
        if (answer.kind === 'busy') {
          agenda.after(answer.afterMs, send);
          return;
        }
        for (let line = from; answer.kind === 'refused' && line < position.offset; line += 1) {
          refused.add(line);
        }
        read = position.offset;
        agenda.after(chance.below(20), send);
      },
    });
  };
  return {
    produce: () => {
      const isBad = !world.isCalm() && chance.isLucky(0.02);
      const batch = isBad ? undefined : batchOf(world, truth);
      lines.push({ text: batch === undefined ? '{"at": ' : JSON.stringify(batch), batch });
      agenda.after(chance.below(100), send);
    },
    restarted: (positions) => {
      incarnation += 1;
      isUnderWay = false;
      const offset = positions.get(path)?.offset ?? 0;
      must('a file is read on where it was', offset <= lines.length, () => `${offset}`);
      read = offset;
      agenda.after(chance.below(200), send);
    },
    check: (names) => {
      const counts = new Array<number>(lines.length).fill(0);
      for (const name of names.filter((one) => one.startsWith(`${path}/`))) {
        const [begin = 0, end = 0] = (name.split('/').at(-2) ?? '').split('-').map(Number);
        for (let line = begin; line < end; line += 1) {
          counts[line] = (counts[line] ?? 0) + 1;
        }
      }
      const wrong = counts.flatMap((times, line) =>
        times === 1 || (times === 0 && refused.has(line)) ? [] : [`line ${line}: ${times} times`],
      );
      must('every line of a file counts once', wrong.length === 0, () => `${path} ${wrong.join()}`);
    },
  };
}
