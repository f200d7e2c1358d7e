import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { documentsOf } from '../../src/import/documents.ts';
import { limits } from '../../src/model/limits.ts';
import { runs } from '../fuzz/seed.ts';

const all = (_text: string): boolean => true;

/** The documents of a text: value and place of the first key, or what is wrong. */
function short(text: string, reads = all): readonly string[] {
  const { documents, diagnostics } = documentsOf({ path: 'f.yaml', text }, reads);
  return [
    ...documents.map(({ source, diagnostics: told }) => {
      const at = source?.locate([], 'key') ?? told[0]?.at;
      const said =
        source === undefined ? told.map(({ code }) => code).join() : JSON.stringify(source.value);
      return `${at?.line}:${at?.column} ${said}`;
    }),
    ...diagnostics.map(({ code }) => code),
  ];
}

describe('documents of a file', () => {
  test.each<[string, readonly string[]]>([
    ['a: 1\n', ['1:1 {"a":1}']],
    ['a: 1\n---\nb: 2\n', ['1:1 {"a":1}', '3:1 {"b":2}']],
    ['---\na: 1\n---\n---\n# nothing\n---\nb: 2', ['2:1 {"a":1}', '7:1 {"b":2}']],
    ['a: 1\r\n---\r\nb: 2\r\n', ['1:1 {"a":1}', '3:1 {"b":2}']],
    ['\uFEFF---\na: 1\n', ['2:1 {"a":1}']],
    ['a: 1\n...\nb: 2\n', ['1:1 {"a":1}', '3:1 {"b":2}']],
    ['--- # the first\na: 1\n--- {b: 2}\n', ['2:1 {"a":1}', '3:6 {"b":2}']],
    [
      'a: |\n  text\n  ---\n  more\n---\nb: 2\n',
      ['1:1 {"a":"text\\n---\\nmore\\n"}', '6:1 {"b":2}'],
    ],
    ['a: "x\n  ---\n  y"\n', ['1:1 {"a":"x --- y"}']],
    ['a: ---x\n', ['1:1 {"a":"---x"}']],
    ['a: "\u2028--- b"\n', ['1:1 {"a":"\u2028--- b"}']],
    ['a: [1\n---\nb: 2\n', ['1:5 yaml/syntax', '3:1 {"b":2}']],
    ['- 1\n---\nb: *x\n---\nc: 3', ['1:3 yaml/not-a-map', '3:4 yaml/alias', '5:1 {"c":3}']],
    ['a: &x 1\n---\nb: *x\n', ['1:1 {"a":1}', '3:4 yaml/alias']],
    ['', []],
    ['---\n---\n# only a remark\n', []],
  ])('%j', (text, told) => {
    expect(short(text)).toEqual(told);
  });

  test('are not looked into where they are not to be', () => {
    expect(short('a: 1\n---\nb: [\n---\nc: 3\n', (text) => !text.includes('b:'))).toEqual([
      '1:1 {"a":1}',
      '5:1 {"c":3}',
    ]);
  });

  test('of a file that is too large are none', () => {
    expect(short(`a: ${'x'.repeat(limits.fileBytes)}`)).toEqual(['file/too-large']);
  });

  test('of a file with too many parts end where they become too many', () => {
    const { documents, diagnostics } = documentsOf(
      {
        path: 'f.yaml',
        text: `---\na:\n${'- 1\n'.repeat(50_000)}`.repeat(20),
      },
      all,
    );
    expect([documents.length < 30, diagnostics.map(({ code }) => code)]).toEqual([
      true,
      ['yaml/too-many-parts'],
    ]);
  });
});

test('documents say the same together as each says alone, only further down', () => {
  const document = fc.constantFrom(
    'a: 1\n',
    'b: { c: [1, 2] }\n',
    'd: |\n  x\n  y\n',
    'e: [\n',
    '- f\n',
    '# g\n',
    '',
  );
  fc.assert(
    fc.property(fc.array(document, { maxLength: 6 }), (texts) => {
      const alone = texts.flatMap((text) => short(text).map((one) => one.replace(/^[0-9]+:/, '')));
      const together = short(texts.map((text) => `---\n${text}`).join(''));
      expect(together.map((one) => one.replace(/^[0-9]+:/, ''))).toEqual(alone);
    }),
    runs(100),
  );
});
