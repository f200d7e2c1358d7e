#!/usr/bin/env node
// Whatever an old Node lacks may only be touched behind the check of its version: hence no imports.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `tower: needs Node 24 or later, and this is Node ${process.versions.node}\n`,
  );
  process.exitCode = 2;
} else {
  process.getBuiltinModule('node:module').enableCompileCache();
  await import('../dist/cli/main.js');
}
