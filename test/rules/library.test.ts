import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from '../../src/rules/parse.ts';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
);

/** What each file takes from the library. */
function importsOf(text: string): readonly string[] {
  const statements = text.matchAll(/import\s[^;]*?['"](json-rules-engine[^'"]*)['"]/g);
  return [...statements].map(([statement]) => statement.replaceAll(/\s+/g, ' '));
}

test('the rules take the parser and the lists of operators from the library, and nothing else does', () => {
  const imports = sources.flatMap((file) =>
    importsOf(readFileSync(`src/${file}`, 'utf8')).map((statement) => `${file}: ${statement}`),
  );
  expect(imports.sort()).toEqual([
    "rules/operators.ts: import defaultDecorators from 'json-rules-engine/dist/engine-default-operator-decorators.js'",
    "rules/operators.ts: import defaultOperators from 'json-rules-engine/dist/engine-default-operators.js'",
    "rules/parse.ts: import library from 'json-rules-engine/dist/rule.js'",
    "rules/parse.ts: import type { TopLevelCondition } from 'json-rules-engine'",
  ]);
});

test('no source imports the engine or its path library', () => {
  const offending = sources.filter((file) => {
    const text = readFileSync(`src/${file}`, 'utf8');
    return /import[^;]*\bEngine\b|jsonpath|require\(|dist\/(?:engine|almanac)\.js/.test(text);
  });
  expect(offending).toEqual([]);
});

test('what the library refuses becomes a problem with its words', () => {
  expect(parse({})).toEqual({
    code: 'rule/syntax',
    message:
      'the rules library refuses this condition: "conditions" root must contain a single instance of "all", "any", "not", or "condition"',
    where: [],
  });
});
