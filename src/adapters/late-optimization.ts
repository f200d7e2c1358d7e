/** Flags are known to versions of V8, and an unknown one would be told on standard error. */
const knownTo = '13.6.';

/**
 * Has V8 optimize code ten times later than usual, and leave out the step between interpreting and optimizing. Most runs end before code
 * that is compiled again has paid for that, and long ones are nearly as fast as before, because what they repeat gets there all the same.
 */
export function optimizeLate(): void {
  if (process.versions.v8.startsWith(knownTo)) {
    // Not every run comes here, and the module brings others along.
    const { setFlagsFromString } = process.getBuiltinModule('node:v8');
    loadCompiled();
    setFlagsFromString('--no-sparkplug');
    setFlagsFromString('--invocation-count-for-maglev=4000');
    setFlagsFromString('--invocation-count-for-turbofan=30000');
  }
}

/**
 * Loads what nearly every run needs of Node later: digests, and what standard output is made of. Node's own modules come compiled, for the
 * flags of its start; once those have changed, each that is loaded is compiled anew.
 */
function loadCompiled(): readonly unknown[] {
  return [process.getBuiltinModule('node:crypto'), process.stdout];
}
