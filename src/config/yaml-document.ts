import { Composer, CST, type Document, Lexer, Parser } from 'yaml';
import type { YamlFault } from './yaml-fault.ts';
import { type Lexemes, newLexemes } from './yaml-lexemes.ts';
import { syntaxFault } from './yaml-syntax.ts';

/** Levels of maps and lists inside each other. */
export const depthMax = 64;

/** A document as the library composes it, undefined where it could not; and what is wrong with the text. */
export interface Composed {
  readonly document: Document.Parsed | undefined;
  readonly faults: readonly YamlFault[];
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

/**
 * Composes the only document of a text. The text goes through the library piece by piece, because it composes nested values
 * by recursion: a text that nests too deeply is left before that.
 */
export function composeYaml(text: string): Composed {
  const parser = new Parser();
  const composer = new Composer(options);
  const lexemes = newLexemes();
  const documents: Document.Parsed[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    lexemes.take(lexeme, parser.offset);
    for (const token of parser.next(lexeme)) {
      documents.push(...composer.next(token));
    }
    if (parser.stack.length > depthMax && parser.stack.filter(CST.isCollection).length > depthMax) {
      return { document: undefined, faults: [tooDeep(parser.offset - lexeme.length)] };
    }
    if (documents.length > 1) {
      break;
    }
  }
  for (const token of parser.end()) {
    documents.push(...composer.next(token));
  }
  documents.push(...composer.end(true, text.length));
  return judged(documents, lexemes, text);
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
  return { document: error === undefined ? document : undefined, faults };
}

export function tooDeep(offset: number): YamlFault {
  return {
    code: 'yaml/too-deep',
    message: `maps and lists are nested more than ${depthMax} levels deep`,
    help: 'no section needs as many',
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
