import { limits, sayCount } from '../model/limits.ts';
import { didYouMean } from '../model/nearest.ts';

/** Some values in a row, one a tick. */
export interface Run {
  readonly count: number;
  /** The first number, or a word; NaN where nothing is heard. */
  readonly first: number | string;
  /** What is added from tick to tick; 0 for words. */
  readonly step: number;
}

/** What is wrong with a part of a series, by its offset in the text. */
export interface SeriesFault {
  readonly offset: number;
  readonly length: number;
  readonly message: string;
  readonly help: string;
}

/** A series as it was written; of one with faults, what could be read. */
export interface Series {
  readonly runs: readonly Run[];
  readonly faults: readonly SeriesFault[];
}

/** Faults of one series that are told: the rest is often the same mistake. */
const faultsMax = 5;
/** No number is longer; a longer text is not looked at sign by sign. */
const tokenLengthMax = 100;
const number = String.raw`(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?`;
const numbers = new RegExp(
  `^([+-]?${number}|[+-]?Inf|NaN)(?:([+-])(${number}))?(?:x([0-9]{1,9}))?$`,
);
const blank: Pick<Run, 'first' | 'step'> = { first: Number.NaN, step: 0 };

/**
 * Reads a series in the notation of promtool's tests, one value a tick: `a` is a value, `axN` the same N + 1 times, `a+bxN` and `a-bxN`
 * go on from a in N steps of b, `_` is a tick at which nothing is heard and `_xN` are N of them, and `stale` is the same as
 * `_`: a series ends by not being heard any more. `words` are those of a signal that has words instead of numbers.
 */
export function parseSeries(text: string, words?: readonly string[]): Series {
  const runs: Run[] = [];
  const faults: SeriesFault[] = [];
  let tickCount = 0;
  for (const { 0: token, index: offset } of text.matchAll(/[^ \t\r\n]+/g)) {
    const run = runOf(token, words);
    if ('message' in run) {
      faults.push({ offset, length: token.length, ...run });
    } else if (tickCount + run.count > limits.seriesValues) {
      faults.push({ offset, length: token.length, ...tooLong });
      break;
    } else {
      runs.push(run);
      tickCount += run.count;
    }
    if (faults.length === faultsMax) {
      break;
    }
  }
  return faults.length === 0 && tickCount === 0
    ? { runs, faults: [{ offset: 0, length: text.length, ...empty }] }
    : { runs, faults };
}

type Wrong = Pick<SeriesFault, 'message' | 'help'>;

const tooLong: Wrong = {
  message: `a series has at most ${sayCount(limits.seriesValues)} values`,
  help: 'shorten it, or let `every` be longer',
};

const empty: Wrong = {
  message: 'the series has no values',
  help: 'write values with blanks between them, such as `120x4 _x3 90`, or leave the series out',
};

function runOf(token: string, words: readonly string[] | undefined): Run | Wrong {
  if (token.length > tokenLengthMax) {
    return { message: 'this is too long for a value', help: 'separate values by blanks' };
  }
  if (words !== undefined) {
    return wordRun(token, words) ?? gapRun(token) ?? wrongWord(token, words);
  }
  return gapRun(token) ?? numberRun(token) ?? wrongNumber(token);
}

/** `_`, `_xN` and `stale`; N is how many there are, unlike behind a value. */
function gapRun(token: string): Run | undefined {
  if (token === 'stale') {
    return { ...blank, count: 1 };
  }
  const found = /^_(?:x([0-9]{1,9}))?$/.exec(token);
  return found === null ? undefined : { ...blank, count: Number(found[1] ?? 1) };
}

function numberRun(token: string): Run | Wrong | undefined {
  const found = numbers.exec(token);
  if (found === null) {
    return undefined;
  }
  const [, start = '', sign = '+', step, times] = found;
  const first = start.endsWith('Inf') ? infinite(start) : Number(start) + 0;
  if (step === undefined) {
    return { first, step: 0, count: Number(times ?? 0) + 1 };
  }
  if (times === undefined) {
    return {
      message: `\`${token}\` does not say how often`,
      help: `write \`${token}x4\` for four steps`,
    };
  }
  return { first, step: Number(`${sign}${step}`) + 0, count: Number(times) + 1 };
}

function infinite(text: string): number {
  return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** A word of the signal, which may itself end like a repetition; `okx3` is it four times. */
function wordRun(token: string, words: readonly string[]): Run | undefined {
  if (words.includes(token)) {
    return { first: token, step: 0, count: 1 };
  }
  const found = /^(.+)x([0-9]{1,9})$/.exec(token);
  const [, word = '', times] = found ?? [];
  return words.includes(word) ? { first: word, step: 0, count: Number(times) + 1 } : undefined;
}

function wrongWord(token: string, words: readonly string[]): Wrong {
  const word = token.replace(/x[0-9]*$/, '') || token;
  const message = `\`${token}\` is not a value here`;
  return { message, help: helpFor(token) ?? didYouMean(word, words) };
}

function wrongNumber(token: string): Wrong {
  return {
    message: `\`${token}\` is not a value here`,
    help: helpFor(token) ?? 'a value is a number such as `120`, `120x4`, `120+5x4`, `_` or `stale`',
  };
}

/** What was probably meant by a token that looks like notation. */
function helpFor(token: string): string | undefined {
  if (/^x[0-9]*$/.test(token)) {
    return 'write how often directly behind the value, as in `120x4`';
  }
  if (/[,;]/.test(token)) {
    return 'values are separated by blanks';
  }
  if (/^_[0-9]+$/.test(token)) {
    return `write \`_x${token.slice(1)}\``;
  }
  return /^[^*\u00d7X]+[*\u00d7X][0-9]+$/.test(token)
    ? `write \`${token.replace(/[*\u00d7X](?=[0-9]+$)/, 'x')}\``
    : undefined;
}
