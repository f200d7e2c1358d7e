/** A block of code in a page: its words behind the backticks, and its text with where that stands in the page. */
export interface Fence {
  /** Line of the opening backticks, from 1. */
  readonly line: number;
  readonly language: string;
  readonly info: string;
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** What a page makes a reader do, in its order. A block that is `theirs` is an example of another tool, and nothing to do. */
export type Step =
  | { readonly kind: 'folder'; readonly of: 'nothing' | 'example' }
  | { readonly kind: 'file'; readonly line: number; readonly path: string; readonly text: string }
  | {
      readonly kind: 'commands';
      readonly line: number;
      readonly text: string;
      readonly shown: Fence | undefined;
    }
  | { readonly kind: 'configuration' | 'batch'; readonly line: number; readonly text: string }
  | { readonly kind: 'aside'; readonly line: number; readonly reason: string }
  | { readonly kind: 'fault'; readonly line: number; readonly reason: string };

/** A page as steps. `<!-- in: nothing -->` and `<!-- in: example -->` begin anew in an empty folder and in a copy of the example. */
export function stepsOf(page: string): readonly Step[] {
  const parts = partsOf(page);
  return parts.flatMap((part, index) => {
    if ('kind' in part) {
      return [part];
    }
    if (part.info === 'theirs') {
      return [];
    }
    const before = parts[index - 1];
    const after = parts[index + 1];
    const isShown = part.language === 'text' && part.info === '';
    if (isShown && before !== undefined && isCommands(before)) {
      return [];
    }
    const shown =
      after !== undefined && !('kind' in after) && after.language === 'text' && after.info === ''
        ? after
        : undefined;
    return [stepOf(part, shown)];
  });
}

type Part = Fence | Extract<Step, { kind: 'folder' | 'fault' }>;

function isCommands(part: Part): boolean {
  return !('kind' in part) && part.language === 'sh' && !part.info.startsWith('no-run');
}

const found =
  /^```(?<language>[a-z]*) ?(?<info>.*)\n(?<text>[\s\S]*?)^```$|^<!-- in: (?<of>nothing|example) -->$|(?<=\n\n)(?: {4}|\t)\S|^ *```/gm;

function partsOf(page: string): readonly Part[] {
  return [...page.matchAll(found)].map(({ index, groups = {}, 0: whole }): Part => {
    const { language, info = '', text, of } = groups;
    const line = page.slice(0, index).split('\n').length;
    if (of === 'nothing' || of === 'example') {
      return { kind: 'folder', of };
    }
    if (language === undefined || text === undefined) {
      return { kind: 'fault', line, reason: 'code that is no whole block is followed by no test' };
    }
    const from = index + whole.indexOf('\n') + 1;
    return { line, language, info, text, from, to: from + text.length };
  });
}

/** The help of a command up to the options that all of them have; the first line says which command it is. */
function helpOf(fence: Fence): Step {
  const [, name = ''] = /^tower ([a-z-]+)/.exec(fence.text) ?? [];
  const text = `tower help ${name} | sed -e '/^Global Options/,$d' -e 's/^Usage: //' | sed -e '$d'`;
  return { kind: 'commands', line: fence.line, text, shown: fence };
}

const commented = ['yaml', 'ts', 'ini', 'dockerfile'];

function stepOf(fence: Fence, shown: Fence | undefined): Step {
  const { line, language, info, text } = fence;
  const [, reason] = /^no-run: (.+)$/.exec(info) ?? [];
  if (reason !== undefined) {
    return { kind: 'aside', line, reason };
  }
  const path = commented.includes(language)
    ? /^(?:#|\/\/) ([\w./-]*\w\.\w+|Dockerfile)(?:[\n :,])/.exec(text)?.[1]
    : info;
  if (language === 'usage') {
    return helpOf(fence);
  }
  if (language === 'sh') {
    return info === ''
      ? { kind: 'commands', line, text, shown }
      : { kind: 'fault', line, reason: `\`sh ${info}\` is not known` };
  }
  if (path !== undefined && path !== '') {
    return { kind: 'file', line, path, text };
  }
  if (language === 'yaml' || language === 'json') {
    return { kind: language === 'yaml' ? 'configuration' : 'batch', line, text };
  }
  return { kind: 'fault', line, reason: `\`${language}\` is no file, no command and no output` };
}
