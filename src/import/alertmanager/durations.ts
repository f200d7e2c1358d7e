const unitMs = {
  y: 31_536_000_000,
  w: 604_800_000,
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1_000,
  ms: 1,
} as const;

const pattern =
  /^(?:([0-9]{1,7})y)?(?:([0-9]{1,7})w)?(?:([0-9]{1,7})d)?(?:([0-9]{1,7})h)?(?:([0-9]{1,7})m)?(?:([0-9]{1,7})s)?(?:([0-9]{1,7})ms)?$/;

/** Milliseconds of a duration of Prometheus, such as `1w` or `1h30m`; undefined where the text is none. */
export function prometheusMs(text: string): number | undefined {
  if (text === '0') {
    return 0;
  }
  const found = text === '' ? null : pattern.exec(text);
  if (found === null) {
    return undefined;
  }
  return Object.values(unitMs).reduce(
    (sum, ms, index) => sum + ms * Number(found[index + 1] ?? 0),
    0,
  );
}

/** A duration as Tower has it, exact. */
export function durationText(durationMs: number): string {
  let restMs = durationMs;
  const parts = (['d', 'h', 'm', 's', 'ms'] as const).map((unit) => {
    const amount = Math.floor(restMs / unitMs[unit]);
    restMs -= amount * unitMs[unit];
    return amount === 0 ? '' : `${amount}${unit}`;
  });
  return parts.join('') || '0s';
}
