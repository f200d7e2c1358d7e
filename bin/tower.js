#!/usr/bin/env node
// Whatever an old Node lacks may only be touched behind the check of its version: hence no imports.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `tower: needs Node 24 or later, and this is Node ${process.versions.node}\n`,
  );
  process.exitCode = 2;
} else {
  const { TOWER_DEBUG: debug = '' } = process.env;
  if (debug !== '' && debug !== '0') {
    // What is built is minified: the maps beside it say where in the sources something happened.
    process.setSourceMapsEnabled(true);
  }
  process.getBuiltinModule('node:module').enableCompileCache();
  if (process.argv.slice(2).some((word) => !word.startsWith('-'))) {
    compileForOneRun();
  }
  await import('../dist/cli/main.js');
}

/**
 * Has V8 compile each file whole, most of which is going to run: function by function it reads everything twice. Has it optimize code ten
 * times later than usual, and leave out the step between interpreting and optimizing: most runs end before code that is compiled again has
 * paid for that, and long ones are nearly as fast as before, because what they repeat gets there all the same. All before the first
 * file is loaded: the cache of compiled code knows with which flags it was made. Help and version are too short to gain by it.
 */
function compileForOneRun() {
  // Flags are known to versions of V8, and an unknown one would be told on standard error.
  if (!process.versions.v8.startsWith('13.6.')) {
    return;
  }
  const { setFlagsFromString } = process.getBuiltinModule('node:v8');
  // Node's own modules come compiled, for the flags of its start; once those have changed, each that is loaded is compiled anew.
  process.getBuiltinModule('node:crypto');
  if (process.getBuiltinModule('node:fs').fstatSync(1).isCharacterDevice()) {
    void process.stdout;
  }
  setFlagsFromString('--no-lazy');
  setFlagsFromString('--no-sparkplug');
  setFlagsFromString('--invocation-count-for-maglev=4000');
  setFlagsFromString('--invocation-count-for-turbofan=30000');
}
