import type { TopLevelCondition } from 'json-rules-engine';
import library from 'json-rules-engine/dist/rule.js';
import { problemAt, type RuleProblem } from './problem.ts';
import type { WellFormed } from './syntax.ts';

// Node gives the module of a CommonJS file, test runners its default export.
const Rule = 'default' in library ? library.default : library;

/** A condition as the library has parsed it. */
export type Parsed = Extract<TopLevelCondition, { readonly all: unknown }>['all'][number];

/**
 * Has the library parse a condition whose form is known to be good. It refuses a comparison that stands alone, so that
 * one is parsed inside an `all` and taken out again. Whatever else it refuses becomes a problem.
 */
export function parse(condition: WellFormed): Parsed | RuleProblem {
  const isAlone = Object.hasOwn(condition, 'fact');
  // Its form has been checked, which is all that the library's type says.
  const conditions = (isAlone ? { all: [condition] } : condition) as unknown as TopLevelCondition;
  let parsed: TopLevelCondition;
  try {
    parsed = new Rule({ conditions, event: { type: 'policy' } }).conditions;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `the rules library refuses this condition: ${reason}`;
    return problemAt([], { code: 'rule/syntax', message });
  }
  const [only] = isAlone && 'all' in parsed ? parsed.all : [];
  return only ?? parsed;
}
