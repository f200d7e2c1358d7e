import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Ajv04 from 'ajv-draft-04';
import { afterEach, expect, test } from 'vitest';
import { addExample, newWorld, runScript, type World } from './world.ts';

const worlds: World[] = [];

afterEach(() => {
  for (const { folder } of worlds.splice(0)) {
    rmSync(folder, { recursive: true, force: true });
  }
});

function worldOf(files: Readonly<Record<string, string>>): World {
  const world = newWorld(files);
  worlds.push(world);
  return world;
}

function exampleAt(below: string): World {
  const world = worldOf({});
  addExample(world, below);
  return world;
}

const groups = (log: string): string[] =>
  [...log.matchAll(/^::group::(.*)$/gm)].map(([, name = '']) => name);

/** Lines that the service takes as commands: those outside of what is paused. */
function commandsIn(log: string): string[] {
  const open = log.replace(/^::stop-commands::(\S+)\n[\s\S]*?\n::\1::$/gm, '');
  return open.split('\n').filter((line) => /^::(?!group|endgroup)/.test(line));
}

const jsonOf = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

test('the example passes: all three commands run, the report is in the summary, and files are at hand', () => {
  const world = exampleAt('.');
  const ran = runScript(world, 'run', { signals: 'examples/database-outage.json' });
  expect({ status: ran.status, groups: groups(ran.log), commands: commandsIn(ran.log) }).toEqual({
    status: 0,
    groups: ['tower validate', 'tower evaluate', 'tower test'],
    commands: [
      expect.stringMatching(
        /^::notice title=no-hard-dependency-on-less-critical,file=topology\/coordination\.yaml,line=51,/,
      ),
      expect.stringMatching(
        /^::notice title=limits-within-capacity,file=topology\/platform\.yaml,/,
      ),
    ],
  });
  expect(ran.summary).toContain('<!-- tower: control-tower -->');
  expect(ran.summary).toContain(
    [
      '| command | result |',
      '|---|---|',
      '| `tower validate` | ✔ passed, exit code 0 |',
      '| `tower evaluate` | ✔ passed, exit code 0 |',
      '| `tower test` | ✔ passed, exit code 0 |',
    ].join('\n'),
  );
  const { 'exit-code': code, verdict, ...files } = ran.outputs;
  expect({
    code,
    verdict,
    missing: Object.values(files).filter((path) => !existsSync(path)),
  }).toEqual({ code: '0', verdict: 'passed', missing: [] });
  expect(Object.keys(files)).toEqual(['sarif-file', 'report-file', 'markdown-file', 'junit-file']);
});

const unknown = 'tower: v1\nsystems:\n  web: { type: service, dependsOn: { nope: hard } }\n';
const broken = { 'fleet/tower.yaml': 'tower: v1\n', 'fleet/topology/a.yaml': unknown };

test('a broken configuration below the root of the repository fails with the worst code, at places of the repository', () => {
  const world = worldOf(broken);
  const ran = runScript(world, 'run', { 'working-directory': 'fleet' });
  expect({ status: ran.status, groups: groups(ran.log), commands: commandsIn(ran.log) }).toEqual({
    status: 2,
    groups: ['tower validate', 'tower evaluate', 'tower test'],
    commands: [
      '::error title=topology/unknown-system,file=fleet/topology/a.yaml,line=3,endLine=3,col=38,endColumn=42::`nope` is not a system or a group%0Aknown: `web`',
    ],
  });
  expect(ran.outputs['verdict']).toBe('cannot-judge');
  expect(ran.summary).toContain('| `tower validate` | ✖ findings, exit code 1 |');
  expect(ran.summary).toContain('| `tower evaluate` | ✖ cannot-judge, exit code 2 |');
  const log = readFileSync(ran.outputs['sarif-file'] ?? '', 'utf8');
  expect([...log.matchAll(/"uri": "(.*)"/g)].map(([, uri]) => uri)).toEqual([
    'fleet/topology/a.yaml',
  ]);
});

