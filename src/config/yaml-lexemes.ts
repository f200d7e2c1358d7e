import { CST } from 'yaml';
import type { YamlFault } from './yaml-fault.ts';

/** What the pieces of a text tell that the composed document does not. */
export interface Lexemes {
  /** Tags and directives, which are refused. */
  readonly faults: readonly YamlFault[];
  /** Offsets of `---`. */
  readonly documentStarts: readonly number[];
  /** Offsets of quotes that are never closed. */
  readonly openQuotes: readonly number[];
  /** How many keys, values and signs there are, blanks and comments left out. */
  readonly count: () => number;
}

/** What stands between the parts of a text, and what the lexer adds. */
const between: ReadonlySet<string> = new Set([
  'byte-order-mark',
  'comment',
  'doc-mode',
  'flow-error-end',
  'newline',
  'scalar',
  'space',
]);

/** Collects while the pieces of a text go by, each with its offset. */
export function newLexemes(): Lexemes & {
  readonly take: (lexeme: string, offset: number) => void;
} {
  const faults: YamlFault[] = [];
  const documentStarts: number[] = [];
  const openQuotes: number[] = [];
  let isPlain = false;
  let partCount = 0;
  return {
    faults,
    documentStarts,
    openQuotes,
    count: () => partCount,
    take: (lexeme, offset) => {
      // The lexer announces an unquoted text by a piece of its own.
      const type = isPlain ? null : CST.tokenType(lexeme);
      isPlain = type === 'scalar';
      partCount += type === null || !between.has(type) ? 1 : 0;
      switch (type) {
        case 'tag':
          faults.push(refusedTag(lexeme, offset));
          break;
        case 'directive-line':
          faults.push(refusedDirective(lexeme, offset));
          break;
        case 'doc-start':
          documentStarts.push(offset);
          break;
        case 'double-quoted-scalar':
        case 'single-quoted-scalar':
          if (lexeme.length === 1 || !lexeme.endsWith(lexeme[0] ?? '')) {
            openQuotes.push(offset);
          }
          break;
        default:
      }
    },
  };
}

function refusedTag(tag: string, offset: number): YamlFault {
  return {
    code: 'yaml/tag',
    message: `the tag \`${tag}\` cannot stand in a configuration`,
    help:
      tag === '!!str' ? 'quote the value instead' : 'remove it; to begin a text with `!`, quote it',
    range: { from: offset, to: offset + tag.length },
  };
}

function refusedDirective(directive: string, offset: number): YamlFault {
  return {
    code: 'yaml/syntax',
    message: `the directive \`${directive.trim()}\` cannot stand in a configuration`,
    help: 'remove the line: every file is YAML 1.2',
    range: { from: offset, to: offset + directive.trimEnd().length },
  };
}
