import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { attempt } from './attempt.ts';

/**
 * Where this process runs, as one word: the host, its boot and the set of process ids. Only of processes that say the same the ids
 * can be compared: in a container the first process is always 1.
 */
export function ownPlace(): string {
  const boot = attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()).value;
  const ids = attempt(() => readlinkSync('/proc/self/ns/pid')).value;
  return [hostname(), boot, ids].map((part = '-') => part.replace(/[\s/]/g, '_')).join('/');
}

/** When a process began, in ticks since the system did; undefined where the system does not tell. */
export function startOf(pid: number): string | undefined {
  // The name of the program, which may hold anything, stands in parentheses; the start is the 20th field behind it.
  const text = attempt(() => readFileSync(`/proc/${pid}/stat`, 'utf8')).value;
  return text?.slice(text.lastIndexOf(')') + 2).split(' ')[19];
}
