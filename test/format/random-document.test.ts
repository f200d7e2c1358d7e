import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { formatted } from '../../src/format/format.ts';
import { type Marked, randomDocument } from './random-document.ts';

/** Documents and their canonical forms. */
const documents = Array.from({ length: 150 }, (_, seed) => {
  const { text, marked } = randomDocument(seed);
  return { seed, text, marked, ...formOf(text) };
});

function formOf(text: string): { readonly form: string; readonly why: unknown } {
  const { text: form = '', ...rest } = formatted({ path: 'a.yaml', text });
  return { form, why: 'why' in rest ? rest.why : undefined };
}

function read(text: string): unknown {
  return parse(text.replace('\uFEFF', ''), { logLevel: 'silent' });
}

test('every document has a form', () => {
  for (const { seed, why } of documents) {
    expect({ seed, why }).toEqual({ seed, why: undefined });
  }
});

test('the form of a form is itself', () => {
  for (const { seed, form } of documents) {
    expect({ seed, ...formOf(form) }).toEqual({ seed, form, why: undefined });
  }
});

test('values stay, with their types and the order of lists', () => {
  for (const { seed, text, form } of documents) {
    expect({ seed, value: read(form) }).toEqual({ seed, value: read(text) });
  }
});

test('every comment stands exactly once', () => {
  const remarks = (text: string): readonly string[] =>
    [...text.matchAll(/# (?:alone|above|behind|inside|at the|begins|version).*$/gm)]
      .map(([remark]) => remark.trimEnd())
      .sort();
  for (const { seed, text, form } of documents) {
    expect({ seed, remarks: remarks(form) }).toEqual({ seed, remarks: remarks(text) });
  }
});

test('every comment stays with its entry', () => {
  for (const { seed, form, marked } of documents) {
    const lines = form.split('\n');
    const lost = marked.filter((one) => !isBeside(lines, one));
    expect({ seed, lost, form: lost.length === 0 ? '' : form }).toEqual({
      seed,
      lost: [],
      form: '',
    });
  }
});

function isBeside(lines: readonly string[], { remark, mark, place }: Marked): boolean {
  const at = lines.findIndex((line) => line.endsWith(remark));
  const line = lines[at] ?? '';
  if (place === 'behind') {
    return line.slice(0, line.indexOf('#')).includes(mark);
  }
  const isContent = (text: string): boolean => !/^\s*(?:#|$)/.test(text);
  if (place === 'above') {
    return (lines.slice(at).find(isContent) ?? '').includes(mark);
  }
  const from = lines.findIndex((text) => isContent(text) && text.includes(`${mark}:`));
  const own = indentOf(lines[from] ?? '');
  const between = lines.slice(from + 1, at).filter(isContent);
  return from !== -1 && from < at && [...between, line].every((text) => indentOf(text) > own);
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

test('texts are bare of what a canonical form has not', () => {
  for (const { seed, form } of documents) {
    expect({ seed, found: /\r|\uFEFF|[^\n]$|\t/.exec(form) }).toEqual({ seed, found: null });
  }
});
