/** Where numbers are read to: one that is returned would take memory of its own. */
export type NumberCell = Float64Array;

/** Up to 10^22 a power of ten is a number without rounding. */
export const powerMax = 22;
export const powers = Float64Array.from({ length: powerMax + 1 }, (_, index) =>
  Number(`1e${index}`),
);

/** So many digits always fit into the 53 bits of a number. */
export const exactDigitsMax = 15;
