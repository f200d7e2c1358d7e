/** A set of systems that something happened to. Each is in it once. */
export interface Touched {
  readonly isIn: Uint8Array;
  /** The first `count` are those in the set. */
  readonly systems: Int32Array;
  count: number;
}

export function noneTouched(systemCount: number): Touched {
  return { isIn: new Uint8Array(systemCount), systems: new Int32Array(systemCount), count: 0 };
}

export function touch(touched: Touched, system: number): void {
  if (touched.isIn[system] === 0) {
    touched.isIn[system] = 1;
    touched.systems[touched.count] = system;
    touched.count += 1;
  }
}

export function touchAll(touched: Touched): void {
  for (let system = 0; system < touched.isIn.length; system += 1) {
    touch(touched, system);
  }
}

/** The set in order, as a part of its own memory, and empties it: it is read before the next touch. */
export function drain(touched: Touched): Int32Array {
  const systems = touched.systems.subarray(0, touched.count).sort();
  for (const system of systems) {
    touched.isIn[system] = 0;
  }
  touched.count = 0;
  return systems;
}
