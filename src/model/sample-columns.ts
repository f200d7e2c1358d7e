/** `Samples` to which rows are added. */
export interface SampleColumns {
  count: number;
  system: Int32Array;
  signal: Int32Array;
  value: Float64Array;
  at: Float64Array;
}

const capacityMin = 16;

/** Columns with room for about so many rows. */
export function newSampleColumns(expectedCount: number): SampleColumns {
  const capacity = Math.max(capacityMin, expectedCount);
  return {
    count: 0,
    system: new Int32Array(capacity),
    signal: new Int32Array(capacity),
    value: new Float64Array(capacity),
    at: new Float64Array(capacity),
  };
}

/** Makes room for at least one more row; returns the index of that row. */
export function rowAfter(columns: SampleColumns): number {
  const { count } = columns;
  if (count === columns.system.length) {
    grow(columns, count * 2);
  }
  return count;
}

function grow(columns: SampleColumns, capacity: number): void {
  const grown = newSampleColumns(capacity);
  grown.system.set(columns.system);
  grown.signal.set(columns.signal);
  grown.value.set(columns.value);
  grown.at.set(columns.at);
  columns.system = grown.system;
  columns.signal = grown.signal;
  columns.value = grown.value;
  columns.at = grown.at;
}
