/** What is measured under one name. */
export interface MetricFamily {
  /** In the form of Prometheus; of a counter it ends with `_total`. */
  readonly name: string;
  /** One sentence. */
  readonly help: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly samples: readonly MetricSample[];
}

export interface MetricSample {
  /** What stands behind the name, such as `_bucket` of a histogram. */
  readonly suffix?: '_bucket' | '_sum' | '_count';
  /** Names with values, in the order in which they are shown. */
  readonly labels: readonly (readonly [name: string, value: string])[];
  readonly value: number;
}
