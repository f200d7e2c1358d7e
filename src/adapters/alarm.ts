/** Something to wait for that others can ring. */
export interface Alarm {
  /** Until it rings, or for so long; not at all where it rang since the last wait. */
  readonly wait: (ms: number) => Promise<void>;
  readonly ring: () => void;
}

export function newAlarm(): Alarm {
  let hasRung = false;
  let wake: (() => void) | undefined;
  return {
    wait: (ms) =>
      new Promise((resolve) => {
        const end = (): void => {
          clearTimeout(timer);
          hasRung = false;
          wake = undefined;
          resolve();
        };
        const timer = setTimeout(end, ms);
        wake = end;
        if (hasRung) {
          end();
        }
      }),
    ring: () => {
      hasRung = true;
      wake?.();
    },
  };
}
