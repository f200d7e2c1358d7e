import { compareText } from '../model/order.ts';
import { sayDuration } from '../model/time.ts';
import { isSame } from './same.ts';

const wordsMax = 3;
const lengthMax = 60;

/**
 * What differs between two items of a configuration, for people: `critical 400 → 450`, `replicas 1 → 2, needs cache`. Empty where
 * there is nothing short to say.
 */
export function differenceWords(
  before: unknown,
  after: unknown,
  notCompared: ReadonlySet<string>,
): string {
  if (!(isPlain(before) && isPlain(after))) {
    return isShort(before) && isShort(after) ? `${said('', before)} → ${said('', after)}` : '';
  }
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort(compareText);
  const words = keys
    .filter((key) => !notCompared.has(key) && !isSame(before[key], after[key], notCompared))
    .flatMap((key) => fieldWords(key, before[key], after[key]));
  const more = words.length - wordsMax;
  return more > 0 ? `${words.slice(0, wordsMax).join(', ')} and ${more} more` : words.join(', ');
}

function fieldWords(key: string, before: unknown, after: unknown): readonly string[] {
  const name = nameOf(key);
  if (isLevel(before) || isLevel(after)) {
    return levelWords(name, before, after);
  }
  if (key === 'dependsOn') {
    return dependencyWords(before, after);
  }
  return [isShort(before) && isShort(after) ? `${name} ${arrow(key, before, after)}` : name];
}

/** As it is called in files. */
function nameOf(key: string): string {
  return key === 'written' ? 'match' : key.replace(/Ms$/, '');
}

function arrow(key: string, before: unknown, after: unknown): string {
  return `${said(key, before)} → ${said(key, after)}`;
}

function said(key: string, value: unknown): string {
  if (value === undefined) {
    return 'none';
  }
  return typeof value === 'number' && key.endsWith('Ms') ? sayDuration(value) : String(value);
}

function isShort(value: unknown): boolean {
  return (
    value === undefined ||
    typeof value === 'number' ||
    typeof value === 'boolean' ||
    (typeof value === 'string' && value.length <= lengthMax && !value.includes('\n'))
  );
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' && value !== null && !(value instanceof Map) && !Array.isArray(value)
  );
}

function isLevel(value: unknown): value is Readonly<Record<string, unknown>> {
  return isPlain(value) && 'limitText' in value;
}

/** `critical 400 → 450`, `critical for 30s → 1m`. */
function levelWords(name: string, before: unknown, after: unknown): readonly string[] {
  const [was, is] = [isLevel(before) ? before : {}, isLevel(after) ? after : {}];
  const limit =
    was['limitText'] === is['limitText']
      ? []
      : [`${name} ${arrow('', was['limitText'], is['limitText'])}`];
  if (!(isLevel(before) && isLevel(after))) {
    return limit;
  }
  const rest = (['forMs', 'clear', 'as'] as const)
    .filter((key) => was[key] !== is[key])
    .map((key) => `${name} ${nameOf(key)} ${arrow(key, was[key], is[key])}`);
  return [...limit, ...rest];
}

/** `needs cache`, `no longer needs db`, `needs api otherwise`. */
function dependencyWords(before: unknown, after: unknown): readonly string[] {
  const [was, is] = [targetsOf(before), targetsOf(after)];
  const added = is.filter((id) => !was.includes(id)).map((id) => `needs ${id}`);
  const removed = was.filter((id) => !is.includes(id)).map((id) => `no longer needs ${id}`);
  return added.length + removed.length === 0 ? ['dependsOn'] : [...removed, ...added];
}

function targetsOf(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.map((one) => String(isPlain(one) ? one['to'] : one)) : [];
}
