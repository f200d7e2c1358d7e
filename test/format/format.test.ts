import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatted } from '../../src/format/format.ts';

const root = join(import.meta.dirname, '../..');

/** Cases as text: a title behind `###`, what is given, and behind the last line `---` what it becomes. */
const cases = readFileSync(join(import.meta.dirname, 'cases.yaml.txt'), 'utf8')
  .split(/^### /m)
  .slice(1)
  .map((text) => {
    const title = text.slice(0, text.indexOf('\n'));
    const body = text.slice(title.length + 1);
    const middle = body.lastIndexOf('\n---\n');
    return { title, before: body.slice(0, middle + 1), after: body.slice(middle + 5) };
  });

function textOf(text: string): string | undefined {
  return formatted({ path: 'a.yaml', text }).text;
}

test.each(cases)('$title', ({ before, after }) => {
  expect(textOf(before)).toBe(after);
  expect(textOf(after)).toBe(after);
});

test('ends of lines of other systems and the byte order mark go', () => {
  expect(textOf('\uFEFFtower: v1\r\nsystems:\r\n  a: # c\r\n    name: |\r\n      x\r\n')).toBe(
    'tower: v1\n\nsystems:\n  a: # c\n    name: |\n      x\n',
  );
});

test('a file ends with one end of line', () => {
  expect([textOf('tower: v1'), textOf('tower: v1\n\n\n'), textOf('\n\ntower: v1  \n')]).toEqual(
    Array.from({ length: 3 }, () => 'tower: v1\n'),
  );
});

test('a file of comments alone stays as it is', () => {
  expect(textOf('# nothing\n\n\n# yet')).toBe('# nothing\n\n\n# yet');
});

test('a map in which an anchor would come behind its alias is named', () => {
  const text = 'tower: v1\n\nsystems:\n  b: &b { type: service }\n  a: *b\n';
  expect(formatted({ path: 'a.yaml', text })).toEqual({ text, kept: ['systems'] });
});

test('an anchor that is given twice keeps what each alias means', () => {
  const text =
    'tower: v1\n\nsystems:\n  c: { name: &x one }\n  b: { name: *x, owner: &x two }\n  d: { owner: *x }\n';
  expect(formatted({ path: 'a.yaml', text })).toEqual({ text, kept: ['systems'] });
});

const refusals = [
  ['two documents', 'tower: v1\n---\ntower: v1\n', 'faults'],
  ['a tag', 'tower: !v v1\n', 'faults'],
  ['a key twice', 'tower: v1\nsystems: {}\nsystems: {}\n', 'faults'],
  ['a list', '- tower: v1\n', 'faults'],
  ['levels without end', `tower: v1\nsystems: ${'['.repeat(5_000)}`, 'faults'],
  ['another tool', 'services: {}\n', 'foreign'],
  ['another version', 'tower: v2\n', 'foreign'],
] as const;

test.each(refusals)('%s is refused', (_, text, kind) => {
  const result = formatted({ path: 'a.yaml', text });
  expect('why' in result ? result.why.kind : result.text).toBe(kind);
});

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(path) : path.endsWith('.yaml') ? [path] : [];
  });
}

const files = [
  'tower.yaml',
  ...['topology', 'policies', 'scenarios', 'test', 'schemas'].flatMap(filesBelow),
];

test('every file of this repository has a form that is its own form, or is no file of Tower', () => {
  const bad = files.flatMap((path): readonly object[] => {
    const form = formatted({ path, text: readFileSync(join(root, path), 'utf8') });
    if (form.text === undefined) {
      return form.why.kind === 'unsafe' ? [{ path, why: form.why }] : [];
    }
    const again = textOf(form.text);
    return again === form.text ? [] : [{ path, again }];
  });
  expect(bad).toEqual([]);
});

test('64 levels are written as they are read', () => {
  const depth = 60;
  const lines = Array.from({ length: depth }, (_, level) => `${' '.repeat(level * 2 + 2)}k:`);
  const text = `tower: v1\n\nsystems:\n${lines.join('\n')}\n`;
  expect(textOf(text)).toBe(text);
  const braces = `tower: v1\n\nsystems: ${'{ k: '.repeat(depth)}1${' }'.repeat(depth)}\n`;
  expect(textOf(braces.replaceAll('{ k: ', '{k:  '))).toBe(braces);
});

test('the example of this repository is in canonical form', () => {
  const own = files.filter((path) => !/^(?:test|schemas)\//.test(path));
  const texts = own.map((path) => [path, readFileSync(join(root, path), 'utf8')] as const);
  expect(texts.map(([path, text]) => [path, textOf(text)])).toEqual(texts);
});