test('the SARIF logs keep to the official schema, with places that were moved and without', () => {
  const schema = createRequire(import.meta.url).resolve(
    '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
  );
  const ajv = new Ajv04.default({ strict: false, unicodeRegExp: false });
  ajv.addFormat('uri', (text: string) => URL.canParse(text));
  ajv.addFormat('uri-reference', /^([\w\-.~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*$/);
  ajv.addFormat('date-time', true);
  const validate = ajv.compile(jsonOf(schema) as object);
  const logs = ['fleet', 'a b, 100% ü'].map((folder) => {
    const world = worldOf({
      [`${folder}/tower.yaml`]: 'tower: v1\n',
      [`${folder}/topology/a.yaml`]: unknown,
    });
    const ran = runScript(world, 'run', { 'working-directory': folder, scenarios: 'false' });
    const log = jsonOf(ran.outputs['sarif-file'] ?? '');
    return { problems: validate(log) ? null : validate.errors, log: JSON.stringify(log) };
  });
  expect(logs.map(({ problems }) => problems)).toEqual([null, null]);
  expect(logs[1]?.log).toContain('"uri":"a%20b%2C%20100%25%20%C3%BC/topology/a.yaml"');
});

test('annotations escape the folder that they begin with', () => {
  const world = worldOf({ 'a, b%/tower.yaml': unknown });
  const ran = runScript(world, 'run', { 'working-directory': 'a, b%' });
  expect(commandsIn(ran.log)[0]).toContain('file=a%2C b%25/tower.yaml,line=3');
});

test('nothing of a configuration is a command to the service', () => {
  const world = worldOf({
    'tower.yaml': 'tower: v1\nconfig:\n  name: "x\\n::error::made up\\n::add-mask::a"\n',
    'topology/a.yaml': 'tower: v1\n::set-env name=A::b: 1\n',
    'examples/::error::y.json': '{',
  });
  const ran = runScript(world, 'run', { signals: 'examples/::error::y.json' });
  expect(commandsIn(ran.log).filter((line) => !line.includes('title='))).toEqual([]);
});

const quiet = {
  'tower.yaml': 'tower: v1\nconfig: { name: quiet }\n',
  'topology/a.yaml': 'tower: v1\nsystems: { web: { type: service } }\n',
};
const failing = [
  'tower: v1',
  'scenarios:',
  '  it is said to be down:',
  '    others: healthy',
  '    expect:',
  '      - { at: 10s, health: { web: unhealthy } }',
  '',
].join('\n');

test('scenarios that fail are in the summary, and their code is 1', () => {
  const world = worldOf({ ...quiet, 'scenarios/web.scenario.yaml': failing });
  const ran = runScript(world, 'run', {});
  const rows = ran.summary.match(/^\| `.*$/gm);
  expect({ status: ran.status, commands: commandsIn(ran.log), rows }).toEqual({
    status: 1,
    commands: [
      '::error title=it is said to be down,file=scenarios/web.scenario.yaml,line=6,endLine=6,col=30,endColumn=33::at 10s, health of `web`%0Aexpected unhealthy%0Areceived healthy',
    ],
    rows: [
      '| `tower validate` | ✔ passed, exit code 0 |',
      '| `tower evaluate` | ✔ passed, exit code 0 |',
      '| `tower test` | ✖ findings, exit code 1 |',
    ],
  });
  expect(ran.summary).toContain('<details><summary>tower test</summary>\n\n```text\n');
  expect(ran.summary).toContain('it is said to be down');
});

const scenarioChoices = [
  { scenarios: 'auto', groups: 3, status: 0 },
  { scenarios: 'true', groups: 3, status: 2 },
  { scenarios: 'false', groups: 2, status: 0 },
];

test.each(scenarioChoices)('without scenarios, `$scenarios` ends with $status', (row) => {
  const ran = runScript(worldOf(quiet), 'run', { scenarios: row.scenarios });
  expect({ groups: groups(ran.log).length, status: ran.status }).toEqual({
    groups: row.groups,
    status: row.status,
  });
});

const wrong = [
  {
    input: 'scenarios',
    value: 'perhaps',
    says: 'the input scenarios is "perhaps", and not one of auto, true, false',
  },
  {
    input: 'comment',
    value: 'yes\n::error::x',
    says: 'the input comment is "yes\\n::error::x", and not one of false, true',
  },
  {
    input: 'working-directory',
    value: 'nowhere',
    says: 'the input working-directory is not a folder of the workspace',
  },
];

test.each(wrong)(
  'the input $input that cannot be meant is wrong usage',
  ({ input, value, says }) => {
    const ran = runScript(worldOf(quiet), 'run', { [input]: value });
    expect({
      status: ran.status,
      commands: commandsIn(ran.log),
      verdict: ran.outputs['verdict'],
    }).toEqual({
      status: 3,
      commands: [`::error title=tower::${says}`],
      verdict: 'wrong-usage',
    });
  },
);

const hostile = ['"; $(touch pwned) `touch pwned` \'', '--help\n-o json=pwned'];

test.each(hostile)('the hostile value %j of a file is only ever a name of a file', (value) => {
  const world = worldOf(quiet);
  const ran = runScript(world, 'run', { signals: value, scenarios: 'false' });
  expect({ status: ran.status, files: readdirSync(world.workspace).sort() }).toEqual({
    status: 2,
    files: ['topology', 'tower.yaml'],
  });
});

test('a value of a choice that looks like flags is refused as wrong usage', () => {
  const world = worldOf(quiet);
  const ran = runScript(world, 'run', {
    'fail-on': '--help --output=json=pwned',
    scenarios: 'false',
  });
  expect({ status: ran.status, files: readdirSync(world.workspace).sort() }).toEqual({
    status: 3,
    files: ['topology', 'tower.yaml'],
  });
});

test('a state file is kept from one run to the next', () => {
  const world = worldOf(quiet);
  const inputs = { state: 'state.json', scenarios: 'false' };
  runScript(world, 'run', inputs);
  expect(existsSync(join(world.workspace, 'state.json'))).toBe(true);
});

test('without summary and annotations, the log has the reports alone', () => {
  const ran = runScript(worldOf(broken), 'run', {
    'working-directory': 'fleet',
    summary: 'false',
    annotations: 'false',
  });
  expect({ summary: ran.summary, commands: commandsIn(ran.log), status: ran.status }).toEqual({
    summary: '',
    commands: [],
    status: 2,
  });
});

test('a comment that nobody can place is a warning, and changes no exit code', () => {
  const ran = runScript(worldOf(quiet), 'run', { comment: 'true', scenarios: 'false' });
  expect({ status: ran.status, commands: commandsIn(ran.log) }).toEqual({
    status: 0,
    commands: ['::warning title=tower::no comment was left: this run is not one of a pull request'],
  });
});

test('the program is the one that was installed, and does not see the token', () => {
  const world = worldOf({
    'program.js': 'console.log(process.argv[2], process.env.INPUT_TOKEN, process.env.TZ)',
  });
  const more = { TOWER_BIN: join(world.workspace, 'program.js') };
  const ran = runScript(world, 'run', { token: 'secret-token', scenarios: 'true' }, more);
  expect(ran.log.match(/^(validate|evaluate|test) .*$/gm)).toEqual([
    'validate undefined UTC',
    'evaluate undefined UTC',
    'test undefined UTC',
  ]);
});
