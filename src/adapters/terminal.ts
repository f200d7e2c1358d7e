import type { StreamFacts } from '../ports.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether to color: the flag, then NO_COLOR, then FORCE_COLOR, then whether the stream is a terminal that can. */
export function isColored(
  flag: 'auto' | 'always' | 'never',
  env: Environment,
  stream: StreamFacts,
): boolean {
  if (flag !== 'auto') {
    return flag === 'always';
  }
  if (isSet(env['NO_COLOR'])) {
    return false;
  }
  if (isSet(env['FORCE_COLOR'])) {
    return env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false';
  }
  return stream.isTerminal && env['TERM'] !== 'dumb';
}

/** Columns of the stream, then COLUMNS, else 100: never fewer than 40, never more than 100. */
export function widthOf(env: Environment, stream: StreamFacts): number {
  const named = /^[1-9][0-9]{0,4}$/.test(env['COLUMNS'] ?? '') ? Number(env['COLUMNS']) : undefined;
  return Math.min(100, Math.max(40, stream.columns ?? named ?? 100));
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}
