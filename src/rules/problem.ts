import type { Where } from '../model/trace.ts';

export type RuleProblemCode =
  | 'rule/unknown-operator'
  | 'rule/unknown-fact'
  | 'rule/unknown-param'
  | 'rule/unknown-path'
  | 'rule/unsafe-path'
  | 'rule/unknown-condition'
  | 'rule/cyclic-condition'
  | 'rule/empty'
  | 'rule/wrong-value'
  | 'rule/syntax';

/** Something wrong with a condition, found before it ever runs. */
export interface RuleProblem {
  readonly code: RuleProblemCode;
  /** One sentence, the author's words in backticks. */
  readonly message: string;
  /** Keys and indexes from the condition given to the value that is wrong. */
  readonly where: Where;
  /** The key itself is wrong, not its value. */
  readonly onKey?: boolean;
  /** What to write instead. */
  readonly help?: string;
}

/** A problem whose place its finder does not know. */
export interface Finding {
  readonly code: RuleProblemCode;
  readonly message: string;
  readonly help?: string;
}

/** A problem at a place; an empty help is no help. */
export function problemAt(where: Where, finding: Finding): RuleProblem {
  const { code, message, help } = finding;
  return help === undefined || help === ''
    ? { code, message, where }
    : { code, message, where, help };
}
