import { addMisfit, type Misfit, type Misfits } from '../model/misfits.ts';
import { rowAfter, type SampleColumns } from '../model/sample-columns.ts';
import { wordAt } from './id-table.ts';
import { behind, type Cursor, nextSign, passBehind, passOpen, sign } from './scan-cursor.ts';
import type { NumberCell } from './scan-digits.ts';
import { beginIds, type Ids, passId, passIdKey } from './scan-ids.ts';
import { type DayMemory, passInstant } from './scan-instant.ts';
import { passScalar, readAs, type Scalar, type Words } from './scan-scalar.ts';

/** The section `signals` while it is scanned. The sample that is being passed is in `systems`, `signals`, `scalar` and `instant`. */
export interface SignalScan {
  readonly cursor: Cursor;
  readonly systems: Ids;
  /** Index in `model.systems` by that in `systems`. */
  readonly systemByIndex: Int32Array;
  readonly signals: Ids;
  /** By index of the signal. */
  readonly words: readonly Words[];
  /** The keys of a sample. */
  readonly fields: Ids;
  readonly scalar: Scalar;
  /** NaN where it is that of the batch. */
  readonly instant: NumberCell;
  readonly days: DayMemory;
  readonly columns: SampleColumns;
  readonly misfits: Misfits;
  missingCount: number;
}

/** The keys of a sample, those first that it must have. */
export const sampleFields = ['system', 'signal', 'value', 'at'] as const;
const requiredCount = 3;
/** In bytes, of which a text has at least as many as characters, and blanks before it. */
const idLengthMax = 200;

/** Passes the section, whose `at` is NaN in the columns where it is that of the batch. */
export function passSignals(scan: SignalScan): boolean {
  beginIds(scan.systems);
  beginIds(scan.signals);
  scan.instant[0] = Number.NaN;
  switch (nextSign(scan.cursor)) {
    case sign.openMap:
      return passSystems(scan);
    case sign.openList:
      return passSamples(scan);
    default:
      return false;
  }
}

/** Passes `{ "web": { … } }`. */
function passSystems(scan: SignalScan): boolean {
  const { cursor, systems } = scan;
  let next = passOpen(cursor, sign.closeMap);
  while (next === behind.item) {
    if (!passIdKey(systems, cursor) || !passValues(scan)) {
      return false;
    }
    next = passBehind(cursor, sign.closeMap);
  }
  return next === behind.end;
}

/** Passes `{ "latency": 120 }`. */
function passValues(scan: SignalScan): boolean {
  const { cursor, signals, scalar } = scan;
  if (nextSign(cursor) !== sign.openMap) {
    return false;
  }
  beginIds(signals);
  let next = passOpen(cursor, sign.closeMap);
  while (next === behind.item) {
    if (!passIdKey(signals, cursor) || !passScalar(cursor, scalar)) {
      return false;
    }
    takeSample(scan);
    next = passBehind(cursor, sign.closeMap);
  }
  return next === behind.end;
}

/** Passes `[{ … }]`. */
function passSamples(scan: SignalScan): boolean {
  const { cursor } = scan;
  let next = passOpen(cursor, sign.closeList);
  while (next === behind.item) {
    if (!passSample(scan)) {
      return false;
    }
    takeSample(scan);
    next = passBehind(cursor, sign.closeList);
  }
  return next === behind.end;
}

/** Passes `{ "system": "web", "signal": "latency", "value": 120, "at": "…" }`. */
function passSample(scan: SignalScan): boolean {
  const { cursor, fields } = scan;
  if (nextSign(cursor) !== sign.openMap) {
    return false;
  }
  scan.instant[0] = Number.NaN;
  beginIds(fields);
  let next = passOpen(cursor, sign.closeMap);
  while (next === behind.item) {
    if (!passIdKey(fields, cursor) || !passField(scan)) {
      return false;
    }
    next = passBehind(cursor, sign.closeMap);
  }
  return next === behind.end && hasRequired(fields);
}

function hasRequired({ map, mapById }: Ids): boolean {
  for (let index = 0; index < requiredCount; index += 1) {
    if (mapById[index] !== map) {
      return false;
    }
  }
  return true;
}

/** Passes the value of the key of a sample that was passed last. */
function passField(scan: SignalScan): boolean {
  const { cursor, fields } = scan;
  switch (sampleFields[fields.index]) {
    case 'system':
      return passShortId(scan.systems, cursor);
    case 'signal':
      return passShortId(scan.signals, cursor);
    case 'value':
      return passScalar(cursor, scan.scalar);
    case 'at':
      return passInstant(cursor, scan.days, scan.instant);
    default:
      return false;
  }
}

function passShortId(ids: Ids, cursor: Cursor): boolean {
  const from = cursor.at;
  return passId(ids, cursor) && cursor.at - from <= idLengthMax;
}

/** Makes a row, or a misfit, of the sample that has been passed. */
function takeSample(scan: SignalScan): void {
  const { systems, signals, scalar, columns } = scan;
  const words = scan.words[signals.index];
  if (systems.index === -1) {
    refuse(scan, 'unknown-system');
  } else if (words === undefined) {
    refuse(scan, 'unknown-signal');
  } else if (!readAs(words, scalar, scan.cursor.bytes)) {
    refuse(scan, 'bad-value');
  } else if (Number.isNaN(scalar.number[0])) {
    scan.missingCount += 1;
  } else {
    const row = rowAfter(columns);
    columns.system[row] = scan.systemByIndex[systems.index] ?? 0;
    columns.signal[row] = signals.index;
    columns.value[row] = scalar.number[0] ?? 0;
    columns.at[row] = scan.instant[0] ?? 0;
    columns.count = row + 1;
  }
}

function refuse({ misfits, systems, signals }: SignalScan, reason: Misfit['reason']): void {
  addMisfit(misfits, { kind: 'signal', system: idIn(systems), signal: idIn(signals), reason });
}

/** The id that was read last. */
function idIn({ index, table, text }: Ids): string {
  return index === -1 ? text : wordAt(table, index);
}
