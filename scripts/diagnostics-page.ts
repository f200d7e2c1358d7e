import type { CatalogueRow } from '../src/model/catalogue/row.ts';
import { catalogue } from '../src/model/catalogue.ts';
import { compareText } from '../src/model/order.ts';

/** Families of codes in the order in which loading goes, with what they are about. */
const families: ReadonlyMap<string, string> = new Map([
  ['file', 'Files'],
  ['config', 'Settings of the project'],
  ['overlay', 'Environments'],
  ['yaml', 'YAML'],
  ['schema', 'Keys and values'],
  ['topology', 'Systems, groups and resources'],
  ['layer', 'Layers'],
  ['catalog', 'The catalog'],
  ['type', 'Types of systems'],
  ['signal', 'Signals'],
  ['threshold', 'Thresholds'],
  ['rule', 'Conditions'],
  ['policy', 'Policies'],
  ['match', 'Selections'],
  ['maintenance', 'Maintenance'],
  ['waiver', 'Waivers'],
  ['channel', 'Channels'],
  ['executor', 'Executors'],
  ['escalation', 'Escalations'],
  ['route', 'Routes'],
  ['silence', 'Silences'],
  ['scenario', 'Scenarios'],
  ['import', 'Imports'],
  ['plugin', 'Plugins'],
  ['batch', 'Batches of signals'],
  ['state', 'State'],
  ['baseline', 'Baselines'],
]);

/** The reference of all diagnostics as Markdown. Fails where a family has no heading. */
export function diagnosticsPage(): string {
  const rows: readonly (readonly [string, CatalogueRow])[] = Object.entries(catalogue);
  const familyOf = (code: string): string => code.split('/')[0] ?? '';
  const unknown = rows.find(([code]) => !families.has(familyOf(code)));
  if (unknown !== undefined) {
    throw new Error(`the family of ${unknown[0]} has no heading`);
  }
  const sections = [...families].map(([family, heading]) => {
    const own = rows
      .filter(([code]) => familyOf(code) === family)
      .sort(([a], [b]) => compareText(a, b));
    return [`## ${heading}`, ...own.map(([code, row]) => section(code, row))].join('\n\n');
  });
  return `${[introduction, ...sections].join('\n\n')}\n`;
}

const introduction = `# Diagnostics

<!-- Generated from src/model/catalogue by \`npm run generate\`. -->

What Tower can say of a configuration, a batch or a state, by code. Errors keep it from being used, warnings do not. \`tower explain CODE\` shows the same in the
terminal. An example of several files has lines such as \`-- tower.yaml --\` between them.`;

function section(
  code: string,
  { severity, title, explanation, example, fixed }: CatalogueRow,
): string {
  return [
    `### ${code}`,
    `**${severity}**: ${title}`,
    explanation,
    fenced(example),
    ...(fixed === undefined ? [] : ['Mended:', fenced(fixed)]),
  ].join('\n\n');
}

function fenced(example: string): string {
  const language = /^-- \w+\.json --/.test(example) ? 'text' : 'yaml';
  return `\`\`\`${language}\n${visible(example)}\`\`\``;
}

/** Control characters as the signs that stand for them, such as ␇. */
function visible(text: string): string {
  return [...text]
    .map((sign) => {
      const code = sign.charCodeAt(0);
      return code < 0x20 && sign !== '\n' && sign !== '\t'
        ? String.fromCharCode(0x2400 + code)
        : sign;
    })
    .join('');
}
