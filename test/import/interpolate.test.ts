// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how Compose writes variables.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { interpolated, unknownPart } from '../../src/import/interpolate.ts';

const u = unknownPart;

/** As in the Compose specification, where no variable is set. */
test.each<[string, string, readonly string[], readonly string[]]>([
  ['plain', 'plain', [], []],
  ['$A', u, ['A'], []],
  ['${A}', u, ['A'], []],
  ['a$A-b${B}c', `a${u}-b${u}c`, ['A', 'B'], []],
  ['${A:-x}', 'x', [], ['A']],
  ['${A-x}', 'x', [], ['A']],
  ['${A:-}', '', [], ['A']],
  ['${A:?must be set}', u, ['A'], []],
  ['${A?must be set}', u, ['A'], []],
  ['${A:+x}', '', ['A'], []],
  ['${A+x}', '', ['A'], []],
  ['${A:-${B:-x}}', 'x', [], ['B', 'A']],
  ['${A:-${B}}', u, ['B'], ['A']],
  ['${A:-a$B}z', `a${u}z`, ['B'], ['A']],
  ['$$A', '$A', [], []],
  ['$$$A', `$${u}`, ['A'], []],
  ['100$', '100$', [], []],
  ['$1', '$1', [], []],
  ['${', '${', [], []],
  ['${}', '${}', [], []],
  ['${A', u, ['A'], []],
  ['${A:-x', 'x', [], ['A']],
  ['${A/foo/bar}', u, ['A'], []],
  ['}${A:-x}}', '}x}', [], ['A']],
])('%s', (text, result, unknown, defaulted) => {
  expect(interpolated(text)).toEqual({ text: result, unknown, defaulted });
});

test('defaults may nest sixteen levels; what is deeper is not known', () => {
  const nested = (depth: number): string => `${'${A:-'.repeat(depth)}x${'}'.repeat(depth)}`;
  expect(interpolated(nested(16)).text).toBe('x');
  expect(interpolated(nested(100_000)).text.startsWith(u)).toBe(true);
});

test('a default that is never closed takes no longer than others', () => {
  expect(interpolated(`\${A:-${'$B'.repeat(500_000)}`).unknown.length).toBe(500_000);
});

test('a text without dollar signs stays, and no text is lost or makes it fail', () => {
  const parts = fc.array(fc.constantFrom('$', '{', '}', ':-', '-', '?', 'A', 'b c', '$$', '\0'), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(parts, (list) => {
      const text = list.join('');
      const { text: result, unknown, defaulted } = interpolated(text);
      const isTouched = unknown.length + defaulted.length > 0 || text.includes('$$');
      expect(isTouched || result === text).toBe(true);
    }),
    { numRuns: 500 },
  );
});
