import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const binary = join(import.meta.dirname, '../../bin/tower.js');
const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;

const parent = mkdtempSync(join(tmpdir(), 'tower-completion-'));
const project = join(parent, 'project');
const shims = join(parent, 'bin');
const scripts = new Map<string, string>();

beforeAll(() => {
  mkdirSync(project);
  mkdirSync(shims);
  mkdirSync(join(parent, 'elsewhere'));
  writeFileSync(join(shims, 'tower'), `#!/bin/sh\nexec "${process.execPath}" "${binary}" "$@"\n`);
  chmodSync(join(shims, 'tower'), 0o755);
  writeFileSync(
    join(project, 'tower.yaml'),
    `tower: v1
systems:
  orders-api: { type: service, owner: the shop }
  orders-db: { type: database }
  "it's $(touch hacked) \`here\`": { type: service }
groups:
  orders-quorum: { members: [orders-db], need: 1 }
policies:
  owned: {}
`,
  );
  for (const shell of shells) {
    const text = tower(['completion', shell]);
    scripts.set(shell, text);
    writeFileSync(join(parent, shell), text);
  }
});

afterAll(() => rmSync(parent, { recursive: true, force: true }));

function tower(words: readonly string[]): string {
  const ran = spawnSync(process.execPath, [binary, ...words], { cwd: project, encoding: 'utf8' });
  expect([ran.stderr, ran.status]).toEqual(['', 0]);
  return ran.stdout;
}

/** Commands and flags by what help says, which is written by other code than the scripts. */
function visible(): { readonly commands: readonly string[]; readonly flags: readonly string[] } {
  const help = tower(['--help']);
  const commands = [...help.matchAll(/^ {2}([a-z][a-z-]*)(?= [[<]| {2,})/gm)].map(
    ([, name = '']) => name,
  );
  const texts = [
    help,
    ...commands.filter((name) => name !== 'help').map((name) => tower([name, '--help'])),
  ];
  const flags = texts.flatMap((text) => [
    ...[...text.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(([, name = '']) => name),
    ...[...text.matchAll(/^ {2}(-\w), --/gm)].map(([, name = '']) => name),
  ]);
  return { commands, flags: [...new Set(flags)] };
}

test('every script knows every command and every flag that help shows', () => {
  const { commands, flags } = visible();
  expect([commands.includes('completion'), flags.includes('--fail-on-status')]).toEqual([
    true,
    true,
  ]);
  const isIn = (shell: string, word: string): boolean => {
    const text = scripts.get(shell) ?? '';
    const inFish = word.startsWith('--') ? `-l ${word.slice(2)} ` : `-s ${word.slice(1)} `;
    const wanted = shell === 'fish' && word.startsWith('-') ? inFish : word;
    return text.includes(wanted);
  };
  const missing = shells.flatMap((shell) =>
    [...commands, ...flags].filter((word) => !isIn(shell, word)).map((word) => `${shell}: ${word}`),
  );
  expect(missing).toEqual([]);
});

test('no script shows what help hides', () => {
  for (const shell of shells) {
    const offered = (scripts.get(shell) ?? '')
      .split('\n')
      .filter((line) => !line.includes('completion --ids'));
    expect(offered.filter((line) => line.includes('--ids') || / -l ids/.test(line))).toEqual([]);
  }
});

/** What bash offers for a command line that is divided at blanks and, as bash does, at `=`. */
function offered(words: readonly string[], folder = project): readonly string[] {
  const code = `
    source ${parent}/bash
    compopt() { echo "compopt $*"; }
    COMP_WORDS=("$@"); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
    _tower
    for reply in "\${COMPREPLY[@]}"; do printf '%s\\n' "$reply"; done`;
  const ran = spawnSync('bash', ['--norc', '-c', code, 'bash', 'tower', ...words], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: `${shims}:/usr/local/bin:/usr/bin:/bin`, HOME: parent },
  });
  expect(ran.stderr).toBe('');
  const lines = ran.stdout.split('\n').filter((line) => line !== '');
  // Files are left to bash, which must then not be told to leave them out.
  return lines.includes('compopt +o default +o bashdefault')
    ? lines.filter((line) => !line.startsWith('compopt'))
    : ['(files)', ...lines];
}

const ids = ['orders-api', 'orders-db', 'orders-quorum'];
const formats = ['pretty', 'json', 'sarif', 'junit', 'github', 'gitlab', 'markdown'];

