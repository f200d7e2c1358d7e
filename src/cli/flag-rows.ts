/** A flag as data, of which the parser of the command line and the quick reader are both made. */
export interface FlagRow {
  /** As help shows it: `--at <instant>`, `-C, --root <path>`. Without a placeholder it takes no value. `--no-cache` takes `cache` back. */
  readonly flags: string;
  readonly description: string;
  /** All that may be said. */
  readonly values?: readonly string[];
  /** What holds where nothing is said; true for a flag that begins with `--no-`, which makes it false. */
  readonly usual?: string | true;
  /** Its value is a whole number. */
  readonly isNumber?: true;
  /** May be said several times; all that was said counts. */
  readonly isRepeatable?: true;
}

/** Whether a text is a number that flags take: whole, and of at most nine digits. */
export function isWholeNumber(text: string): boolean {
  return /^[0-9]{1,9}$/.test(text);
}
