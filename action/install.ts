// Makes the program ready that the action runs, and says where it is as the output `binary` of its step.
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { env } from 'node:process';
import { installWords, isVersion } from './versions.ts';

const own = join(import.meta.dirname, '..');
const binary = install(env['INPUT_VERSION'] ?? '');
if (binary === undefined) {
  process.exitCode = 2;
} else {
  appendFileSync(env['GITHUB_OUTPUT'] ?? '', `binary<<end-of-path\n${binary}\nend-of-path\n`);
}

/** The program by its version: that of the action itself, that of the project's packages, or one from the registry. */
function install(version: string): string | undefined {
  if (version === '') {
    return ownBinary();
  }
  if (version === 'project') {
    const folder = resolve(env['GITHUB_WORKSPACE'] ?? '.', env['INPUT_WORKING_DIRECTORY'] ?? '');
    return (
      projectBinary(folder) ??
      failed('the project has no @control-tower/tower installed: run `npm ci` in an earlier step')
    );
  }
  return isVersion(version)
    ? registryBinary(version)
    : failed('the input version is neither `project` nor a version');
}

/** The program is built from the code of the action once; nothing of it is downloaded but the packages that its lock file names. */
function ownBinary(): string | undefined {
  const isReady =
    existsSync(join(own, 'dist/cli/main.js')) && existsSync(join(own, 'node_modules'));
  const isBuilt = isReady || (npm(['ci', '--ignore-scripts'], own) && npm(['run', 'build'], own));
  return isBuilt ? join(own, 'bin/tower.js') : failed('the code of the action cannot be built');
}

function projectBinary(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const path = join(at, 'node_modules/@control-tower/tower/bin/tower.js');
    if (existsSync(path)) {
      return path;
    }
    if (dirname(at) === at) {
      return undefined;
    }
  }
}

function registryBinary(version: string): string | undefined {
  const folder = join(env['RUNNER_TEMP'] ?? tmpdir(), 'tower-package');
  return npm(installWords(version, folder), tmpdir())
    ? join(folder, 'node_modules/@control-tower/tower/bin/tower.js')
    : failed(`@control-tower/tower@${version} cannot be installed`);
}

function npm(words: readonly string[], folder: string): boolean {
  // On Windows npm is a script, which only a shell runs; all words are our own or have been checked.
  const shell = process.platform === 'win32';
  return (
    spawnSync('npm', [...words], { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'], shell })
      .status === 0
  );
}

function failed(message: string): undefined {
  process.stdout.write(`::error title=tower::${message}\n`);
  return undefined;
}
