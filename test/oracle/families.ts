// Families of sets as lists of lists, by the book.

export type Sets = readonly (readonly number[])[];

/** The sets of which none holds another one, each once, in an order of their own. */
export function minimal(sets: Sets): Sets {
  const distinct = [...new Map(sets.map((set) => [sorted(set).join(), sorted(set)])).values()];
  return distinct
    .filter((set) =>
      distinct.every((other) => other === set || !other.every((each) => set.includes(each))),
    )
    .sort((a, b) => (a.join() < b.join() ? -1 : 1));
}

export function either(f: Sets, g: Sets): Sets {
  return minimal([...f, ...g]);
}

export function both(f: Sets, g: Sets, most: number): Sets {
  return minimal(f.flatMap((one) => g.map((other) => [...new Set([...one, ...other])]))).filter(
    ({ length }) => length <= most,
  );
}

function sorted(set: readonly number[]): readonly number[] {
  return [...set].sort((a, b) => a - b);
}
