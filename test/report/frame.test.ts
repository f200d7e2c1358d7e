import { expect, test } from 'vitest';
import type { Diagnostic } from '../../src/model/report.generated.ts';
import { frame } from '../../src/report/frame.ts';
import { place, wide } from './parts.ts';

interface Marked {
  /** Source with the place between » and «. */
  readonly source: string;
  readonly help?: string;
  readonly width?: number;
}

/** The frame of a diagnostic at the marked place, without its heading and location. */
function framed({ source, help, width = 60 }: Marked): string {
  const [before = '', marked = '', after = ''] = source.split(/[»«]/);
  const lines = before.split('\n');
  const column = (lines.at(-1) ?? '').length + 1;
  const inside = marked.split('\n');
  const at = {
    file: 'a.yaml',
    line: lines.length,
    column,
    endLine: lines.length + inside.length - 1,
    endColumn: (inside.length === 1 ? column : 1) + (inside.at(-1) ?? '').length,
    path: '$.a',
  };
  const diagnostic: Diagnostic = {
    code: 'a/b',
    severity: 'error',
    message: 'm',
    at,
    related: [],
    ...(help === undefined ? {} : { help }),
  };
  const sources = new Map([['a.yaml', before + marked + after]]);
  const text = frame(diagnostic, { ...wide, width, sources });
  return text.split('\n').slice(2).join('\n');
}

test.each<readonly [string, Marked, string]>([
  [
    'the first line has none before it',
    { source: '»a«: 1\nb: 2\nc: 3' },
    ' 1 │ a: 1\n   │ ─\n 2 │ b: 2',
  ],
  ['the last line has none after it', { source: 'a: 1\n»b«: 2\n' }, ' 1 │ a: 1\n 2 │ b: 2\n   │ ─'],
  ['an empty place gets one mark', { source: 'a:»«' }, ' 1 │ a:\n   │   ─'],
  [
    'line numbers of two widths stand in line',
    { source: `${'\n'.repeat(8)}a: 1\n»b«: 2` },
    '  9 │ a: 1\n 10 │ b: 2\n    │ ─',
  ],
  ['a tab goes to its next stop', { source: 'ab\t»cd«\te' }, ' 1 │ ab  cd  e\n   │     ──'],
  ['a tab inside the place is marked whole', { source: 'a»\tb«' }, ' 1 │ a   b\n   │  ────'],
  [
    'wide characters shift the mark',
    { source: '决策: »协调«: 1' },
    ' 1 │ 决策: 协调: 1\n   │       ────',
  ],
  [
    'combining marks do not',
    { source: 'e\u0301e\u0301: »x«' },
    ' 1 │ e\u0301e\u0301: x\n   │     ─',
  ],
  ['escape sequences are shown, not sent', { source: '\u001b[31m»a«' }, ' 1 │ ␛[31ma\n   │      ─'],
  [
    'carriage returns do not show',
    { source: 'a: 1\r\n»b«: 2\r\nc: 3' },
    ' 1 │ a: 1\n 2 │ b: 2\n   │ ─\n 3 │ c: 3',
  ],
  [
    'a place of several lines is marked to the end of its first',
    { source: 'a:\n  »b:  \n    c: 1«\nd: 1' },
    ' 1 │ a:\n 2 │   b:\n   │   ──\n 3 │     c: 1',
  ],
  [
    'help stands behind the mark',
    { source: '»a«: 1', help: 'write `b`' },
    ' 1 │ a: 1\n   │ ─ write `b`',
  ],
  [
    'help that does not fit stands below',
    { source: `»a«: 1`, help: 'a sentence that is longer than what is left', width: 40 },
    ' 1 │ a: 1\n   │ ─\n      a sentence that is longer than\n      what is left',
  ],
  [
    'a long line is cut behind the mark',
    { source: `»abc«: ${'x'.repeat(99)}`, width: 40 },
    ` 1 │ abc: ${'x'.repeat(29)}…\n   │ ───`,
  ],
  [
    'a long line is cut on both sides of the mark, and its neighbors at the same columns',
    {
      source: `0123456789${'y'.repeat(90)}\n${'x'.repeat(80)}»abc«${'z'.repeat(80)}\nshort`,
      width: 40,
    },
    ` 1 │ …${'y'.repeat(30)}\n 2 │ …${'x'.repeat(10)}abc${'z'.repeat(20)}…\n   │            ───\n 3 │ …`,
  ],
  [
    'a mark that is longer than the line ends with it',
    { source: `»${'x'.repeat(99)}«`, width: 40 },
    ` 1 │ ${'x'.repeat(34)}…\n   │ ${'─'.repeat(35)}`,
  ],
])('%s', (_, marked, expected) => {
  expect(framed(marked)).toBe(expected);
});

const unknownKey: Diagnostic = {
  code: 'schema/unknown-key',
  severity: 'warning',
  message: 'unknown key `critcality`',
  at: place('gone.yaml', 5, 5, { path: '$' }),
  related: [{ message: 'first here', at: place('b.yaml', 1, 2) }],
  help: 'did you mean `criticality`?',
};

test('without the source the place stands alone, with help and related places below', () => {
  expect(frame(unknownKey, wide)).toBe(
    [
      'warn  schema/unknown-key  unknown key `critcality`',
      '  --> gone.yaml:5:5',
      '      did you mean `criticality`?',
      '      b.yaml:1:2   first here',
    ].join('\n'),
  );
});

test('a line beyond the end of the source shows no source', () => {
  const sources = new Map([['gone.yaml', 'a: 1\n']]);
  expect(frame(unknownKey, { ...wide, sources })).toBe(frame(unknownKey, wide));
});

test('in ASCII the drawing is ASCII', () => {
  const sources = new Map([['gone.yaml', '\n\n\n\n    critcality: high\n']]);
  const at = place('gone.yaml', 5, 5, { length: 10 });
  const text = frame({ ...unknownKey, at }, { ...wide, sources, ascii: true });
  expect(text.split('\n').slice(2, 5)).toEqual([
    ' 4 |',
    ' 5 |     critcality: high',
    '   |     ^^^^^^^^^^ did you mean `criticality`?',
  ]);
});
