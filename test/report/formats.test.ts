import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Ajv as AjvDraft07 } from 'ajv';
import Ajv04 from 'ajv-draft-04';
import { beforeAll, describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import type { Format, RenderContext } from '../../src/report/context.ts';
import { type KeyOrder, reportOrder } from '../../src/report/json.ts';
import { renderReport, renderValidation } from '../../src/report/render.ts';
import { reports, validations } from './fixtures.ts';
import { expectGolden } from './golden.ts';
import { outage } from './outage.ts';
import { finding, healthy, wide } from './parts.ts';

const endings: readonly (readonly [Format, string])[] = [
  ['json', 'json'],
  ['sarif', 'sarif'],
  ['junit', 'junit.xml'],
  ['github', 'github.txt'],
  ['gitlab', 'gitlab.json'],
  ['markdown', 'md'],
];

function textOf(path: string): string {
  return readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');
}

function jsonOf(text: string): unknown {
  return JSON.parse(text);
}

for (const [format, ending] of endings) {
  test.each(reports)(`the %s report as ${format} is its golden text`, (name, report, context) => {
    expectGolden(`${name}.${ending}`, renderReport(format, report, context));
  });

  test.each(validations)(`the %s validation as ${format} is its golden text`, (name, found) => {
    expectGolden(`${name}.${ending}`, renderValidation(format, found, wide));
  });
}

test.each(reports)('the %s fixture is a report by its schema', (_, report) => {
  const ajv = new AjvDraft07({ strictTypes: false, strictRequired: false });
  const validate = ajv.compile(jsonOf(textOf('../../schemas/report.v1.schema.json')) as object);
  validate(report);
  expect(validate.errors).toBe(null);
});

describe('json', () => {
  test('keys stand in the order of the schema', () => {
    const schema = jsonOf(textOf('../../schemas/report.v1.schema.json')) as SchemaNode;
    expect(reportOrder).toEqual(orderOf(schema, schema));
  });

  test('keys made in another order come out the same', () => {
    const turned = (value: unknown): unknown => {
      if (Array.isArray(value)) {
        return value.map(turned);
      }
      return typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, inside]) => [key, turned(inside)]),
          )
        : value;
    };
    expect(renderReport('json', turned(outage) as typeof outage, wide)).toBe(
      renderReport('json', outage, wide),
    );
  });

  test('compact is one line with the same content', () => {
    const compact = renderReport('json', outage, { ...wide, compact: true });
    expect(compact.split('\n').length).toBe(2);
    expect(jsonOf(compact)).toEqual(jsonOf(renderReport('json', outage, wide)));
  });

  test('nothing of a report is lost', () => {
    expect(jsonOf(renderReport('json', outage, wide))).toEqual(outage);
  });
});

interface SchemaNode {
  readonly $ref?: string;
  readonly allOf?: readonly SchemaNode[];
  readonly items?: SchemaNode;
  readonly then?: SchemaNode;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: unknown;
  readonly definitions?: Readonly<Record<string, SchemaNode>>;
}

/** The key order that a schema's properties have, as `reportOrder` writes it. */
function orderOf(root: SchemaNode, node: SchemaNode): KeyOrder | 'leaf' | 'free' {
  const next = node.items ?? node.then ?? node.allOf?.[0];
  if (node.$ref !== undefined) {
    return orderOf(root, root.definitions?.[node.$ref.replace('#/definitions/', '')] ?? {});
  }
  if (node.properties !== undefined) {
    return Object.entries(node.properties).map(([key, inside]) => {
      const order = orderOf(root, inside);
      if (order === 'leaf') {
        return key;
      }
      return [key, order === 'free' ? undefined : order];
    });
  }
  if (typeof node.additionalProperties === 'object') {
    return 'free';
  }
  return next === undefined ? 'leaf' : orderOf(root, next);
}

