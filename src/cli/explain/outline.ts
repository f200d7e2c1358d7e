import type { Location } from '../../model/location.ts';
import type { CompiledRule, Origins } from '../../model/model.ts';
import type { LeafTrace, Trace } from '../../model/trace.ts';
import { needText } from '../../rules/words.ts';

/** A line of a condition in words, and how far in it stands. */
export interface OutlineLine {
  readonly depth: number;
  readonly text: string;
}

/** A condition in words, part by part. `textAt` gives what stands at a place of the configuration. */
export function outline(
  rule: CompiledRule,
  origins: Origins,
  textAt: (at: Location) => string,
): readonly OutlineLine[] {
  const written = ({ where }: LeafTrace): string => {
    const at = origins.get([...where, 'value'].join('.'));
    return at === undefined ? 'another fact' : sayReference(textAt(at));
  };
  const linesOf = (trace: Trace, depth: number): readonly OutlineLine[] => {
    switch (trace.kind) {
      case 'leaf':
        return [{ depth, text: sayComparison(trace, written) }];
      case 'not':
        return [{ depth, text: 'not' }, ...linesOf(trace.child, depth + 1)];
      case 'condition':
        return [
          { depth, text: `condition \`${trace.condition}\`` },
          ...linesOf(trace.child, depth + 1),
        ];
      default:
        return [
          ...(trace.children.length === 1 ? [] : [{ depth, text: `${trace.kind} of` }]),
          ...trace.children.flatMap((child) =>
            linesOf(child, trace.children.length === 1 ? depth : depth + 1),
          ),
        ];
    }
  };
  return linesOf(
    rule.explain(() => undefined),
    0,
  );
}

/** A reference to a fact, as it is written in YAML, in words. */
function sayReference(text: string): string {
  const fact = /\bfact["']?:\s*["']?(\w+)/.exec(text)?.[1];
  const path = /\bpath["']?:\s*["']?(\$[^\s,}"']*)/.exec(text)?.[1];
  if (fact === undefined) {
    return `\`${text}\``;
  }
  return path === undefined ? `\`${fact}\`` : `\`${path}\` of \`${fact}\``;
}

function sayComparison(leaf: LeafTrace, written: (leaf: LeafTrace) => string): string {
  const { fact, path, params, operator, expected } = leaf;
  const given = Object.entries(params ?? {}).map(([name, value]) => `${name}: ${String(value)}`);
  const of = given.length === 0 ? fact : `${fact}(${given.join(', ')})`;
  const subject = path === undefined || path === '$' ? `\`${of}\`` : `\`${path}\` of \`${of}\``;
  const need =
    expected === undefined
      ? needText(operator, '\u0000').replace('`\u0000`', written(leaf))
      : needText(operator, expected);
  return `${subject} ${predicate(need)}`;
}

/** What a comparison needs as a statement: "is one of …" for "to be one of …". */
function predicate(need: string): string {
  const forms = [
    [/^(not )?to be /, 'is $1'],
    [/^not to contain /, 'does not contain '],
    [/^to contain /, 'contains '],
    [/^([<\u2264>\u2265])/, 'is $1'],
  ] as const;
  const form = forms.find(([pattern]) => pattern.test(need));
  return form === undefined ? `needs ${need}` : need.replace(form[0], form[1]);
}
