import { sayLocation } from '../model/location.ts';
import { sortedBy } from '../model/order.ts';
import type { Diagnostic, Finding, Policy, Report } from '../model/report.generated.ts';
import type { Validation } from './context.ts';
import { counted } from './look.ts';
import { inEnvironment, knownReason, sayWaiver, standingOf } from './standing.ts';
import { plain } from './text.ts';
import { type Element, xmlDocument } from './xml.ts';

/** A test: what fails it, what skips it, or what it says though it passes. */
interface Case {
  readonly name: string;
  readonly failure?: { readonly type: string; readonly message: string; readonly body: string };
  readonly skipped?: string;
  readonly output?: string;
}

interface Suite {
  readonly name: string;
  readonly file?: string;
  readonly properties: readonly (readonly [string, string])[];
  readonly cases: readonly Case[];
}

/**
 * A report as JUnit XML: a suite for each policy with a case for each subject, and a suite `configuration` for the
 * diagnostics. What only warns passes and says so in its output: viewers show that without failing the build.
 * What is waived or known is skipped. Places stand in the text, since a case has no attribute for them; a suite names the
 * file of its policy.
 */
export function junitReport(report: Report): string {
  const known = new Set(report.policies.map((policy) => policy.id));
  const byRule = Map.groupBy(report.findings, (finding) => finding.rule);
  const builtIn = sortedBy(
    [...byRule.keys()].filter((rule) => !known.has(rule)),
    (rule) => rule,
  );
  return document(`tower ${report.name}${inEnvironment(report)}`, report.at, [
    ...report.policies.map((policy) => policySuite(policy, byRule.get(policy.id) ?? [])),
    ...builtIn.map((rule) => ({
      name: rule,
      properties: [],
      cases: numbered((byRule.get(rule) ?? []).map(findingCase)),
    })),
    configurationSuite(report.diagnostics, 'configuration is valid'),
  ]);
}

/** A validation as JUnit XML: a suite for each file that has diagnostics, a case for each; one passing case where there are none. */
export function junitValidation(validation: Validation): string {
  const byFile = Map.groupBy(validation.diagnostics, (diagnostic) => diagnostic.at.file);
  const looked = `${counted(validation.files, 'file')}, ${counted(validation.systems, 'system')}`;
  const suites = sortedBy(byFile, ([file]) => file).map(
    ([file, diagnostics]): Suite => ({
      name: file,
      file,
      properties: [],
      cases: numbered(diagnostics.map(diagnosticCase)),
    }),
  );
  return document(
    'tower validate',
    undefined,
    suites.length === 0 ? [configurationSuite([], `${looked}: no problems`)] : suites,
  );
}

function configurationSuite(diagnostics: readonly Diagnostic[], valid: string): Suite {
  return {
    name: 'configuration',
    properties: [],
    cases: diagnostics.length === 0 ? [{ name: valid }] : numbered(diagnostics.map(diagnosticCase)),
  };
}

function policySuite(policy: Policy, findings: readonly Finding[]): Suite {
  const passed = policy.passed.map((subject): Case => ({ name: subject }));
  return {
    name: policy.id,
    file: policy.at.file,
    properties: [
      ...(policy.title === null ? [] : [['title', policy.title] as const]),
      ['enforcement', policy.enforcement],
      ['scope', policy.scope],
      ['place', sayLocation(policy.at)],
    ],
    cases: numbered(sortedBy([...passed, ...findings.map(findingCase)], (one) => one.name)),
  };
}

function findingCase(finding: Finding): Case {
  const name = finding.subject;
  const body = [
    finding.message,
    `at ${sayLocation(finding.at)}`,
    ...finding.because
      .filter((reason) => !finding.message.includes(reason.message))
      .map((reason) => `because ${reason.message}`),
    ...(finding.help === null ? [] : [`help: ${finding.help}`]),
    ...(finding.docs === null ? [] : [`see ${finding.docs}`]),
  ];
  const standing = standingOf(finding);
  switch (standing) {
    case 'error':
      return {
        name,
        failure: { type: finding.rule, message: finding.message, body: joined(body) },
      };
    case 'warning':
      return { name, output: joined(['warning', ...body]) };
    case 'known':
      return { name, skipped: knownReason, output: joined(body) };
    case 'shadow':
      return { name, output: joined(['in shadow, does not count', ...body]) };
    case 'waived':
      return {
        name,
        ...(finding.waivedBy === null ? {} : { skipped: sayWaiver(finding.waivedBy) }),
        output: joined(body),
      };
  }
}

