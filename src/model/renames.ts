/** Present ids by former ones. */
export type Renamed = ReadonlyMap<string, string>;

/** Something that may have had other ids. */
interface Renamable {
  readonly id: string;
  readonly renamedFrom: readonly string[] | undefined;
}

/**
 * What was known before under another id: those items that are not known under their own, with the latest of their former ids that is.
 */
export function renamedIn(items: readonly Renamable[], isKnown: (id: string) => boolean): Renamed {
  const renamed = new Map<string, string>();
  for (const { id, renamedFrom } of items) {
    if (renamedFrom !== undefined && !isKnown(id)) {
      const from = renamedFrom.find(isKnown);
      if (from !== undefined) {
        renamed.set(from, id);
      }
    }
  }
  return renamed;
}
