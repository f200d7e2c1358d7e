import type { MessagePart } from '../model/model.ts';
import { didYouMean } from '../model/nearest.ts';
import type { FactSource, FactValue } from '../model/trace.ts';
import { parsePath, resolvePath } from './path.ts';
import { type FactShapes, type Shape, shapeAt, shapeNoun } from './shape.ts';

/** Something wrong with a placeholder, in UTF-16 units from the start of the text. */
export interface MessageProblem {
  readonly message: string;
  /** What to write instead. */
  readonly help?: string;
  readonly offset: number;
  readonly length: number;
}

/** What stands between `{{` and `}}`, and where. */
interface Placeholder {
  readonly text: string;
  readonly offset: number;
}

const form = 'a placeholder is a fact and a path: `{{ system.id }}`';

/**
 * Splits a message into text and placeholders such as `{{ system.labels.team }}`, and checks each of them against the
 * facts. A placeholder with a problem has no part.
 */
export function compileMessage(
  text: string,
  facts: FactShapes,
): { readonly parts: readonly MessagePart[]; readonly problems: readonly MessageProblem[] } {
  const parts: MessagePart[] = [];
  const problems: MessageProblem[] = [];
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('{{', at);
    const plain = text.slice(at, open === -1 ? text.length : open);
    if (plain !== '') {
      parts.push({ text: plain });
    }
    if (open === -1) {
      break;
    }
    const close = text.indexOf('}}', open + 2);
    if (close === -1) {
      const message = '`{{` is not closed';
      problems.push({
        message,
        help: 'close it with `}}`',
        offset: open,
        length: text.length - open,
      });
      break;
    }
    const read = readPlaceholder(placeholderAt(text, open, close), facts);
    if ('message' in read) {
      problems.push(read);
    } else {
      parts.push(read);
    }
    at = close + 2;
  }
  return { parts, problems };
}

/** What stands between the braces; the braces with it where there is nothing to point at. */
function placeholderAt(text: string, open: number, close: number): Placeholder {
  const inner = text.slice(open + 2, close);
  return inner.trim() === ''
    ? { text: text.slice(open, close + 2), offset: open }
    : { text: inner.trim(), offset: open + 2 + (inner.length - inner.trimStart().length) };
}

function readPlaceholder(
  placeholder: Placeholder,
  facts: FactShapes,
): { readonly fact: string; readonly path: string } | MessageProblem {
  const { text, offset } = placeholder;
  const [fact] = /^[\p{L}\p{N}_-]+/u.exec(text) ?? [];
  if (fact === undefined) {
    return { message: `\`${text}\` is not a placeholder`, help: form, offset, length: text.length };
  }
  const known = Object.hasOwn(facts, fact) ? facts[fact] : undefined;
  if (known === undefined) {
    const message = `\`${fact}\` is not a fact that this message can see`;
    return { message, help: didYouMean(fact, Object.keys(facts)), offset, length: fact.length };
  }
  const needed = Object.entries(known.params ?? {}).find(([, param]) => param.required);
  if (needed !== undefined) {
    const message = `fact \`${fact}\` needs \`params.${needed[0]}\`, which a placeholder cannot give`;
    return { message, offset, length: fact.length };
  }
  const path = `$${text.slice(fact.length)}`;
  const wrong = pathProblem(fact, known.shape, path);
  return wrong === undefined ? { fact, path } : { ...wrong, offset, length: text.length };
}

function pathProblem(
  fact: string,
  shape: Shape,
  path: string,
): Pick<MessageProblem, 'message' | 'help'> | undefined {
  const parsed = parsePath(path);
  if ('code' in parsed) {
    return textOf(parsed);
  }
  const end = shapeAt(fact, shape, parsed.path);
  if ('code' in end) {
    return textOf(end);
  }
  const item = end.kind === 'list' ? end.of : end;
  if (item.kind === 'object' || item.kind === 'map' || item.kind === 'list') {
    const what =
      end.kind === 'list' ? `a list of which each item is ${shapeNoun(item)}` : shapeNoun(item);
    const names = item.kind === 'object' ? Object.keys(item.fields).slice(0, 3) : [];
    return {
      message: `\`${path}\` of fact \`${fact}\` is ${what}, which a message cannot print`,
      help:
        names.length === 0
          ? 'name one value in it'
          : `name one value in it, such as \`${names.join('`, `')}\``,
    };
  }
  return undefined;
}

/** The words of a finding; an empty help is no help. */
function textOf(finding: {
  readonly message: string;
  readonly help?: string;
}): Pick<MessageProblem, 'message' | 'help'> {
  const { message, help } = finding;
  return help === undefined || help === '' ? { message } : { message, help };
}

/** The message with the values of one subject. What is missing reads `unknown`, an empty list `none`. */
export function sayMessage(parts: readonly MessagePart[], source: FactSource): string {
  return parts
    .map((part) => {
      if ('text' in part) {
        return part.text;
      }
      const parsed = parsePath(part.path);
      return 'path' in parsed
        ? sayValue(resolvePath(source(part.fact, undefined), parsed.path))
        : 'unknown';
    })
    .join('');
}

function sayValue(value: FactValue): string {
  if (value === undefined || value === null) {
    return 'unknown';
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? 'none' : value.map(sayValue).join(', ');
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}
