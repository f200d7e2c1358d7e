import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import type { Attempt, Lock } from '../ports.ts';
import { attempt } from './attempt.ts';
import { ownPlace, startOf } from './process-place.ts';

/** Who holds a lock shows so often that it still does; who has not for so long is gone. Only that can be seen from another machine. */
const shownEveryMs = 2_000;
const unseenMs = 10_000;

/**
 * Takes a lock file with this process's id in it, and where it runs. The lock of a process that no longer runs is taken over; that of a
 * running one is a failure that calls it `name`. Processes of other machines and containers cannot be looked at: their lock is
 * taken over when it was not touched for ten seconds. The lock is given back at the latest when the process exits.
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
  const owner = ownerOf(found.value);
  if (owner === undefined) {
    return { failure: `\`${name}\` is not a lock of tower; remove it if nothing uses it` };
  }
  const failure = useOf(owner, path, name);
  if (failure !== undefined) {
    return { failure };
  }
  return takeOver(path, found.value)
    ? { value: held(path) }
    : { failure: 'another process has just begun to use it' };
}

/** What a lock says of the process that holds it. */
interface Owner {
  readonly pid: number;
  /** Where it runs, and when it began; undefined in the locks of versions that did not say. */
  readonly place: string | undefined;
  readonly start: string | undefined;
}

function ownerOf(text: string): Owner | undefined {
  const [, pid, place, start] = /^([1-9][0-9]{0,9})\n(?:(\S+) (\S+)\n)?$/.exec(text) ?? [];
  return pid === undefined ? undefined : { pid: Number(pid), place, start };
}

function ownText(): string {
  return `${process.pid}\n${ownPlace()} ${startOf(process.pid) ?? '-'}\n`;
}

function create(path: string): Attempt<void> {
  return attempt(() => {
    const descriptor = openSync(path, 'wx');
    writeFileSync(descriptor, ownText());
    closeSync(descriptor);
  });
}

/** Why a lock cannot be taken over; undefined where nobody holds it any more. */
function useOf(owner: Owner, path: string, name: string): string | undefined {
  const { pid, place } = owner;
  if (place === undefined || place === ownPlace()) {
    return isRunning(owner)
      ? `process ${pid} is using it; if it is not, remove \`${name}\``
      : undefined;
  }
  const shownAt = attempt(() => statSync(path).mtimeMs).value ?? 0;
  const [host] = place.split('/');
  return Date.now() - shownAt < unseenMs
    ? `process ${pid} of ${host} has just used it; when it has not for ten seconds, it can be had`
    : undefined;
}

/** A process of our own id is a former one: this process holds no lock twice. One that began at another time has got the id later. */
function isRunning({ pid, start }: Owner): boolean {
  const signaled = attempt(() => process.kill(pid, 0));
  const isThere = signaled.value === true || signaled.failure === 'permission denied';
  const began = startOf(pid);
  const isAnother = start !== undefined && start !== '-' && began !== undefined && began !== start;
  return pid !== process.pid && isThere && !isAnother;
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

function held(path: string): Lock {
  const own = ownText();
  const isOurs = (): boolean => attempt(() => readFileSync(path, 'utf8')).value === own;
  const showing = setInterval(() => {
    if (isOurs()) {
      attempt(() => utimesSync(path, new Date(), new Date()));
    }
  }, shownEveryMs);
  showing.unref();
  const release = (): void => {
    clearInterval(showing);
    process.off('exit', release);
    // Somebody else's is left: it was removed, and taken since.
    if (isOurs()) {
      attempt(() => rmSync(path, { force: true }));
    }
  };
  process.once('exit', release);
  return { release };
}
