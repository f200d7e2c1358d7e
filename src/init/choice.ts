/** What somebody answered to the question which of some to take: places from 0, or why it is no answer. */
export type Choice =
  | { readonly chosen: readonly number[]; readonly fault?: undefined }
  | { readonly chosen?: undefined; readonly fault: string };

/** Reads an answer: numbers from 1, `all`, `none`; nothing stands for what is usual. */
export function choiceOf(answer: string, count: number, usual: readonly number[]): Choice {
  const words = answer
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((word) => word !== '');
  if (words.length === 0) {
    return { chosen: usual };
  }
  const [only = '', ...others] = words;
  if (others.length === 0 && (only === 'all' || only === 'none')) {
    return { chosen: only === 'none' ? [] : Array.from({ length: count }, (_, index) => index) };
  }
  const wrong = words.find(
    (word) => !/^[0-9]{1,4}$/.test(word) || !(Number(word) >= 1 && Number(word) <= count),
  );
  return wrong === undefined
    ? { chosen: [...new Set(words.map((word) => Number(word) - 1))].sort((a, b) => a - b) }
    : { fault: `\`${wrong}\` is none of 1 to ${count}, \`all\` and \`none\`` };
}

/** The question below a list, with the answer that pressing Enter gives. */
export function questionOf(usual: readonly number[]): string {
  const numbers = usual.map((index) => String(index + 1)).join(' ');
  return `Import from which? Numbers, all or none [${numbers === '' ? 'none' : numbers}]: `;
}
