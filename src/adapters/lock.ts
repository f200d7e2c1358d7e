import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import type { Attempt, Lock } from '../ports.ts';
import { attempt } from './attempt.ts';

/**
 * Takes a lock file with this process's id in it. The lock of a process that no longer runs is taken over; that of a
 * running one is a failure that calls it `name`. The lock is given back at the latest when the process exits.
 */
export function lock(path: string, name: string): Attempt<Lock> {
  const created = create(path);
  if (created.failure === undefined) {
    return { value: held(path) };
  }
  if (!existsSync(path)) {
    return { failure: `\`${name}\` cannot be created: ${created.failure}` };
  }
  const found = attempt(() => readFileSync(path, 'utf8'));
  if (found.value === undefined) {
    return { failure: `\`${name}\` cannot be read: ${found.failure}` };
  }
  const owner = /^[1-9][0-9]{0,9}\n$/.test(found.value) ? Number(found.value) : undefined;
  if (owner === undefined) {
    return { failure: `\`${name}\` is not a lock of tower; remove it if nothing uses it` };
  }
  if (isRunning(owner)) {
    return { failure: `process ${owner} is using it; if it is not, remove \`${name}\`` };
  }
  return takeOver(path, found.value)
    ? { value: held(path) }
    : { failure: 'another process has just begun to use it' };
}

function create(path: string): Attempt<void> {
  return attempt(() => {
    const descriptor = openSync(path, 'wx');
    writeFileSync(descriptor, `${process.pid}\n`);
    closeSync(descriptor);
  });
}

/** A rename takes away exactly one file; where another process was quicker, what was taken is its lock and goes back. */
function takeOver(path: string, abandoned: string): boolean {
  const aside = `${path}.${process.pid}`;
  const moved = attempt(() => {
    renameSync(path, aside);
    return readFileSync(aside, 'utf8') === abandoned;
  });
  if (moved.value === false) {
    attempt(() => renameSync(aside, path));
    return false;
  }
  attempt(() => rmSync(aside, { force: true }));
  return create(path).failure === undefined;
}

/** A process of our own id is a former one: this process holds no lock twice. */
function isRunning(pid: number): boolean {
  const signaled = attempt(() => process.kill(pid, 0));
  return (
    pid !== process.pid && (signaled.value === true || signaled.failure === 'permission denied')
  );
}

function held(path: string): Lock {
  const release = (): void => {
    process.off('exit', release);
    attempt(() => rmSync(path, { force: true }));
  };
  process.once('exit', release);
  return { release };
}
