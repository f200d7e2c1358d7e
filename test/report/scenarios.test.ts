import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import type { ScenarioResults } from '../../src/model/scenario-results.ts';
import type { RenderContext } from '../../src/report/context.ts';
import { scenarioFormats } from '../../src/report/scenarios/formats.ts';
import { renderScenarios } from '../../src/report/scenarios/render.ts';
import { columnsOf } from '../../src/report/text.ts';
import { tested } from '../scenario/shop.ts';

const context: RenderContext = {
  version: '0.0.0',
  color: false,
  width: 100,
  ascii: false,
  sources: new Map(),
};

function resultsOf(scenarios: string): ScenarioResults {
  const { files, coverage } = tested(scenarios, [], true);
  const all = files.flatMap((file) => file.scenarios);
  const failed = all.filter(({ passed }) => !passed).length;
  return {
    schemaVersion: 1,
    files,
    passed: all.length - failed,
    failed,
    coverage,
    exitCode: failed > 0 ? 1 : 0,
    exitReason: 'said by the command',
  };
}

const failing =
  resultsOf(`  "one <b>\\"bold\\"</b> & ]]> \\u202egnp.exe \\e[31mred ##[error] ${'long '.repeat(20)}":
    signals: { checkout.latency: 120x3 450x3 _ 450, orders-db.mode: okx4 down slow }
    expect:
      - { at: 1m, overall: degraded, notified: [{ channel: chat, reason: first }] }
      - { at: 3m, health: { checkout: healthy, orders-db: healthy, agent: healthy }, alerts: [] }
      - { at: 3m, decisions: [{ policy: checkout-is-up, outcome: allowed }] }
  two:
    heartbeats: [agent]
    expect: [{ at: 1m, incidents: [] }]
`);

test.each([40, 60, 100, 160])(
  'no line for people is wider than %i columns, nor obeyed',
  (width) => {
    for (const ascii of [false, true]) {
      const text = renderScenarios('pretty', failing, { ...context, width, ascii }, true);
      const lines = text.split('\n');
      expect(lines.filter((line) => columnsOf(line) > width)).toEqual([]);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e]|##\[/);
    }
  },
);

test('with ASCII alone, nothing else is drawn', () => {
  const ascii = resultsOf(`  a:
    signals: { checkout.latency: 120x3 450x3 }
    expect: [{ at: 2m, health: { checkout: healthy } }, { at: 2m, health: { agent: offline } }]
`);
  const text = renderScenarios('pretty', ascii, { ...context, ascii: true }, true);
  expect(text).toMatch(/^[\n\x20-\x7e]*$/);
});

test('JUnit keeps to its schema, whatever names and texts there are', async () => {
  const schema = readFileSync(join(import.meta.dirname, 'junit.xsd'), 'utf8');
  const contents = renderScenarios('junit', failing, context, false);
  const { errors } = await validateXML({ xml: { fileName: 'junit.xml', contents }, schema });
  expect(errors.map(({ message }) => message)).toEqual([]);
  expect([...contents.matchAll(/<testcase/g)].length).toBe(2);
  expect([...contents.matchAll(/<failure/g)].length).toBe(1);
});

test('JSON holds everything that the results hold', () => {
  expect(JSON.parse(renderScenarios('json', failing, context, false))).toEqual(failing);
});

test('coverage for editors names every item by its line, and both outcomes of each comparison', () => {
  expect(renderScenarios('lcov', failing, context, false).split('\n')).toEqual([
    'TN:',
    'SF:policies/guard.yaml',
    'DA:6,1',
    'DA:7,1',
    'DA:11,0',
    'DA:15,1',
    'DA:17,1',
    'DA:23,1',
    'DA:24,1',
    'DA:38,1',
    'DA:39,0',
    'DA:40,0',
    'DA:43,1',
    'DA:44,1',
    'BRDA:23,0,0,0',
    'BRDA:23,0,1,1',
    'BRDA:24,0,0,0',
    'BRDA:24,0,1,1',
    'LF:12',
    'LH:9',
    'BRF:4',
    'BRH:2',
    'end_of_record',
    '',
  ]);
});

test('the same results give the same bytes', () => {
  for (const format of scenarioFormats) {
    const twice = [1, 2].map(() => renderScenarios(format, failing, context, true));
    expect(twice[0]).toBe(twice[1]);
  }
});
