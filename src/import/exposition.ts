// The text format of Prometheus (0.0.4) and OpenMetrics 1.0, line by line, with quoted names as Prometheus 3 writes them.

/** A line with a value. */
export interface Sample {
  readonly name: string;
  /** Undefined where the name is none of those that are wanted. */
  readonly labels: ReadonlyMap<string, string> | undefined;
  readonly value: number;
  /** As written: milliseconds in the format of Prometheus, seconds in OpenMetrics. */
  readonly timestamp: number | undefined;
}

/** Why a line is none, by offsets into the text. */
export interface LineFault {
  readonly from: number;
  readonly to: number;
  readonly message: string;
  readonly help?: string;
}

/** A place in a line; what goes wrong is noted once. */
interface Cursor {
  readonly text: string;
  at: number;
  /** Behind the last character of the line. */
  readonly end: number;
  fault: LineFault | undefined;
}

/**
 * Reads the line between two offsets. Undefined for a blank line or a comment; of a line with a value, labels are kept
 * only where `isWanted` says so of its name. Time is linear in the length of the line.
 */
export function readLine(
  text: string,
  { from, to }: { readonly from: number; readonly to: number },
  isWanted: (name: string) => boolean,
): Sample | LineFault | undefined {
  const cursor: Cursor = { text, at: from, end: to, fault: undefined };
  skipBlanks(cursor);
  if (cursor.at === to || text[cursor.at] === '#') {
    return undefined;
  }
  const first = text[cursor.at] ?? '';
  const sample = sampleAt(cursor, isWanted);
  return cursor.fault === undefined ? sample : { ...helpFor(first), ...cursor.fault };
}

function sampleAt(cursor: Cursor, isWanted: (name: string) => boolean): Sample {
  const bare = wordAt(cursor, nameCharacter);
  skipBlanks(cursor);
  const isKept = bare === '' || isWanted(bare);
  const set = cursor.text[cursor.at] === '{' ? labelsAt(cursor, isKept) : noLabels;
  const name = bare === '' ? (set.quotedName ?? '') : bare;
  if (name === '') {
    fail(cursor, 'a line begins with the name of a metric');
  } else if (bare !== '' && set.quotedName !== undefined) {
    fail(cursor, 'the metric has two names');
  }
  skipBlanks(cursor);
  const value = numberAt(cursor, 'a value');
  skipBlanks(cursor);
  const timestamp = isAtEnd(cursor) ? undefined : numberAt(cursor, 'a timestamp');
  skipBlanks(cursor);
  exemplarAt(cursor);
  return { name, labels: isWanted(name) ? set.labels : undefined, value, timestamp };
}

/** Whether a line has no more than an exemplar. */
function isAtEnd({ text, at, end }: Cursor): boolean {
  return at >= end || text[at] === '#';
}

/** OpenMetrics lets an example of what was counted stand behind a value: labels, a value, perhaps a timestamp. */
function exemplarAt(cursor: Cursor): void {
  if (cursor.at >= cursor.end) {
    return;
  }
  if (cursor.text[cursor.at] !== '#') {
    fail(cursor, 'the line goes on behind its value and its timestamp');
    return;
  }
  cursor.at += 1;
  skipBlanks(cursor);
  if (cursor.text[cursor.at] !== '{' || cursor.at >= cursor.end) {
    fail(cursor, 'an exemplar begins with its labels in braces');
    return;
  }
  labelsAt(cursor, false);
  skipBlanks(cursor);
  numberAt(cursor, 'the value of an exemplar');
  skipBlanks(cursor);
  if (cursor.at < cursor.end) {
    numberAt(cursor, 'the timestamp of an exemplar');
    skipBlanks(cursor);
  }
  if (cursor.at < cursor.end) {
    fail(cursor, 'the line goes on behind its exemplar');
  }
}

interface LabelSet {
  readonly labels: ReadonlyMap<string, string>;
  /** A name of the metric that stands among the labels, in quotes. */
  readonly quotedName: string | undefined;
}

const noLabels: LabelSet = { labels: new Map(), quotedName: undefined };

function labelsAt(cursor: Cursor, isKept: boolean): LabelSet {
  const labels = new Map<string, string>();
  let quotedName: string | undefined;
  cursor.at += 1;
  while (!isClosedAt(cursor)) {
    const from = cursor.at;
    const label = labelAt(cursor);
    if (label.value === undefined && label.isQuoted && quotedName === undefined) {
      quotedName = label.name;
    } else if (label.value === undefined) {
      fail(cursor, 'a label is a name, `=` and a value in double quotes');
    } else if (isKept && labels.has(label.name)) {
      cursor.at = from;
      fail(cursor, `the label \`${label.name}\` stands twice`);
    } else if (isKept) {
      labels.set(label.name, label.value);
    }
    commaAt(cursor);
  }
  return { labels, quotedName };
}

