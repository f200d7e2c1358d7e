import { expect, test } from 'vitest';
import { stepsOf } from '../../action/commands.ts';
import { type Inputs, inputsFrom, variableOf } from '../../action/inputs.ts';
import { prefixOf } from '../../action/places.ts';
import { scenarioAnnotations } from '../../action/scenario-annotations.ts';
import { pageOf, worstOf } from '../../action/verdict.ts';
import { installWords, isVersion } from '../../action/versions.ts';

const files = {
  annotations: 'a',
  markdown: 'm',
  sarif: 's',
  report: 'r',
  junit: 'j',
  scenarios: 'c',
};

function inputsOf(given: Readonly<Record<string, string>>): Inputs {
  const variables = Object.entries(given).map(([name, value]) => [variableOf(name), value]);
  const inputs = inputsFrom({ GITHUB_WORKSPACE: '/w', ...Object.fromEntries(variables) });
  if ('mistakes' in inputs) {
    throw new Error(inputs.mistakes.join());
  }
  return inputs;
}

test('without inputs, everything is judged by the defaults of Tower', () => {
  expect(stepsOf(inputsOf({}), '/w', files)).toEqual([
    { name: 'validate', words: ['validate', '--color=always', '--root=/w', '--output=pretty'] },
    {
      name: 'evaluate',
      words: [
        'evaluate',
        '--color=always',
        '--root=/w',
        '--output=pretty',
        '--output=github=a',
        '--output=markdown=m',
        '--output=sarif=s',
        '--output=json=r',
      ],
    },
    {
      name: 'test',
      words: [
        'test',
        '--color=always',
        '--root=/w',
        '--output=pretty',
        '--allow-empty',
        '--output=junit=j',
        '--output=json=c',
      ],
    },
  ]);
});

const flags = [
  { input: 'fail-on', flag: '--fail-on', of: ['validate', 'evaluate'] },
  { input: 'max-warnings', flag: '--max-warnings', of: ['validate', 'evaluate'] },
  { input: 'fail-on-status', flag: '--fail-on-status', of: ['evaluate'] },
  { input: 'signals', flag: '--signals', of: ['evaluate'] },
  { input: 'state', flag: '--state', of: ['evaluate'] },
];
const values = [
  'plain',
  '--help',
  '-',
  '$(id)',
  '`id`',
  '"; id; "',
  'a b\nc',
  '%0A::error::x',
  '*',
];

test.each(flags)(
  'whatever the input $input holds is one word with its flag',
  ({ input, flag, of }) => {
    const seen = values.map((value) =>
      stepsOf(inputsOf({ [input]: value }), undefined, files)
        .filter(({ words }) => words.includes(`${flag}=${value}`))
        .map(({ name }) => name),
    );
    expect(seen).toEqual(values.map(() => of));
  },
);

const versions = [
  { text: '1', is: true },
  { text: '1.2', is: true },
  { text: '1.2.3', is: true },
  { text: '1.2.3-beta.1', is: true },
  { text: 'latest', is: true },
  { text: '', is: false },
  { text: '--registry=x', is: false },
  { text: '1.2.3 --registry=x', is: false },
  { text: '../evil', is: false },
  { text: 'file:evil', is: false },
  { text: '1.2.3\nevil', is: false },
  { text: '$(id)', is: false },
  { text: '^1', is: false },
];

test.each(versions)('$text as a version: $is', ({ text, is }) => {
  expect(isVersion(text)).toBe(is);
});

test('a version is installed without scripts, into a folder of its own', () => {
  expect(installWords('1.2.3', '/t')).toEqual([
    'install',
    '--prefix',
    '/t',
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
    '@control-tower/tower@1.2.3',
  ]);
});

const roots = [
  { root: '/w', prefix: '' },
  { root: '/w/fleet', prefix: 'fleet/' },
  { root: '/w/a/..b', prefix: 'a/..b/' },
  { root: '/', prefix: '' },
  { root: '/elsewhere', prefix: '' },
  { root: undefined, prefix: '' },
];

test.each(roots)('a configuration in $root has the prefix $prefix', ({ root, prefix }) => {
  expect(prefixOf(root, '/w')).toBe(prefix);
});

test('the worst code is the highest', () => {
  const codes = [0, 2, 1].map((exitCode) => ({ name: 'test' as const, exitCode, text: '' }));
  expect(worstOf(codes)).toBe(2);
});

test('what a command prints ends no fence, and is cut where it is long', () => {
  const text = `\u001b[31mred\u001b[39m\n\`\`\`\`\n</details> @team\n${'x'.repeat(9_000)}`;
  const page = pageOf('# report\n', [{ name: 'test', exitCode: 1, text }]);
  expect(page).toBe(
    [
      '# report\n',
      `<details><summary>tower test</summary>\n\n\`\`\`\`\`text\n${`red\n\`\`\`\`\n</details> @team\n${'x'.repeat(4_000)}`.slice(0, 4_000)}\n… more in the log\n\`\`\`\`\`\n</details>\n`,
      '| command | result |\n|---|---|\n| `tower test` | ✖ findings, exit code 1 |\n\n',
    ].join('\n'),
  );
});

test('without a report, the page has what the commands printed', () => {
  const page = pageOf('', [{ name: 'evaluate', exitCode: 3, text: 'tower: no\n' }]);
  expect(page).toContain('```text\ntower: no\n```');
});

test('what a scenario expects in vain is an error at its place, whatever its words are', () => {
  const failure = {
    at: { file: 'scenarios/a.scenario.yaml', line: 6, column: 30, endLine: 6, endColumn: 33 },
    after: '10s',
    about: 'health of `web`',
    negated: false,
    expected: ['unhealthy'],
    received: [],
  };
  const lines = { ...failure.at, endLine: 7 };
  const scenarios = [
    {
      name: 'it is: 100%, \n::error::x',
      failures: [failure, { ...failure, at: lines, negated: true }],
    },
    { name: 'passes', failures: [] },
  ];
  expect(scenarioAnnotations('a b/', JSON.stringify({ files: [{ scenarios }] }))).toBe(
    [
      '::error title=it is%3A 100%25%2C %0A%3A%3Aerror%3A%3Ax,file=a b/scenarios/a.scenario.yaml,line=6,endLine=6,col=30,endColumn=33::at 10s, health of `web`%0Aexpected unhealthy%0Areceived nothing\n',
      '::error title=it is%3A 100%25%2C %0A%3A%3Aerror%3A%3Ax,file=a b/scenarios/a.scenario.yaml,line=6,endLine=7::at 10s, health of `web`%0Aexpected not unhealthy%0Areceived nothing\n',
    ].join(''),
  );
  expect(['', '{}', '{"diagnostics":[]}'].map((text) => scenarioAnnotations('', text))).toEqual([
    '',
    '',
    '',
  ]);
});
