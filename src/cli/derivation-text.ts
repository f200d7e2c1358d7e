import type { DownStep } from '../model/cut-sets.ts';

/** A line of a derivation: how deep it lies, and a path, which ends where something fails itself or at a group. */
export interface Branch {
  readonly depth: number;
  readonly text: string;
}

/** How many things a path names; in the middle of a longer one `…` stands for the others. */
const pathMax = 6;

/**
 * A derivation as paths from the target down: a path follows one cause after the other, and where a group lacks members, those follow
 * below it, each as a path of its own. What was told before is not told again. `unitOf` is what a system fails with, where
 * that is not itself.
 */
export function branchesOf(
  steps: readonly DownStep[],
  unitOf: (system: string) => string | undefined,
): readonly Branch[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const told = new Set<string>();
  const branches: Branch[] = [];
  const open: { readonly id: string; readonly depth: number }[] = [];
  const last = steps.at(-1);
  if (last !== undefined) {
    open.push({ id: last.id, depth: 0 });
  }
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { depth } = next;
    const { path, end, isAgain } = pathFrom(byId, told, next.id);
    const ending = isAgain ? ', as above' : sayEnd(end, unitOf);
    branches.push({
      depth,
      text: isItself(steps) ? `it fails itself${ending}` : sayPath(path) + ending,
    });
    if (!isAgain && end !== undefined && end.because.length > 1) {
      open.push(...end.because.toReversed().map((id) => ({ id, depth: depth + 1 })));
    }
  }
  return branches;
}

function isItself(steps: readonly DownStep[]): boolean {
  return steps.length === 1;
}

interface Path {
  readonly path: readonly string[];
  readonly end: DownStep | undefined;
  /** Whether what follows was told before. */
  readonly isAgain: boolean;
}

function pathFrom(byId: ReadonlyMap<string, DownStep>, told: Set<string>, first: string): Path {
  const path: string[] = [];
  for (let step = byId.get(first); step !== undefined; ) {
    path.push(step.id);
    const isAgain = told.has(step.id) && step.because.length > 0;
    told.add(step.id);
    const [only] = step.because;
    if (isAgain || only === undefined || step.because.length > 1) {
      return { path, end: step, isAgain };
    }
    step = byId.get(only);
  }
  return { path, end: undefined, isAgain: false };
}

function sayPath(path: readonly string[]): string {
  return path.length <= pathMax
    ? path.join(' → ')
    : [...path.slice(0, pathMax - 2), '…', ...path.slice(-1)].join(' → ');
}

/** ` (region:eu)` where something fails with others; `: 1 of 3 members up, 2 needed` where a group lacks members. */
function sayEnd(end: DownStep | undefined, unitOf: (system: string) => string | undefined): string {
  if (end?.group !== undefined) {
    const { members, need } = end.group;
    return `: ${members - end.because.length} of ${members} members up, ${need} needed`;
  }
  const unit = end === undefined || end.because.length > 0 ? undefined : unitOf(end.id);
  return unit === undefined ? '' : ` (${unit})`;
}