function diagnosticCase(diagnostic: Diagnostic): Case {
  const name = `${diagnostic.code} ${diagnostic.at.path}`;
  const body = [
    diagnostic.message,
    `at ${sayLocation(diagnostic.at)}`,
    ...(diagnostic.help === undefined ? [] : [`help: ${diagnostic.help}`]),
    ...diagnostic.related.map((one) => `${sayLocation(one.at)}: ${one.message}`),
  ];
  if (diagnostic.known === true) {
    return { name, skipped: knownReason, output: joined(body) };
  }
  return diagnostic.severity === 'error'
    ? {
        name,
        failure: { type: diagnostic.code, message: diagnostic.message, body: joined(body) },
      }
    : { name, output: joined([diagnostic.severity, ...body]) };
}

function joined(lines: readonly string[]): string {
  return lines.map(plain).join('\n');
}

/** Viewers take cases of one name for one case: the second and later ones are numbered. */
function numbered(cases: readonly Case[]): readonly Case[] {
  const seen = new Map<string, number>();
  return cases.map((one) => {
    const count = (seen.get(one.name) ?? 0) + 1;
    seen.set(one.name, count);
    return count === 1 ? one : { ...one, name: `${one.name} #${count}` };
  });
}

function document(name: string, at: string | undefined, suites: readonly Suite[]): string {
  const cases = suites.flatMap((suite) => suite.cases);
  return xmlDocument({
    name: 'testsuites',
    attributes: [['name', plain(name)], ...totals(cases), ['time', '0']],
    content: suites.map((suite) => suiteElement(suite, at)),
  });
}

function totals(cases: readonly Case[]): readonly (readonly [string, string])[] {
  const failures = cases.filter((one) => one.failure !== undefined).length;
  return [
    ['tests', String(cases.length)],
    ['failures', String(failures)],
    ['errors', '0'],
  ];
}

function suiteElement(suite: Suite, at: string | undefined): Element {
  const skipped = suite.cases.filter((one) => one.skipped !== undefined).length;
  const properties: Element = {
    name: 'properties',
    attributes: [],
    content: suite.properties.map(([name, value]) => ({
      name: 'property',
      attributes: [
        ['name', name],
        ['value', plain(value)],
      ],
      content: [],
    })),
  };
  return {
    name: 'testsuite',
    attributes: [
      ['name', plain(suite.name)],
      ...totals(suite.cases),
      ['skipped', String(skipped)],
      ['time', '0'],
      ...(at === undefined ? [] : [['timestamp', at] as const]),
      ...(suite.file === undefined ? [] : [['file', plain(suite.file)] as const]),
    ],
    content: [
      ...(suite.properties.length === 0 ? [] : [properties]),
      ...suite.cases.map((one) => caseElement(suite, one)),
    ],
  };
}

function caseElement(suite: Suite, one: Case): Element {
  const { failure, skipped, output } = one;
  return {
    name: 'testcase',
    attributes: [
      ['name', plain(one.name)],
      ['classname', plain(suite.name)],
      ['time', '0'],
    ],
    content: [
      ...(skipped === undefined
        ? []
        : [{ name: 'skipped', attributes: [['message', plain(skipped)] as const], content: [] }]),
      ...(failure === undefined
        ? []
        : [
            {
              name: 'failure',
              attributes: [
                ['message', plain(failure.message)],
                ['type', plain(failure.type)],
              ] as const,
              content: failure.body,
            },
          ]),
      ...(output === undefined ? [] : [{ name: 'system-out', attributes: [], content: output }]),
    ],
  };
}