describe('bash', () => {
  test.each<readonly [string, readonly string[], readonly string[]]>([
    ['a command', ['ev'], ['evaluate']],
    ['a command behind a flag with a value', ['--color', 'never', 'ev'], ['evaluate']],
    ['a flag of a command', ['graph', '--fo'], ['--focus', '--format']],
    ['a flag of every command', ['graph', '--colo'], ['--color']],
    ['no flag of another command', ['graph', '--sig'], []],
    [
      'a flag with a fixed set of values',
      ['evaluate', '--fail-on', ''],
      ['error', 'warning', 'never'],
    ],
    ['the same with `=`', ['evaluate', '--fail-on', '=', 'w'], ['warning']],
    ['the same right behind the `=`', ['--color', '='], ['auto', 'always', 'never']],
    ['a flag whose value cannot be listed', ['evaluate', '--max-warnings', ''], []],
    ['the formats of a report', ['validate', '-o', ''], formats],
    [
      'the formats of a graph',
      ['graph', '--output', '=', ''],
      ['tree', 'dot', 'mermaid', 'json', 'svg'],
    ],
    ['the file of a format', ['validate', '-o', 'json', '=', 'r'], ['(files)']],
    ['a file', ['evaluate', '--signals', 'x'], ['(files)']],
    ['a file behind `=`', ['evaluate', '--signals', '=', 'x'], ['(files)']],
    ['paths, however many', ['validate', 'a', 'b', 'c'], ['(files)']],
    ['ids of systems and groups', ['graph', '--focus', 'ord'], ids],
    ['ids behind `=`', ['graph', '--focus', '=', 'orders-d'], ['orders-db']],
    ['ids as an argument', ['deps', 'orders-q'], ['orders-quorum']],
    ['no second argument where there is one', ['deps', 'orders-db', ''], []],
    ['ids in quotes', ['deps', "'orders-a"], ['orders-api']],
    ['owners', ['systems', '--owner', ''], ['the\\ shop']],
    [
      'an id that a shell would run',
      ['deps', 'it'],
      ["it\\'s\\ \\$\\(touch\\ hacked\\)\\ \\`here\\`"],
    ],
    [
      'the same as far as it is typed',
      ['deps', "it\\'s"],
      ["it\\'s\\ \\$\\(touch\\ hacked\\)\\ \\`here\\`"],
    ],
    ['what explain explains', ['explain', 'policy/ow'], ['policy/owned']],
    ['a diagnostic', ['explain', 'topology/unknown-s'], ['topology/unknown-system']],
    [
      'schemas',
      ['schema', ''],
      ['tower', 'batch', 'state', 'report', 'scenario', 'watch-event', 'baseline'],
    ],
    ['scopes', ['rules', '--scope', 'd'], ['dependency']],
    ['shells', ['completion', ''], [...shells]],
    ['commands for help', ['help', 'gra'], ['graph']],
    ['nothing behind a command that takes nothing', ['status', ''], []],
  ])('completes %s', (_, words, expected) => {
    expect(offered(words)).toEqual(expected);
  });

  test('ids are those of the configuration that the line names', () => {
    const elsewhere = join(parent, 'elsewhere');
    expect([
      offered(['deps', ''], elsewhere),
      offered(['-C', '../project', 'deps', 'orders-d'], elsewhere),
      offered(['--root', '=', '../project', 'deps', 'orders-d'], elsewhere),
    ]).toEqual([[], ['orders-db'], ['orders-db']]);
  });

  test('a line that is completed runs nothing of it', () => {
    offered(['deps', '$(touch hacked)']);
    offered(['graph', '--focus', '`touch hacked`']);
    offered(['-C', '$(touch hacked)', 'deps', '']);
    expect(spawnSync('ls', [project], { encoding: 'utf8' }).stdout).toBe('tower.yaml\n');
  });
});

const checks: readonly (readonly [string, string])[] = [
  ['bash', 'bash'],
  ['zsh', 'zsh'],
  ['fish', 'fish'],
];
const installed = checks.filter(([, program]) => spawnSync(program, ['--version']).status === 0);

test.each(installed)('%s reads its script without a complaint', (shell, program) => {
  const ran = spawnSync(program, ['-n', join(parent, shell)], { encoding: 'utf8' });
  expect([ran.stderr, ran.status]).toEqual(['', 0]);
});

test.each<readonly [string, readonly string[]]>([
  [
    'zsh',
    [
      '#compdef tower',
      "_tower_describe command 'validate:check the configuration: YAML, schema, references, meaning'",
      "    'graph --focus') _tower_ids system ;;",
      "    'evaluate --fail-on') _tower_offer error warning never ;;",
      "    'graph -o' | 'graph --output') _tower_formats tree dot mermaid json svg ;;",
      '  compdef _tower tower',
    ],
  ],
  [
    'fish',
    [
      "complete -c tower -n \"__tower_at ''\" -a 'graph' -d 'print the topology'",
      "complete -c tower -n \"__tower_at graph\" -l focus -x -a '(__tower_ids system)' -d 'what is around a system or a group'",
      'complete -c tower -n "__tower_at evaluate" -l signals -r -F -d',
      'complete -c tower -n "__tower_at deps 0" -a \'(__tower_ids system)\'',
      "complete -c tower -l color -x -a 'auto always never'",
    ],
  ],
  [
    'powershell',
    [
      'Register-ArgumentCompleter -Native -CommandName tower -ScriptBlock {',
      "      'graph --focus' { return 'ids', 'system' }",
      "      'evaluate --fail-on' { return 'words', 'error', 'warning', 'never' }",
      "      '^validate \\d+$' { return 'file' }",
      "    @{ Text = 'graph'; Meaning = 'print the topology' }",
    ],
  ],
])('the script of %s says what to offer where', (shell, lines) => {
  const text = scripts.get(shell) ?? '';
  expect(lines.filter((line) => !text.includes(line))).toEqual([]);
});

test('the brackets of the script of PowerShell are in pairs outside of its texts', () => {
  const code = (scripts.get('powershell') ?? '')
    .replace(/^\s*#.*$/gm, '')
    .replace(/'[^']*'|"[^"]*"/g, '');
  const open: string[] = [];
  for (const sign of code.match(/[()[\]{}]/g) ?? []) {
    if ('([{'.includes(sign)) {
      open.push(sign);
    } else {
      expect(`${open.pop()}${sign}`).toMatch(/^(\(\)|\[\]|\{\})$/);
    }
  }
  expect([open, code.match(/['"]/g)]).toEqual([[], null]);
});