/** Whether the labels end here; they do, too, where something is wrong. */
function isClosedAt(cursor: Cursor): boolean {
  skipBlanks(cursor);
  if (cursor.at >= cursor.end) {
    fail(cursor, 'the brace before the labels is never closed');
  }
  if (cursor.fault !== undefined) {
    return true;
  }
  const isClosed = cursor.text[cursor.at] === '}';
  cursor.at += isClosed ? 1 : 0;
  return isClosed;
}

interface Label {
  readonly name: string;
  readonly isQuoted: boolean;
  /** Undefined where no `=` follows. */
  readonly value: string | undefined;
}

function labelAt(cursor: Cursor): Label {
  const isQuoted = cursor.text[cursor.at] === '"';
  const name = isQuoted ? quotedAt(cursor) : wordAt(cursor, labelCharacter);
  skipBlanks(cursor);
  if (cursor.text[cursor.at] !== '=' || cursor.at >= cursor.end || name === '') {
    return { name, isQuoted, value: undefined };
  }
  cursor.at += 1;
  skipBlanks(cursor);
  return { name, isQuoted, value: quotedAt(cursor) };
}

function commaAt(cursor: Cursor): void {
  skipBlanks(cursor);
  if (cursor.text[cursor.at] === ',') {
    cursor.at += 1;
  } else if (cursor.text[cursor.at] !== '}' && cursor.at < cursor.end) {
    fail(cursor, 'behind a label stands a comma or the closing brace');
  }
}

const quote = 34;
const backslash = 92;

/** A text in double quotes, in which a backslash escapes itself, a quote and `n`; before anything else it is one. */
function quotedAt(cursor: Cursor): string {
  const { text, end } = cursor;
  if (text.charCodeAt(cursor.at) !== quote || cursor.at >= end) {
    fail(cursor, 'a value of a label stands in double quotes');
    return '';
  }
  const from = cursor.at + 1;
  let at = text.indexOf('"', from);
  if (at !== -1 && text.charCodeAt(at - 1) === backslash) {
    at = closingQuote(text, from, end);
  }
  if (at === -1 || at >= end) {
    fail(cursor, 'the quote is never closed');
    return '';
  }
  cursor.at = at + 1;
  const written = text.slice(from, at);
  return written.includes('\\') ? written.replace(/\\([\\"n])/g, unescaped) : written;
}

/** The first quote that no backslash escapes; -1 where there is none on the line. */
function closingQuote(text: string, from: number, end: number): number {
  for (let at = from; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      return at;
    }
    at += code === backslash ? 1 : 0;
  }
  return -1;
}

function unescaped(_whole: string, character: string): string {
  return character === 'n' ? '\n' : character;
}

const decimal = /^[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:e[-+]?[0-9]+)?$/i;
const special = /^([-+]?)(?:inf(?:inity)?|(nan))$/i;

function numberAt(cursor: Cursor, what: string): number {
  const { text, end } = cursor;
  const from = cursor.at;
  let to = from;
  while (to < end && !isBlank(text.charCodeAt(to))) {
    to += 1;
  }
  const word = text.slice(from, Math.min(to, from + 400));
  cursor.at = to;
  if (decimal.test(word)) {
    return Number(word);
  }
  const found = special.exec(word);
  if (found === null) {
    cursor.at = from;
    fail(
      cursor,
      word === '' ? `${what} is missing` : `\`${word.slice(0, 40)}\` is not ${what}`,
      word === '' ? undefined : 'values are decimal numbers, or infinite: `+Inf`, `-Inf`',
      to,
    );
    return Number.NaN;
  }
  if (found[2] !== undefined) {
    return Number.NaN;
  }
  return found[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

function fail(cursor: Cursor, message: string, help?: string, to = cursor.at): void {
  const from = Math.min(cursor.at, cursor.end);
  cursor.fault ??= {
    from,
    to: Math.min(Math.max(to, from + 1), cursor.end),
    message,
    ...(help === undefined ? {} : { help }),
  };
}

/** What people give instead of metrics most often. */
function helpFor(first: string): Pick<LineFault, 'help'> {
  if (first === '{' || first === '[') {
    return { help: 'of JSON, such as the answer of a query, give the text of `/federate` instead' };
  }
  return first === '<' ? { help: 'this looks like a page: give the text of `/metrics`' } : {};
}

function skipBlanks(cursor: Cursor): void {
  while (cursor.at < cursor.end && isBlank(cursor.text.charCodeAt(cursor.at))) {
    cursor.at += 1;
  }
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

function wordAt(cursor: Cursor, isPart: (code: number) => boolean): string {
  const from = cursor.at;
  const { text, end } = cursor;
  const first = text.charCodeAt(from);
  if (from >= end || (first >= 48 && first <= 57)) {
    return '';
  }
  let to = from;
  while (to < end && isPart(text.charCodeAt(to))) {
    to += 1;
  }
  cursor.at = to;
  return text.slice(from, to);
}

function labelCharacter(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95
  );
}

function nameCharacter(code: number): boolean {
  return labelCharacter(code) || code === 58;
}
