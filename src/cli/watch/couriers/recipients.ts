/** Who has a letter already of which others are still to be told. It lasts as long as the process. */
export interface Recipients {
  /** Those of `all` that do not have it. */
  readonly left: (key: string, all: readonly string[]) => readonly string[];
  readonly note: (key: string, recipients: readonly string[]) => void;
  /** The letter is delivered or dead. */
  readonly forget: (key: string) => void;
}

const lettersMax = 1_000;

export function newRecipients(): Recipients {
  const told = new Map<string, ReadonlySet<string>>();
  return {
    left: (key, all) => all.filter((one) => told.get(key)?.has(one) !== true),
    note: (key, recipients) => {
      const [oldest] = told.keys();
      if (told.size >= lettersMax && oldest !== undefined && !told.has(key)) {
        told.delete(oldest);
      }
      told.set(key, new Set([...(told.get(key) ?? []), ...recipients]));
    },
    forget: (key) => {
      told.delete(key);
    },
  };
}
