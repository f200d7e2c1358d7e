/** Where a text stops being JSON. */
export interface JsonFault {
  readonly offset: number;
  /** What is wrong there, in a phrase. */
  readonly message: string;
}

const blank = /[ \t\r\n]*/y;
const insideString = /[ !#-[\]-\u{10FFFF}]{1,1024}|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/uy;
const token =
  /(")|(-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![0-9.a-zA-Z])|(?:true|false|null)(?![0-9a-zA-Z]))|([{}[\],:])/uy;

type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or }' | ', or ]' | 'end';

const phrases: Readonly<Record<Expected, string>> = {
  value: 'a value',
  'value or ]': 'a value or `]`',
  key: 'a key in double quotes',
  'key or }': 'a key in double quotes or `}`',
  ':': '`:` behind the key',
  ', or }': '`,` or `}`',
  ', or ]': '`,` or `]`',
  end: 'nothing more',
};

/** The first place at which a text is not JSON; undefined where it is. */
export function jsonFault(text: string): JsonFault | undefined {
  const open: Open = [];
  let expected: Expected = 'value';
  let offset = 0;
  for (;;) {
    blank.lastIndex = offset;
    blank.test(text);
    offset = blank.lastIndex;
    if (offset >= text.length && expected === 'end') {
      return undefined;
    }
    token.lastIndex = offset;
    const found = tokenAt(text);
    const next: Expected | undefined = found === null ? undefined : step(expected, found, open);
    if (next === undefined) {
      return {
        offset,
        message: `expected ${phrases[expected]}, found ${found?.[1] === undefined ? foundAt(text, offset) : 'a string'}`,
      };
    }
    expected = next;
    offset = token.lastIndex;
  }
}

/** The token where `token` stands, which then stands behind it; null where there is none. */
function tokenAt(text: string): RegExpExecArray | null {
  const found = token.exec(text);
  if (found?.[1] === undefined) {
    return found;
  }
  // Part by part: a pattern for a whole string would need a stack as long as the string.
  insideString.lastIndex = token.lastIndex;
  while (insideString.test(text)) {
    token.lastIndex = insideString.lastIndex;
  }
  const isClosed = text[token.lastIndex] === '"';
  token.lastIndex += 1;
  return isClosed ? found : null;
}

type Open = ('{' | '[')[];

/** What may follow a token, or undefined where the token may not stand there. */
function step(
  expected: Expected,
  [, string, scalar, sign = '']: RegExpExecArray,
  open: Open,
): Expected | undefined {
  if (string !== undefined && (expected === 'key' || expected === 'key or }')) {
    return ':';
  }
  if (string !== undefined || scalar !== undefined) {
    return takesValue(expected) ? after(open) : undefined;
  }
  switch (sign) {
    case ':':
      return expected === ':' ? 'value' : undefined;
    case ',':
      return afterComma(expected);
    case '{':
    case '[':
      return takesValue(expected) ? inside(sign, open) : undefined;
    default:
      open.pop();
      return expected.endsWith(`or ${sign}`) ? after(open) : undefined;
  }
}

function takesValue(expected: Expected): boolean {
  return expected === 'value' || expected === 'value or ]';
}

function inside(sign: '{' | '[', open: Open): Expected {
  open.push(sign);
  return sign === '{' ? 'key or }' : 'value or ]';
}

function after(open: Readonly<Open>): Expected {
  const inner = open.at(-1);
  return inner === undefined ? 'end' : inner === '{' ? ', or }' : ', or ]';
}

function afterComma(expected: Expected): Expected | undefined {
  return expected === ', or }' ? 'key' : expected === ', or ]' ? 'value' : undefined;
}

function foundAt(text: string, offset: number): string {
  if (offset >= text.length) {
    return 'the end';
  }
  if (text[offset] === '"') {
    return 'a string that does not end or holds a wrong character';
  }
  const word = /^[^\s"{}[\],:]{1,20}/u.exec(text.slice(offset, offset + 40));
  return `\`${word?.[0] ?? String.fromCodePoint(text.codePointAt(offset) ?? 0)}\``;
}
