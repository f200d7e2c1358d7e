import { expect, test } from 'vitest';
import { jsonFault } from '../../src/config/json-fault.ts';

test.each([
  ['{}', undefined],
  [' [1, 2.5e-3, {"a": [true, null, "\\u00e9\\n"]}] ', undefined],
  ['', { offset: 0, message: 'expected a value, found the end' }],
  ['{"a":1,}', { offset: 7, message: 'expected a key in double quotes, found `}`' }],
  ['{"a" 1}', { offset: 5, message: 'expected `:` behind the key, found `1`' }],
  ['{"a":1 "b":2}', { offset: 7, message: 'expected `,` or `}`, found a string' }],
  ["{'a':1}", { offset: 1, message: "expected a key in double quotes or `}`, found `'a'`" }],
  ['[1 2]', { offset: 3, message: 'expected `,` or `]`, found `2`' }],
  ['[1}', { offset: 2, message: 'expected `,` or `]`, found `}`' }],
  ['[1,]', { offset: 3, message: 'expected a value, found `]`' }],
  ['{"a":1} {', { offset: 8, message: 'expected nothing more, found `{`' }],
  [
    '["x\ny"]',
    {
      offset: 1,
      message:
        'expected a value or `]`, found a string that does not end or holds a wrong character',
    },
  ],
  ['[01]', { offset: 1, message: 'expected a value or `]`, found `01`' }],
  ['{"at":NaN}', { offset: 6, message: 'expected a value, found `NaN`' }],
  ['{"a":1', { offset: 6, message: 'expected `,` or `}`, found the end' }],
])('the text %j', (text, expected) => {
  expect(jsonFault(text)).toEqual(expected);
});
