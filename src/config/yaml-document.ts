import { Composer, CST, type Document, Lexer, Parser } from 'yaml';
import { limits, sayCount } from '../model/limits.ts';
import type { YamlFault } from './yaml-fault.ts';
import { type Lexemes, newLexemes } from './yaml-lexemes.ts';
import { syntaxFault } from './yaml-syntax.ts';

/** A document as the library composes it, undefined where it could not; and what is wrong with the text. */
export interface Composed {
  readonly document: Document.Parsed | undefined;
  readonly faults: readonly YamlFault[];
  /** How many keys, values and signs have been read. */
  readonly parts: number;
}

const options = {
  prettyErrors: false,
  // Keys are compared where the plain value is made, in one pass; the library compares each with each.
  uniqueKeys: false,
  stringKeys: true,
  schema: 'core',
  merge: false,
  resolveKnownTags: false,
} as const;

/** Tokens that the library does not understand. All but the first follow from it, and each is kept. */
const strayTokensMax = 16;

/**
 * Composes the only document of a text. The text goes through the library piece by piece, because it composes nested values
 * by recursion and keeps all that is wrong: a text that nests too deeply, or goes on and on, is left before that.
 */
export function composeYaml(text: string): Composed {
  const { stackTraceLimit } = Error;
  // What is wrong is made an error with its stack, which nobody reads: of a million of them it takes minutes.
  Error.stackTraceLimit = 0;
  try {
    return composed(text);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function composed(text: string): Composed {
  const parser = new Parser();
  const composer = new Composer(options);
  const lexemes = newLexemes();
  const documents: Document.Parsed[] = [];
  let strayTokens = 0;
  for (const lexeme of new Lexer().lex(text)) {
    lexemes.take(lexeme, parser.offset);
    for (const token of parser.next(lexeme)) {
      strayTokens += token.type === 'error' ? 1 : 0;
      documents.push(...composer.next(token));
    }
    const excess = excessAt(parser, lexemes, parser.offset - lexeme.length);
    if (excess !== undefined) {
      return { document: undefined, faults: excess, parts: lexemes.count() };
    }
    if (documents.length > 1 || strayTokens > strayTokensMax) {
      break;
    }
  }
  for (const token of parser.end()) {
    documents.push(...composer.next(token));
  }
  documents.push(...composer.end(true, text.length));
  return judged(documents, lexemes, text);
}

/** What a text has more of than is read. */
function excessAt(
  { stack }: Parser,
  lexemes: Lexemes,
  offset: number,
): readonly YamlFault[] | undefined {
  if (stack.length > limits.nesting && stack.filter(CST.isCollection).length > limits.nesting) {
    return [tooDeep(offset)];
  }
  if (lexemes.count() > limits.fileParts) {
    return [tooManyParts(offset)];
  }
  return lexemes.faults.length > limits.fileProblems
    ? [...lexemes.faults.slice(0, -1), notLookedAt(offset)]
    : undefined;
}

function judged(documents: readonly Document.Parsed[], lexemes: Lexemes, text: string): Composed {
  const [document, second] = documents;
  const [error, ...errors] = document?.errors ?? [];
  const faults = [
    ...lexemes.faults,
    ...(error === undefined ? [] : [syntaxFault([error, ...errors], text, lexemes)]),
    ...(document === undefined || second === undefined || error !== undefined
      ? []
      : [severalDocuments(document, second, lexemes)]),
  ];
  return {
    document: error === undefined ? document : undefined,
    faults,
    parts: lexemes.count(),
  };
}

export function tooDeep(offset: number): YamlFault {
  return {
    code: 'yaml/too-deep',
    message: `maps and lists are nested more than ${limits.nesting} levels deep`,
    help: 'no section needs as many',
    range: { from: offset, to: offset + 1 },
  };
}

function tooManyParts(offset: number): YamlFault {
  return {
    code: 'yaml/too-many-parts',
    message: `the file has more than ${sayCount(limits.fileParts)} parts`,
    help: 'split it',
    range: { from: offset, to: offset + 1 },
  };
}

function notLookedAt(offset: number): YamlFault {
  return {
    code: 'config/more-problems',
    message: `the file has more than ${sayCount(limits.fileProblems)} problems; the rest of it was not looked at`,
    help: 'mend these first',
    range: { from: offset, to: offset + 1 },
  };
}

function severalDocuments(
  first: Document.Parsed,
  second: Document.Parsed,
  { documentStarts }: Lexemes,
): YamlFault {
  const mark = documentStarts[first.directives.docStart === true ? 1 : 0];
  const from = mark ?? second.range[0];
  return {
    code: 'yaml/several-documents',
    message: 'a second document begins here',
    help:
      mark === undefined
        ? 'put what follows into a file of its own'
        : 'remove the `---`, or put what follows into a file of its own',
    range: { from, to: mark === undefined ? from + 1 : from + 3 },
  };
}
