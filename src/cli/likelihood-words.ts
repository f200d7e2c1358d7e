import { sayDuration } from '../model/time.ts';

/** The other side of a share of time in which something is down, with as many nines as there are, and two digits behind them. */
export function sayAvailable(unavailability: number): string {
  if (unavailability <= 0) {
    return '100%';
  }
  if (unavailability < 1e-11) {
    return '>99.999999999%';
  }
  const percent = 100 * (1 - unavailability);
  const decimals = 1 - Math.floor(Math.log10(Math.min(100, 100 * unavailability)));
  return `${percent.toFixed(Math.max(1, decimals))}%`;
}

/** A probability in percent, with two digits that count. */
export function sayChance(chance: number): string {
  return `${sayFactor(100 * chance)}%`;
}

/** A number with two digits that count, or as it is where it is larger. */
export function sayFactor(value: number): string {
  if (value >= 100) {
    return String(Math.round(value));
  }
  const said = Number(value.toPrecision(2));
  return said !== 0 && Math.abs(said) < 0.0001 ? said.toExponential(1) : String(said);
}

/** A time that something is down. */
export function sayDowntime(durationMs: number): string {
  return durationMs > 0 && durationMs < 1 ? '<1ms' : sayDuration(Math.round(durationMs));
}
