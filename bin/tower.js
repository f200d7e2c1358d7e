#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `tower: needs Node 24 or later, and this is Node ${process.versions.node}\n`,
  );
  process.exitCode = 2;
} else {
  enableCompileCache?.();
  await import('../dist/cli/main.js');
}
