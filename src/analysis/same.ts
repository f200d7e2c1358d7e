/**
 * Whether two values of a model say the same, but for keys that are not compared. Models are maps, lists and plain values a few levels
 * deep. What has no value is as good as not there.
 */
export function isSame(a: unknown, b: unknown, notCompared: ReadonlySet<string>): boolean {
  if (Object.is(a, b)) {
    return true;
  }
  if (!(isObject(a) && isObject(b))) {
    return false;
  }
  if (a instanceof Map || b instanceof Map) {
    return a instanceof Map && b instanceof Map && isSameMap(a, b, notCompared);
  }
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && isSameList(a, b, notCompared);
  }
  return isWithin(a, b, notCompared) && hasNoMore(b, a, notCompared);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isSameMap(
  a: ReadonlyMap<unknown, unknown>,
  b: ReadonlyMap<unknown, unknown>,
  notCompared: ReadonlySet<string>,
): boolean {
  if (a.size !== b.size) {
    return false;
  }
  for (const [key, value] of a) {
    if (!(b.has(key) && isSame(value, b.get(key), notCompared))) {
      return false;
    }
  }
  return true;
}

function isSameList(
  a: readonly unknown[],
  b: readonly unknown[],
  notCompared: ReadonlySet<string>,
): boolean {
  if (a.length !== b.length) {
    return false;
  }
  for (let index = 0; index < a.length; index += 1) {
    if (!isSame(a[index], b[index], notCompared)) {
      return false;
    }
  }
  return true;
}

/** Whether everything that an object says, another one says too. Objects of models are plain: all of their keys are their own. */
function isWithin(
  a: Readonly<Record<string, unknown>>,
  b: Readonly<Record<string, unknown>>,
  notCompared: ReadonlySet<string>,
): boolean {
  for (const key in a) {
    if (!(notCompared.has(key) || isSame(a[key], ownOf(b, key), notCompared))) {
      return false;
    }
  }
  return true;
}

function hasNoMore(
  b: Readonly<Record<string, unknown>>,
  a: Readonly<Record<string, unknown>>,
  notCompared: ReadonlySet<string>,
): boolean {
  for (const key in b) {
    if (b[key] !== undefined && ownOf(a, key) === undefined && !notCompared.has(key)) {
      return false;
    }
  }
  return true;
}

function ownOf(value: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}
