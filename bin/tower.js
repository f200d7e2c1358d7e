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
  await import('../dist/cli/main.js');
}
