import type { Bound, Row } from './measure.ts';

/** A row as it is told: times divided by the calibration, and its bounds judged. */
export interface JudgedRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly peer: Row['peer'];
  /** How it does beside its peer: `312 × faster`, `2 × slower`, or `+ 9.1 ms` where the peer is a floor. */
  readonly beside: string | undefined;
  readonly budget: JudgedBound | undefined;
  readonly stretch: JudgedBound | undefined;
}

export interface JudgedBound {
  /** The bound in words: `≤ 20 ms above its peer`. */
  readonly text: string;
  readonly isMet: boolean;
}

/** Units that grow with the slowness of the machine, which the calibration takes out. */
const units = new Set(['ns', 'µs', 'us', 'ms', 's']);

/** Judges a row that was measured on a machine so many times slower than the one on which the budgets were set. */
export function judged(row: Row, calibration: number): JudgedRow {
  const scaled = (value: number): number => (units.has(row.unit) ? value / calibration : value);
  const value = scaled(row.value);
  const peer = row.peer && { name: row.peer.name, value: scaled(row.peer.value) };
  const against = (bound: Bound | undefined): JudgedBound | undefined =>
    bound && { text: said(bound, row.unit), isMet: isMet(bound, value, peer?.value) };
  return {
    name: row.name,
    value,
    unit: row.unit,
    peer,
    beside: peer && sayBeside({ ...row, value }, peer.value),
    budget: against(row.budget),
    stretch: against(row.stretch),
  };
}

/** Whether every budget is met. A stretch that is missed counts for nothing. */
export function isPassed(rows: readonly JudgedRow[]): boolean {
  return rows.every(({ budget }) => budget?.isMet !== false);
}

/** A bound of a peer is not met where there is no peer, and none is met by what is not a number. */
function isMet(bound: Bound, value: number, peer: number | undefined): boolean {
  if ('atMost' in bound) {
    return value <= bound.atMost;
  }
  if (peer === undefined) {
    return false;
  }
  return 'timesFasterThanPeer' in bound
    ? peer / value >= bound.timesFasterThanPeer
    : value - peer <= bound.atMostAbovePeer;
}

function said(bound: Bound, unit: string): string {
  if ('atMost' in bound) {
    return `≤ ${sayNumber(bound.atMost)} ${unit}`;
  }
  return 'timesFasterThanPeer' in bound
    ? `≥ ${sayNumber(bound.timesFasterThanPeer)} × faster`
    : `≤ peer + ${sayNumber(bound.atMostAbovePeer)} ${unit}`;
}

function sayBeside({ value, unit, budget, stretch }: Row, peer: number): string {
  const isFloor = [budget, stretch].some((bound) => bound && 'atMostAbovePeer' in bound);
  if (isFloor) {
    return `${value < peer ? '-' : '+'} ${sayNumber(Math.abs(value - peer))} ${unit}`;
  }
  return value <= peer
    ? `${sayNumber(peer / value)} × faster`
    : `${sayNumber(value / peer)} × slower`;
}

/** Three digits that count, and thousands apart: 0.0123, 4.56, 78.9, 1,234. */
export function sayNumber(value: number): string {
  if (!Number.isFinite(value)) {
    return String(value);
  }
  const magnitude = Math.abs(value);
  if (magnitude >= 100) {
    return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
  }
  return String(Number(value.toPrecision(3)));
}
