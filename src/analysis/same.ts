/** Whether two values of a model say the same, but for keys that are not compared. Models are maps, lists and plain values a few levels deep. */
export function isSame(a: unknown, b: unknown, notCompared: ReadonlySet<string>): boolean {
  if (a instanceof Map && b instanceof Map) {
    return (
      a.size === b.size &&
      [...a].every(([key, value]) => b.has(key) && isSame(value, b.get(key), notCompared))
    );
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((value, index) => isSame(value, b[index], notCompared));
  }
  if (isObject(a) && isObject(b)) {
    const [own, other] = [entriesOf(a, notCompared), entriesOf(b, notCompared)];
    return own.size === other.size && isSame(own, other, notCompared);
  }
  return Object.is(a, b);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What has no value is as good as not there. */
function entriesOf(value: object, notCompared: ReadonlySet<string>): Map<string, unknown> {
  return new Map(
    Object.entries(value).filter(([key, inner]) => inner !== undefined && !notCompared.has(key)),
  );
}
