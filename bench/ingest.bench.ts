import { checkedBatch } from '../src/config/batch.ts';
import { batchScanner, scanBatch } from '../src/config/batch-scanner.ts';
import type { Sample } from '../src/model/batch.generated.ts';
import { readingsOf } from '../src/model/read-batch.ts';
import { type Vocabulary, vocabularyOf } from '../src/model/vocabulary.ts';
import { fleetOf, randomFrom, sixSignals } from './fleet.ts';
import { type Bench, cpuNsEach, type Row } from './measure.ts';

const systemCount = 100_000;
const signalCount = systemCount * sixSignals.length;
const at = '2026-11-21T14:52:15Z';

/** Batches of all signals of a fleet, scanned from bytes, beside `JSON.parse` and beside all that it takes to use what it returns. */
export const bench: Bench = () => {
  const vocabulary = vocabularyOf(fleetOf(systemCount));
  return [
    ...rowsFor('map of systems', vocabulary, bytesOf(mapOf(vocabulary, rounded)), 120),
    ...rowsFor('map, values of 17 digits', vocabulary, bytesOf(mapOf(vocabulary, measured))),
    ...rowsFor('list of samples', vocabulary, bytesOf(listOf(vocabulary))),
  ];
};

function rowsFor(
  name: string,
  vocabulary: Vocabulary,
  bytes: Uint8Array,
  budgetNs?: number,
): Row[] {
  const scanner = batchScanner(vocabulary);
  const part = { from: 0, to: bytes.length };
  if (scanBatch(scanner, bytes, part)?.samples.count !== signalCount) {
    throw new Error(`the ${name} was not scanned`);
  }
  const scanned = cpuNsEach(signalCount, () => void scanBatch(scanner, bytes, part), {
    runs: 9,
    warmups: 3,
  });
  const decoder = new TextDecoder();
  const parsed = cpuNsEach(signalCount, () => void JSON.parse(decoder.decode(bytes)));
  const checked = cpuNsEach(
    signalCount,
    () => {
      const batch = checkedBatch(decoder.decode(bytes));
      if (batch === undefined || readingsOf(vocabulary, batch).samples.count !== signalCount) {
        throw new Error(`the ${name} is no batch`);
      }
    },
    { runs: 3 },
  );
  return [
    {
      name: `batch scanning, one signal: ${name}`,
      value: scanned,
      unit: 'ns',
      peer: { name: 'JSON.parse', value: parsed },
      ...(budgetNs === undefined ? {} : { budget: { atMost: budgetNs } }),
    },
    {
      name: `from bytes to readings, one signal: ${name}`,
      value: scanned,
      unit: 'ns',
      peer: { name: 'JSON.parse, checks and conversion', value: checked },
    },
  ];
}

function bytesOf(signals: object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ at, signals }));
}

type Value = (signal: string, random: () => number) => number | string;

/** As exporters round it. */
const rounded: Value = (signal, random) => {
  switch (signal) {
    case 'latency_p99':
      return Math.round(random() * 40_000) / 100;
    case 'queue_age':
      return Math.floor(random() * 90);
    case 'mode':
      return random() < 0.95 ? 'normal' : 'limited';
    default:
      return Math.round(random() * 10_000) / 10_000;
  }
};

/** As it comes out of a division. */
const measured: Value = (signal, random) => (signal === 'mode' ? 'normal' : (random() * 400) / 3);

function mapOf({ systemById }: Vocabulary, value: Value): object {
  const random = randomFrom(1);
  return Object.fromEntries(
    Array.from(systemById.keys(), (id) => [
      id,
      Object.fromEntries(sixSignals.map((signal) => [signal, value(signal, random)])),
    ]),
  );
}

function listOf({ systemById }: Vocabulary): readonly Sample[] {
  const random = randomFrom(2);
  return Array.from(systemById.keys()).flatMap((system) =>
    sixSignals.map((signal) => ({ system, signal, value: rounded(signal, random), at })),
  );
}