describe('sarif', () => {
  let problems: (log: unknown) => unknown;

  beforeAll(() => {
    const require = createRequire(import.meta.url);
    const schema = require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
    const ajv = new Ajv04.default({ strict: false, unicodeRegExp: false });
    ajv.addFormat('uri', (text: string) => URL.canParse(text) && /^[!-~]*$/.test(text));
    ajv.addFormat('uri-reference', /^([\w\-.~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*$/);
    ajv.addFormat('date-time', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/);
    const validate = ajv.compile(jsonOf(readFileSync(schema, 'utf8')) as object);
    problems = (log) => (validate(log) ? null : validate.errors);
  });

  test.each(reports)('the %s report keeps to the schema', (_, report, context) => {
    expect(problems(jsonOf(renderReport('sarif', report, context)))).toBe(null);
  });

  test.each(validations)('the %s validation keeps to the schema', (_, found) => {
    expect(problems(jsonOf(renderValidation('sarif', found, wide)))).toBe(null);
  });

  test('the schema refuses a result without a message', () => {
    const log = jsonOf(renderReport('sarif', outage, wide)) as SarifLog;
    const broken = { ...log, runs: [{ ...log.runs[0], results: [{ ruleId: 'x' }] }] };
    expect(problems(broken)).toMatchObject([{ keyword: 'required' }]);
  });

  test('every result points at its rule, and every rule has a result', () => {
    for (const [, report, context] of reports) {
      const [run] = (jsonOf(renderReport('sarif', report, context)) as SarifLog).runs;
      const rules = run?.tool.driver.rules.map((rule) => rule.id) ?? [];
      const used = run?.results.map((result) => [result.ruleId, rules[result.ruleIndex]]) ?? [];
      expect(used.filter(([ruleId, found]) => ruleId !== found)).toEqual([]);
      expect(new Set(used.map(([ruleId]) => ruleId))).toEqual(new Set(rules));
    }
  });

  test('at most 25,000 results are written, the most severe ones, and a notification says how many are not', () => {
    const many = Array.from({ length: 25_001 }, (_, index) =>
      finding('r', `s${index}`, { severity: 'warning', fingerprint: String(index) }),
    );
    const report = { ...healthy, findings: [...many, finding('last', 's')] };
    const log = jsonOf(renderReport('sarif', report, wide)) as SarifLog;
    expect({
      results: log.runs[0]?.results.length,
      first: log.runs[0]?.results[0]?.ruleId,
      notes: log.runs[0]?.invocations[0]?.toolExecutionNotifications,
    }).toEqual({
      results: 25_000,
      first: 'last',
      notes: [
        {
          level: 'warning',
          message: { text: '2 results are left out: at most 25000 are written' },
        },
      ],
    });
  });

  test('no two results share a fingerprint', () => {
    for (const [, report, context] of reports) {
      const [run] = (jsonOf(renderReport('sarif', report, context)) as SarifLog).runs;
      const prints = run?.results.map((result) => result.partialFingerprints['tower/v1']) ?? [];
      expect(new Set(prints).size).toBe(prints.length);
    }
  });
});

interface SarifLog {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly invocations: readonly { readonly toolExecutionNotifications?: unknown }[];
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly partialFingerprints: { readonly 'tower/v1': string };
    }[];
  }[];
}

describe('junit', () => {
  const schema = textOf('junit.xsd');

  async function problems(xml: string): Promise<readonly string[]> {
    const result = await validateXML({ xml: { fileName: 'report.xml', contents: xml }, schema });
    return result.errors.map((error) => error.message);
  }

  test.each(reports)('the %s report keeps to the schema', async (_, report, context) => {
    expect(await problems(renderReport('junit', report, context))).toEqual([]);
  });

  test.each(validations)('the %s validation keeps to the schema', async (_, found) => {
    expect(await problems(renderValidation('junit', found, wide))).toEqual([]);
  });

  test('the schema refuses an attribute that the format does not have', async () => {
    const xml = renderReport('junit', healthy, wide).replace('<testcase ', '<testcase line="1" ');
    expect((await problems(xml)).length).toBe(1);
  });
});

test.each(reports)(
  'github gets one line for each finding and diagnostic of the %s report',
  (_, report, context: RenderContext) => {
    const lines = renderReport('github', report, context).trimEnd().split('\n');
    const commands = lines.filter((line) => /^::(error|warning|notice) title=/.test(line));
    expect(commands.length).toBe(report.findings.length + report.diagnostics.length);
    expect(lines.length).toBe(commands.length + 1);
  },
);
