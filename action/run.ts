// The main step of the action: runs validate, evaluate and test, all of them whatever the others say, and fails with the worst exit code.
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { type Files, type Step, stepsOf } from './commands.ts';
import { leaveComment, pullRequestOf } from './comment.ts';
import { type Inputs, inputsFrom } from './inputs.ts';
import { annotationsBelow, prefixOf, rootAbove, sarifBelow } from './places.ts';
import { scenarioAnnotations } from './scenario-annotations.ts';
import { pageOf, type Result, verdictOf, worstOf } from './verdict.ts';
import { escapedMessage } from './workflow-command.ts';

process.exitCode = await run();

async function run(): Promise<number> {
  const inputs = inputsFrom(env);
  if ('mistakes' in inputs) {
    for (const mistake of inputs.mistakes) {
      annotate('error', mistake);
    }
    return finish(3, {});
  }
  if (statSync(inputs.folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    annotate('error', 'the input working-directory is not a folder of the workspace');
    return finish(3, {});
  }
  const files = filesIn(mkdtempSync(join(env['RUNNER_TEMP'] ?? tmpdir(), 'tower-')));
  const root = rootAbove(inputs.folder);
  const results = stepsOf(inputs, root, files).map((step) => resultOf(step, inputs.folder));
  const exitCode = worstOf(results);
  const prefix = prefixOf(root, env['GITHUB_WORKSPACE'] ?? inputs.folder);
  moveBelow(prefix, files);
  if (inputs.annotations) {
    process.stdout.write(annotationsBelow(prefix, textOf(files.annotations)));
    process.stdout.write(scenarioAnnotations(prefix, textOf(files.scenarios)));
  }
  const page = pageOf(textOf(files.markdown), results);
  await show(page, inputs, prefix);
  return finish(exitCode, {
    'sarif-file': existing(files.sarif),
    'report-file': existing(files.report),
    'markdown-file': existing(files.markdown),
    'junit-file': existing(files.junit),
  });
}

function filesIn(folder: string): Files {
  return {
    annotations: join(folder, 'annotations.txt'),
    markdown: join(folder, 'tower.md'),
    sarif: join(folder, 'tower.sarif'),
    report: join(folder, 'tower.json'),
    junit: join(folder, 'tower-scenarios.xml'),
    scenarios: join(folder, 'tower-scenarios.json'),
  };
}

/**
 * Runs one command and shows what it prints in a group of the log. Until it has been shown, the service takes no commands from the log: a configuration
 * may hold lines that look like some.
 */
function resultOf(step: Step, folder: string): Result {
  const binary = env['TOWER_BIN'] ?? join(import.meta.dirname, '../bin/tower.js');
  // The token is for the comment alone: the program may be one that a pull request brings along.
  const { INPUT_TOKEN: _, ...environment } = env;
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [binary, ...step.words], {
    cwd: folder,
    env: environment,
    encoding: 'utf8',
    maxBuffer: 256 * 1_048_576,
  });
  const text = `${stdout}${stderr}${error === undefined ? '' : `${error.message}\n`}`;
  const pause = randomUUID();
  process.stdout.write(
    `::group::tower ${step.name}\n::stop-commands::${pause}\n${text}\n::${pause}::\n::endgroup::\n`,
  );
  return { name: step.name, exitCode: status ?? 70, text };
}

function moveBelow(prefix: string, { sarif }: Files): void {
  if (prefix !== '' && existsSync(sarif)) {
    writeFileSync(sarif, sarifBelow(prefix, textOf(sarif)));
  }
}

async function show(page: string, inputs: Inputs, prefix: string): Promise<void> {
  const summary = env['GITHUB_STEP_SUMMARY'];
  if (inputs.summary && summary !== undefined) {
    appendFileSync(summary, page);
  }
  if (inputs.comment) {
    const failure = await comment(page, prefix);
    if (failure !== undefined) {
      annotate('warning', `no comment was left: ${failure}`);
    }
  }
}

/** Comments are told apart by the folder of the configuration, so that one repository may hold several. */
async function comment(page: string, prefix: string): Promise<string | undefined> {
  const event = textOf(env['GITHUB_EVENT_PATH'] ?? '');
  const pull = pullRequestOf(event === '' ? undefined : JSON.parse(event));
  if ('reason' in pull) {
    return pull.reason;
  }
  const to = {
    api: env['GITHUB_API_URL'] ?? '',
    repository: env['GITHUB_REPOSITORY'] ?? '',
    number: pull.number,
    token: env['INPUT_TOKEN'] ?? '',
  };
  return leaveComment(to, `<!-- tower-action: ${encodeURIComponent(prefix)} -->\n\n${page}`);
}

function finish(exitCode: number, outputs: Readonly<Record<string, string>>): number {
  const all = { 'exit-code': String(exitCode), verdict: verdictOf(exitCode), ...outputs };
  const file = env['GITHUB_OUTPUT'];
  if (file !== undefined) {
    // A word that nobody can foresee ends each value, since a path may hold anything.
    const end = randomUUID();
    const lines = Object.entries(all).map(([name, value]) => `${name}<<${end}\n${value}\n${end}\n`);
    appendFileSync(file, lines.join(''));
  }
  return exitCode;
}

function existing(path: string): string {
  return existsSync(path) ? path : '';
}

function textOf(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function annotate(kind: 'error' | 'warning', message: string): void {
  process.stdout.write(`::${kind} title=tower::${escapedMessage(message)}\n`);
}
