import type { FactValue } from '../model/trace.ts';
import { itemsText, valueText } from './value-text.ts';

/** What a comparison needs, to stand after "needs": `≥ 2`, `to be one of \`a\`, \`b\``, `every item to be > 0`. */
export function needText(operator: string, expected: FactValue): string {
  const { verb, clause, right } = sentence(operator, expected);
  const isPlain = clause.left === fact && !clause.negated && clause.before === '';
  if (isPlain && ordering.test(verb.what)) {
    return `${verb.what}${right}`;
  }
  const left = clause.left === fact ? '' : `${clause.left.text} `;
  return `${clause.before}${left}${clause.negated ? 'not ' : ''}${verb.toBe}${right}`;
}

/** What a comparison found, to stand after the value: `, which is one of \`a\`, \`b\``. Nothing for a plain `equal`. */
export function matchText(operator: string, expected: FactValue): string {
  if (operator === 'equal') {
    return '';
  }
  const { verb, clause, right } = sentence(operator, expected);
  const predicate = `${clause.negated ? verb.isNot : verb.is}${right}`;
  return clause.left === fact
    ? `, which ${clause.before}${predicate}`
    : `, where ${clause.before}${clause.left.text} ${predicate}`;
}

interface Verb {
  readonly what: string;
  readonly is: string;
  readonly isNot: string;
  readonly toBe: string;
}

const verbs: ReadonlyMap<string, Verb> = new Map([
  ['equal', being('')],
  ['notEqual', being('other than ')],
  ['in', being('one of ')],
  ['notIn', being('none of ')],
  ['contains', { what: '', is: 'contains ', isNot: 'does not contain ', toBe: 'to contain ' }],
  ['doesNotContain', being('without ')],
  ['lessThan', being('< ')],
  ['lessThanInclusive', being('≤ ')],
  ['greaterThan', being('> ')],
  ['greaterThanInclusive', being('≥ ')],
]);

const ordering = /^[<\u2264>\u2265]/;

function being(what: string): Verb {
  return { what, is: `is ${what}`, isNot: `is not ${what}`, toBe: `to be ${what}` };
}

/** One side of a comparison in words. */
interface Term {
  readonly text: string;
  /** Its items, where they are meant one by one. */
  readonly items: string;
  /** What one of its items is called afterwards. */
  readonly item: string;
  /** Says "some" or "every": must not be passed by another one that comes later, or the meaning changes. */
  readonly quantified: boolean;
}

/** What is said from the outermost decorator inwards; a negation is carried on until a word takes it. */
interface Clause {
  readonly before: string;
  readonly left: Term;
  readonly right: Term;
  readonly negated: boolean;
}

const fact: Term = { text: 'it', items: 'its items', item: 'that item', quantified: false };

function sentence(
  text: string,
  expected: FactValue,
): { readonly verb: Verb; readonly clause: Clause; readonly right: string } {
  const decorators = text.split(':');
  const operator = decorators.pop() ?? '';
  const verb = verbs.get(operator) ?? being(`${operator} `);
  let clause: Clause = { before: '', left: fact, right: valueTerm(expected), negated: false };
  for (const [index, decorator] of decorators.entries()) {
    clause = decorate(clause, decorator, index === decorators.length - 1);
  }
  const isSearch = operator === 'in' || operator === 'notIn';
  return { verb, clause, right: isSearch ? clause.right.items : clause.right.text };
}

function valueTerm(value: FactValue): Term {
  return {
    text: valueText(value),
    items:
      value === undefined
        ? 'a list that is missing'
        : Array.isArray(value) && value.length > 0
          ? itemsText(value)
          : valueText(value),
    item: 'that value',
    quantified: false,
  };
}

function decorate(clause: Clause, decorator: string, isLast: boolean): Clause {
  switch (decorator) {
    case 'not':
      return { ...clause, negated: !clause.negated };
    case 'swap': {
      const { before, left, right, negated } = settled(clause);
      return { before, left: right, right: left, negated };
    }
    case 'someFact':
    case 'everyFact':
      return throughLeft(settled(clause), decorator === 'everyFact');
    default:
      return throughRight(clause, decorator === 'everyValue', isLast);
  }
}

/** Says a quantifier of the left side first, so that what follows stays within it. */
function settled(clause: Clause): Clause {
  const { before, left } = clause;
  return left.quantified
    ? { ...clause, before: `${before}for ${left.text}, `, left: named('that item') }
    : clause;
}

function throughLeft(clause: Clause, every: boolean): Clause {
  const { left, negated } = clause;
  const word = negated ? (every ? 'not every' : 'no') : every ? 'every' : 'at least one';
  const text = left === fact ? `${word} item` : `${word} item of ${left.text}`;
  return { ...clause, left: { ...named(text), quantified: true }, negated: false };
}

function throughRight(clause: Clause, every: boolean, isLast: boolean): Clause {
  if (isLast && !clause.negated) {
    const word = every ? 'each' : 'at least one';
    return { ...clause, right: named(`${word} of ${clause.right.items}`) };
  }
  const { before, left, right, negated } = settled(clause);
  const word = negated ? (every ? 'not every one' : 'none') : every ? 'each' : 'at least one';
  return {
    before: `${before}for ${word} of ${right.items}, `,
    left,
    right: named(right.item),
    negated: false,
  };
}

function named(text: string): Term {
  return { text, items: text, item: 'that item', quantified: false };
}
