import { isPlainText } from '../config/plain-text.ts';
import type { Scalar } from './tree.ts';

/** What would have to be written in another way in double quotes. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
const needsEscape = /["\\\u0000-\u001F\u007F-\u009F\u2028\u2029\uFEFF]/;

/**
 * The lines of a scalar in canonical form: without quotes where the text needs none, in double quotes where those take no escape, else
 * as it is written. What begins with a digit or a sign keeps its quotes: somebody put them there to say that it is a text.
 */
export function scalarLines(scalar: Scalar): readonly [string, ...string[]] {
  const { lines, style } = scalar;
  const [only] = lines;
  if (lines.length > 1 || style === 'plain' || style === 'alias') {
    return lines;
  }
  const inside = only.slice(1, -1);
  if (style === 'double' && inside.includes('\\')) {
    return lines;
  }
  const text = style === 'single' ? inside.replaceAll("''", "'") : inside;
  if (isPlainText(text)) {
    return [text];
  }
  return style === 'double' || needsEscape.test(text) ? lines : [`"${text}"`];
}
