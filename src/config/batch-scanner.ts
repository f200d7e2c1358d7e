import { newMisfits } from '../model/misfits.ts';
import { readingsOf } from '../model/read-batch.ts';
import type { Readings } from '../model/readings.ts';
import { newSampleColumns, type SampleColumns } from '../model/sample-columns.ts';
import type { Vocabulary } from '../model/vocabulary.ts';
import { checkedBatch } from './batch.ts';
import { areExact } from './id-table.ts';
import {
  behind,
  type Cursor,
  cursorOf,
  decoded,
  nextSign,
  passBehind,
  passKey,
  passOpen,
  passValue,
  sign,
} from './scan-cursor.ts';
import { type Ids, idsOf } from './scan-ids.ts';
import { type DayMemory, newDayMemory } from './scan-instant.ts';
import { newScalar, type Words, wordsOf } from './scan-scalar.ts';
import { passSignals, type SignalScan, sampleFields } from './scan-signals.ts';

/** Reads batches of one model. It notes things while it reads, so that it reads one at a time. */
export interface BatchScanner {
  readonly vocabulary: Vocabulary;
  readonly systems: Ids;
  readonly systemByIndex: Int32Array;
  readonly signals: Ids;
  readonly words: readonly Words[];
  readonly fields: Ids;
  readonly days: DayMemory;
  /** Whether the ids and words of the model can be told apart by their bytes. */
  readonly isExact: boolean;
}

/** Bytes of a sample that is neither short nor long, such as `"latency_p99":690.25,`. */
const bytesPerSample = 20;

/** A scanner for a model. Made once for a model, as its cost grows with the model. */
export function batchScanner(vocabulary: Vocabulary): BatchScanner {
  const systems = [...vocabulary.systemById.keys()];
  const signals = vocabulary.signals.map(({ id }) => id);
  const words = vocabulary.signals.flatMap(({ values }) => values ?? []);
  return {
    vocabulary,
    systems: idsOf(systems),
    systemByIndex: Int32Array.from(vocabulary.systemById.values()),
    signals: idsOf(signals),
    words: vocabulary.signals.map(wordsOf),
    fields: idsOf(sampleFields),
    days: newDayMemory(),
    isExact: [systems, signals, words].every(areExact),
  };
}

/** A batch while it is scanned. */
interface BatchScan {
  readonly cursor: Cursor;
  readonly signals: SignalScan;
  /** The batch without its signals, as JSON that is not closed. */
  rest: string;
  /** Names of the sections that were passed. */
  readonly passed: Set<string>;
}

/**
 * The readings of a batch that stands in UTF-8 between two places of some bytes; undefined where it is not a batch, or one that
 * is written in an unusual way: then `JSON.parse` tells. What is returned is what `readingsOf` makes of the parsed batch, but
 * that samples are in the order in which they are written. `at`, where it is given, is in place of that of the batch.
 */
export function scanBatch(
  scanner: BatchScanner,
  bytes: Uint8Array,
  { from, to }: { readonly from: number; readonly to: number },
  at?: string,
): Readings | undefined {
  const cursor = cursorOf(bytes, from, to);
  if (!scanner.isExact || nextSign(cursor) !== sign.openMap) {
    return undefined;
  }
  const signals = signalScan(scanner, cursor);
  const scan: BatchScan = { cursor, signals, rest: '', passed: new Set() };
  if (!passSections(scan) || nextSign(cursor) !== -1) {
    return undefined;
  }
  const batch = scan.passed.has('at') ? checkedBatch(`{${scan.rest}}`) : undefined;
  if (batch === undefined) {
    return undefined;
  }
  const { columns, misfits, missingCount } = signals;
  const rest = readingsOf(scanner.vocabulary, at === undefined ? batch : { ...batch, at }, misfits);
  replaceMissing(columns, rest.at);
  return { ...rest, samples: columns, missingCount };
}

function signalScan(scanner: BatchScanner, cursor: Cursor): SignalScan {
  const { systems, systemByIndex, signals, words, fields, days } = scanner;
  return {
    cursor,
    systems,
    systemByIndex,
    signals,
    words,
    fields,
    scalar: newScalar(),
    instant: new Float64Array(1),
    days,
    columns: newSampleColumns(Math.ceil((cursor.end - cursor.at) / bytesPerSample)),
    misfits: newMisfits(),
    missingCount: 0,
  };
}

/** Passes `{ "at": "…", "signals": … }`. */
function passSections(scan: BatchScan): boolean {
  const { cursor } = scan;
  let next = passOpen(cursor, sign.closeMap);
  while (next === behind.item) {
    if (!passSection(scan)) {
      return false;
    }
    next = passBehind(cursor, sign.closeMap);
  }
  return next === behind.end;
}

function passSection(scan: BatchScan): boolean {
  const { cursor, passed } = scan;
  if (!passKey(cursor) || cursor.isEscaped) {
    return false;
  }
  const name = decoded(cursor.bytes, cursor.from, cursor.to);
  if (passed.has(name)) {
    return false;
  }
  passed.add(name);
  if (name === 'signals') {
    return passSignals(scan.signals);
  }
  nextSign(cursor);
  const from = cursor.at;
  if (!passValue(cursor)) {
    return false;
  }
  const comma = scan.rest === '' ? '' : ',';
  scan.rest += `${comma}${JSON.stringify(name)}:${decoded(cursor.bytes, from, cursor.at)}`;
  return true;
}

/** Puts the instant of the batch where none is written. */
function replaceMissing({ at, count }: SampleColumns, batchAt: number): void {
  for (let row = 0; row < count; row += 1) {
    if (Number.isNaN(at[row])) {
      at[row] = batchAt;
    }
  }
}
