/** What a diagnostic means, for `tower explain` and the reference. */
export interface CatalogueRow {
  readonly severity: 'error' | 'warning' | 'info';
  /** A few words, lower case. */
  readonly title: string;
  /** What it means, why it matters, what to do. */
  readonly explanation: string;
  /** A text that raises it: one file, or several behind lines of the form `-- path --`. */
  readonly example: string;
  /** The example without the mistake. */
  readonly fixed?: string;
}
