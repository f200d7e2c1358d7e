import { expect, test } from 'vitest';
import type { FactValue } from '../../src/model/trace.ts';
import { compileMessage, sayMessage } from '../../src/rules/message.ts';
import { facts } from './facts.ts';

const system: FactValue = {
  name: 'web',
  replicas: 2.5,
  logical: false,
  tags: ['a', 'b'],
  kinds: [],
  groups: [
    { id: 'g1', spare: 1 },
    { id: 'g2', spare: 0 },
  ],
  labels: { 'cost-center': '42', 'a b': 'spaced' },
  extra: null,
};

/** The message of `system`. */
function said(text: string): string {
  const { parts, problems } = compileMessage(text, facts);
  return problems.length > 0
    ? JSON.stringify(problems)
    : sayMessage(parts, (fact) => (fact === 'system' ? system : undefined));
}

const messages: readonly (readonly [string, string])[] = [
  ['plain text', 'plain text'],
  ['', ''],
  ['{{ system.name }} is it', 'web is it'],
  ['{{system.name}}{{  system.name  }}', 'webweb'],
  ['runs {{ system.replicas }}', 'runs 2.5'],
  ['logical: {{ system.logical }}', 'logical: false'],
  ['{{ system.tags }}', 'a, b'],
  ['{{ system.tags[-1] }} of {{ system.tags.length }}', 'b of 2'],
  ['{{ system.groups[*].id }}', 'g1, g2'],
  ['{{ system.groups[0].spare }}', '1'],
  ['no kinds: {{ system.kinds }}', 'no kinds: none'],
  ['{{ system.labels.cost-center }}', '42'],
  ["{{ system.labels['a b'] }}", 'spaced'],
  ['{{ system.labels.nowhere }}', 'unknown'],
  ['{{ system.labels.constructor }}', 'unknown'],
  ['{{ system.criticality }}', 'unknown'],
  ['{{ system.extra }}', 'unknown'],
  ['{{ count }} of {{ word }}', 'unknown of unknown'],
  ['a } b }} c { d', 'a } b }} c { d'],
];

test.each(messages)('%j reads %j', (text, expected) => {
  expect(said(text)).toBe(expected);
});

test('a message compiles to its texts and placeholders in order', () => {
  expect(compileMessage('a {{ system.name }} b', facts)).toEqual({
    parts: [{ text: 'a ' }, { fact: 'system', path: '$.name' }, { text: ' b' }],
    problems: [],
  });
});

/** Each: the text, what is underlined in it, the message and the help. */
const wrong: readonly (readonly [string, string, string, string | undefined])[] = [
  [
    'a {{ sytem.name }}',
    'sytem',
    '`sytem` is not a fact that this message can see',
    'did you mean `system`?',
  ],
  [
    'a {{system.naem}} b',
    'system.naem',
    'fact `system` has no path `$.naem`',
    'did you mean `name`?',
  ],
  [
    '{{ system.name.first }}',
    'system.name.first',
    '`$.name` of fact `system` is a string and has no fields',
    undefined,
  ],
  ['a {{ system.name', '{{ system.name', '`{{` is not closed', 'close it with `}}`'],
  [
    'a {{ }} b',
    '{{ }}',
    '`{{ }}` is not a placeholder',
    'a placeholder is a fact and a path: `{{ system.id }}`',
  ],
  [
    '{{ .name }}',
    '.name',
    '`.name` is not a placeholder',
    'a placeholder is a fact and a path: `{{ system.id }}`',
  ],
  [
    '{{ system }}',
    'system',
    '`$` of fact `system` is an object, which a message cannot print',
    'name one value in it, such as `name`, `criticality`, `replicas`',
  ],
  [
    '{{ system.labels }}',
    'system.labels',
    '`$.labels` of fact `system` is a map, which a message cannot print',
    'name one value in it',
  ],
  [
    '{{ system.groups }}',
    'system.groups',
    '`$.groups` of fact `system` is a list of which each item is an object, which a message cannot print',
    'name one value in it, such as `id`, `spare`',
  ],
  [
    '{{ signal }}',
    'signal',
    'fact `signal` needs `params.name`, which a placeholder cannot give',
    undefined,
  ],
  [
    '{{ system.tags[?(@.length)] }}',
    'system.tags[?(@.length)]',
    'path `$.tags[?(@.length)]` contains a filter or a script, which could run code',
    'compare in the condition instead, with `all`, `any` or a decorator such as `someFact`',
  ],
];

test.each(wrong)('in %j, %j is told', (text, underlined, message, help) => {
  const [problem, ...more] = compileMessage(text, facts).problems;
  const { offset = 0, length = 0, ...words } = problem ?? {};
  expect({ underlined: text.slice(offset, offset + length), words, more }).toEqual({
    underlined,
    words: help === undefined ? { message } : { message, help },
    more: [],
  });
});

test('every placeholder of a message is checked, and those that are right are kept', () => {
  const { parts, problems } = compileMessage('{{ x }} {{ system.name }} {{ system.y }}', facts);
  expect(parts).toEqual([{ text: ' ' }, { fact: 'system', path: '$.name' }, { text: ' ' }]);
  expect(problems.map(({ offset, length }) => [offset, length])).toEqual([
    [3, 1],
    [29, 8],
  ]);
});
