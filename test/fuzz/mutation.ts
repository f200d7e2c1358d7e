import fc from 'fast-check';

/** A change to a text, as numbers, so that a failing one can be made smaller. */
export interface Mutation {
  readonly kind: keyof typeof changes;
  /** Where, as a share of the text. */
  readonly at: number;
  /** Which of several words, or how much. */
  readonly pick: number;
}

const words = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'prototype',
  'null',
  'true',
  '~',
  '""',
  '[]',
  '{}',
  '[[[[]]]]',
  '{ a: { b: { c: 1 } } }',
  '-1',
  '0',
  '1e999',
  '-.inf',
  '.nan',
  '0x1F',
  '0o17',
  '123456789012345678901234567890',
  '1e-320',
  '9999999d9999999d9999999d9999999d',
  '9999-12-31',
  '0000-01-01T00:00',
  '2026-02-30',
  '100%',
  '*a',
  '&a x',
  '&a [*a]',
  '!!js/function "x"',
  '!tag x',
  '<<',
  '{{ system.id }}',
  '"\\u0000"',
  '"\\ud800"',
  '$.dependsOn[*].to',
  '$..*',
  "'",
  '"',
  '|',
  '>-',
  '- ',
  '? ',
  ': ',
  '# ',
  '---',
  '...',
  '%YAML 1.1',
  '@',
  '`',
] as const;

const signs = [
  '\u0000',
  '\u001b[31m',
  '\u0007',
  '\u0085',
  '\u2028',
  '\u202e',
  '\uFEFF',
  '\uD800',
  '\uFFFD',
  '\r',
  '\r\n',
  '\n',
  '\t',
  ' ',
  '🗼',
  '[',
  ']',
  '{',
  '}',
  ',',
  ':',
  '-',
] as const;

type Change = (text: string, at: number, pick: number) => string;

const changes = {
  truncate: (text, at) => text.slice(0, offsetOf(text, at)),
  behead: (text, at) => text.slice(offsetOf(text, at)),
  delete: (text, at, pick) =>
    text.slice(0, offsetOf(text, at)) + text.slice(offsetOf(text, at) + 1 + (pick % 12)),
  sign: (text, at, pick) => inserted(text, at, chosen(signs, pick)),
  word: (text, at, pick) => inserted(text, at, ` ${chosen(words, pick)} `),
  value: (text, at, pick) =>
    onLine(text, at, (line) =>
      line.replace(/(:\s+|-\s+)[^\n]*$/, `$1${literal(chosen(words, pick))}`),
    ),
  inner: (text, at, pick) => replaced(text, at, /[\w.%-]+/g, chosen(words, pick)),
  key: (text, at, pick) =>
    onLine(text, at, (line) => line.replace(/[\w"'.-]+(?=\s*:)/, literal(chosen(words, pick % 6)))),
  deleteLine: (text, at) => onLines(text, at, () => []),
  doubleLine: (text, at) => onLines(text, at, (line) => [line, line]),
  moveLine: (text, at, pick) => {
    const lines = text.split('\n');
    const [line = ''] = lines.splice(Math.floor(at * lines.length), 1);
    lines.splice(pick % (lines.length + 1), 0, line);
    return lines.join('\n');
  },
  indent: (text, at, pick) => onLine(text, at, (line) => ' '.repeat(1 + (pick % 5)) + line),
  dedent: (text, at, pick) => onLine(text, at, (line) => line.slice(pick % 5)),
  tab: (text, at) => onLine(text, at, (line) => line.replace(/^ +/, '\t')),
  swapCase: (text, at) => onLine(text, at, (line) => line.toUpperCase()),
  crlf: (text) => text.replaceAll('\n', '\r\n'),
  deep: (text, at, pick) => {
    const depth = 1 + (pick % 200);
    return inserted(text, at, '['.repeat(depth) + (pick % 2 === 0 ? ']'.repeat(depth) : ''));
  },
  bomb: (text, at, pick) => inserted(text, at, `\n${bomb(1 + (pick % 8))}`),
  long: (text, at, pick) =>
    inserted(text, at, chosen(['x', 'x ', '1', '"', '\\'], pick).repeat(5_000)),
  anchor: (text, at, pick) =>
    onLine(text, at, (line) => line.replace(/:\s+/, pick % 2 === 0 ? ': &a ' : ': *a ')),
} as const satisfies Record<string, Change>;

const kinds = Object.keys(changes) as readonly (keyof typeof changes)[];

/** Up to three changes, one after the other. */
export const mutations: fc.Arbitrary<readonly Mutation[]> = fc.array(
  fc.record({
    kind: fc.constantFrom(...kinds),
    at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    pick: fc.nat(10_000),
  }),
  { minLength: 1, maxLength: 3 },
);

export function mutated(text: string, by: readonly Mutation[]): string {
  return by.reduce((changed, { kind, at, pick }) => changes[kind](changed, at, pick), text);
}

/** Lists of aliases of the list before. */
function bomb(levels: number): string {
  const lines = Array.from(
    { length: levels },
    (_, level) => `b${level + 1}: &b${level + 1} [${`*b${level}, `.repeat(9)}]\n`,
  );
  return `b0: &b0 [x, x, x, x]\n${lines.join('')}`;
}

function offsetOf(text: string, at: number): number {
  return Math.floor(at * text.length);
}

function chosen<T extends string>(list: readonly T[], pick: number): T | '' {
  return list[pick % list.length] ?? '';
}

/** A text that stands for itself in a replacement. */
function literal(text: string): string {
  return text.replaceAll('$', '$$$$');
}

function inserted(text: string, at: number, part: string): string {
  return text.slice(0, offsetOf(text, at)) + part + text.slice(offsetOf(text, at));
}

function onLine(text: string, at: number, change: (line: string) => string): string {
  return onLines(text, at, (line) => [change(line)]);
}

function onLines(text: string, at: number, change: (line: string) => readonly string[]): string {
  const lines = text.split('\n');
  const index = Math.floor(at * lines.length);
  return lines.flatMap((line, own) => (own === index ? change(line) : [line])).join('\n');
}

/** The text with the match of a pattern at a share of its matches replaced. */
function replaced(text: string, at: number, pattern: RegExp, by: string): string {
  const found = [...text.matchAll(pattern)];
  const match = found[Math.floor(at * found.length)];
  return match === undefined
    ? text
    : text.slice(0, match.index) + by + text.slice(match.index + match[0].length);
}
