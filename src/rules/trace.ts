import type { LeafTrace, Trace } from '../model/trace.ts';
import { valueText } from './value-text.ts';
import { matchText, needText } from './words.ts';

/**
 * The comparisons that made a result what it is, in the author's order: where one would have been enough, those that
 * were; where all were needed, all of them. A named condition that is referred to twice counts once.
 */
export function decisive(trace: Trace): readonly LeafTrace[] {
  const byPlace = new Map<string, LeafTrace>();
  for (const leaf of leavesOf(trace)) {
    const place = JSON.stringify(leaf.where);
    if (!byPlace.has(place)) {
      byPlace.set(place, leaf);
    }
  }
  return [...byPlace.values()];
}

/**
 * A comparison in words. One that failed says what it needs: "`$.replicas` is 1, needs ≥ 2"; one that held says what it
 * is: "`$.kind` is `hard`, which is one of `hard`, `auth`".
 */
export function sayLeaf(leaf: LeafTrace): string {
  const subject = subjectText(leaf);
  if (leaf.missing === 'fact' || leaf.missing === 'path') {
    return `${subject} is missing, needs ${needText(leaf.operator, leaf.expected)}`;
  }
  const is = `${subject} is ${valueText(leaf.actual)}`;
  return leaf.result
    ? `${is}${matchText(leaf.operator, leaf.expected)}`
    : `${is}, needs ${needText(leaf.operator, leaf.expected)}`;
}

function leavesOf(trace: Trace): readonly LeafTrace[] {
  switch (trace.kind) {
    case 'leaf':
      return [trace];
    case 'not':
    case 'condition':
      return leavesOf(trace.child);
    default:
      return trace.children.filter(({ result }) => result === trace.result).flatMap(leavesOf);
  }
}

function subjectText({ fact, path, params }: LeafTrace): string {
  const given = Object.entries(params ?? {});
  const named = given.map(([name, value]) => `${name}: ${JSON.stringify(value)}`).join(', ');
  const whole = given.length === 0 ? fact : `${fact}(${named})`;
  if (path === undefined || path === '$') {
    return `\`${whole}\``;
  }
  return given.length === 0 ? `\`${path}\`` : `\`${path}\` of \`${whole}\``;
}
