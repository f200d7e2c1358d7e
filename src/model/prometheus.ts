/** What is asked for one signal. */
export interface PrometheusQuery {
  readonly signal: string;
  readonly query: string;
  /** Words of the signal, best first; the result is the place of one of them. */
  readonly values: readonly string[] | undefined;
}

/** A query with what came back: the status and the body of the answer, or why there is none, in a phrase. */
export type PrometheusAnswer = { readonly query: PrometheusQuery } & (
  | { readonly status: number; readonly body: string; readonly failure?: undefined }
  | { readonly failure: string }
);
