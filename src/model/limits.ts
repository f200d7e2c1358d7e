const mebibyte = 1_048_576;

/**
 * How much of everything there may be. Configurations come from people whom nobody knows, so that the work and the memory
 * that they cost are bounded, and beyond each limit there is a diagnostic. docs/configuration.md lists them.
 */
export const limits = {
  /** A file of the configuration, and all of them together. */
  fileBytes: 4 * mebibyte,
  treeBytes: 64 * mebibyte,
  /** Entries of the folders below tower.yaml that are looked at. */
  folderEntries: 20_000,
  /** Keys, values, commas, brackets and other signs of a YAML file, and of all files together. */
  fileParts: 1_500_000,
  treeParts: 12_000_000,
  /** Maps and lists inside each other. */
  nesting: 64,
  /** Values that the aliases of a file repeat. */
  repeatedValues: 10_000,
  /** Problems of one file that are told, and of a whole configuration. */
  fileProblems: 1_000,
  problems: 10_000,
  /** Problems that are drawn with their lines for people. */
  frames: 200,
  /** Characters of what is said of one problem, and of its help. */
  messageLength: 2_000,
  /** Other places that one problem points at. */
  related: 20,
  batchBytes: 64 * mebibyte,
  stateBytes: 256 * mebibyte,
  /** How many known names the unknown ones are compared with, to offer the nearest. */
  comparedNames: 1_000_000,
  /** Values of one series of a scenario, and ticks of one scenario. */
  seriesValues: 100_000,
  /** Steps of one scenario, with those between its ticks; and ticks of all scenarios together. */
  scenarioSteps: 1_000_000,
  scenarioTicks: 10_000_000,
  /** Alerts, and systems that follow, that one notification carries. */
  letterAlerts: 50,
  /** Batches that are accepted and were not evaluated yet, and their bytes; beyond it a source has to wait. */
  pendingBatches: 100_000,
  pendingBytes: 64 * mebibyte,
  /** Bytes of what a listener is sent at once. */
  requestBytes: 8 * mebibyte,
  /** Notifications that wait to be delivered; beyond it the oldest becomes a dead letter. */
  outbox: 100_000,
  /** Dead letters that are kept. */
  deadLetters: 1_000,
  /** Silences that batches asked for at one time, and how long one of them may be. */
  silences: 1_000,
  silenceDays: 30,
  /** How often a selection may have to be compared with a system. */
  selections: 500_000_000,
} as const;

/** Items that a section of the configuration may have; one that is not named here may have 10,000. */
const itemsBySection: ReadonlyMap<string, number> = new Map([
  ['systems', 250_000],
  ['groups', 100_000],
  ['thresholds', 100_000],
  ['waivers', 100_000],
  ['types', 1_000],
]);

/** Dependencies of all systems together. */
export const dependenciesMax = 1_000_000;

export function itemsMaxOf(section: string): number {
  return itemsBySection.get(section) ?? 10_000;
}

/** A number as people read it: `10,000`. */
export function sayCount(count: number): string {
  return String(count).replace(/\B(?=(?:[0-9]{3})+$)/g, ',');
}

/** Bytes in whole mebibytes: `4 MiB`. */
export function sayBytes(bytes: number): string {
  return `${Math.floor(bytes / mebibyte)} MiB`;
}
