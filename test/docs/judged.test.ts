import { expect, test } from 'vitest';
import { judged } from './judged.ts';

function page(...blocks: readonly (readonly [info: string, text: string])[]): string {
  return blocks.map(([info, text]) => `\`\`\`${info}\n${text}\n\`\`\`\n`).join('\n');
}

const yes = page(
  ['yaml', '# notes/one.yaml\none: 1'],
  ['sh', 'cd notes && cat one.yaml'],
  ['text', '# notes/one.yaml\none: 1'],
  ['json two.json', '{}'],
  ['sh', 'cat two.json\nfalse   # exit 1'],
  ['text', '{}'],
);

test('a page that does what it says has no faults, and folders and variables last', async () => {
  expect(await judged(yes)).toEqual({ faults: [], real: yes });
});

test('what is printed takes the place of what is shown; lines of `…` stand for any', async () => {
  const many = (shown: string) => page(['sh', 'seq 5'], ['text', shown]);
  const cut = many('1\n  …\n5');
  expect(await judged(cut)).toEqual({ faults: [], real: cut });
  expect(await judged(many('1\n…\n4'))).toEqual({ faults: [], real: many('1\n2\n3\n4\n5') });
  expect(await judged(many('1'))).toEqual({ faults: [], real: many('1\n2\n3\n4\n5') });
});

test.each([
  ['is only indented', 'So:\n\n    $ tower evaluate\n'],
  ['stands in a list', '- So:\n\n  ```sh\n  false\n  ```\n'],
  ['has no end', 'So:\n\n```sh\nfalse\n'],
])('code that %s is a fault', async (_, text) => {
  const { faults } = await judged(text);
  expect(faults[0]).toBe('line 3: code that is no whole block is followed by no test');
});

test.each([
  ['a command that fails', ['sh', 'echo so\nfalse\ntrue'], 'line 1 ended with 1:\nso\n'],
  [
    'a command that should fail',
    ['sh', 'true   # exit 1\ntrue'],
    'line 1 ended with 99:\n(ended with 0)\n',
  ],
  [
    'a command with another exit code',
    ['sh', 'false   # exit 2'],
    'line 1 ended with 99:\n(ended with 1)\n',
  ],
  ['a block that leaves', ['sh', 'exit 0'], 'line 1 ended with 0:\n'],
  ['output of nothing', ['text', 'so'], 'line 1: `text` is no file, no command and no output'],
  ['an unknown language', ['cobol', 'so'], 'line 1: `cobol` is no file, no command and no output'],
  ['an unknown word behind sh', ['sh norun', 'true'], 'line 1: `sh norun` is not known'],
  ['a configuration with a mistake', ['yaml', 'tower: v2'], expect.stringContaining('tower: v1')],
  ['a batch without an instant', ['json', '{}'], expect.stringContaining('`at`')],
  [
    'files that are no configuration',
    ['yaml', '# tower.yaml\ntower: v2'],
    'line 1 ended with 1:\n',
  ],
] as const)('%s is a fault', async (_, block, fault) => {
  const { faults } = await judged(page(block));
  expect(faults).toEqual([fault]);
});
