import type { Severity } from '../model/diagnostic.ts';
import type { Location } from '../model/location.ts';
import type { Diagnostic, Finding, Report } from '../model/report.generated.ts';
import type { Validation } from './context.ts';
import { counted } from './look.ts';
import {
  diagnosticStanding,
  inEnvironment,
  knownReason,
  parted,
  reportTally,
  type Standing,
  sayDiagnostics,
  sayTally,
  standingOf,
} from './standing.ts';
import { plain } from './text.ts';

type Command = 'error' | 'warning' | 'notice';

const commandOfStanding: Readonly<Record<Standing, Command>> = {
  error: 'error',
  warning: 'warning',
  known: 'notice',
  waived: 'notice',
  shadow: 'notice',
};

const commandOfDiagnostic: Readonly<Record<Severity | 'known', Command>> = {
  error: 'error',
  warning: 'warning',
  known: 'notice',
  info: 'notice',
};

/** Workflow commands that annotate the files of a pull request: one for each finding and diagnostic, and a summary line. */
export function githubReport(report: Report): string {
  const reason = report.exitReason === '' ? '' : `: ${plain(report.exitReason)}`;
  const counts = sayTally(reportTally(report));
  const verdict = `${report.exitCode === 0 ? 'passed' : 'failed'}${reason}`;
  return lines([
    ...freshFirst(report.findings).map(findingCommand),
    ...freshFirst(report.diagnostics).map(diagnosticCommand),
    `tower ${plain(report.name + inEnvironment(report))} ${verdict}${counts === '' ? '' : ` (${counts})`}`,
  ]);
}

export function githubValidation(validation: Validation): string {
  const looked = `${counted(validation.files, 'file')}, ${counted(validation.systems, 'system')}`;
  const found = sayDiagnostics(validation.diagnostics);
  return lines([
    ...freshFirst(validation.diagnostics).map(diagnosticCommand),
    `tower ${looked}: ${found === '' ? 'no problems' : found}`,
  ]);
}

/** GitHub shows only the first of a kind: what is known comes last. */
function freshFirst<T extends { readonly known?: true }>(items: readonly T[]): readonly T[] {
  const { fresh, known } = parted(items);
  return [...fresh, ...known];
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}

function findingCommand(finding: Finding): string {
  const standing = standingOf(finding);
  const note = {
    error: '',
    warning: '',
    known: `${knownReason}: `,
    shadow: 'in shadow: ',
    waived:
      finding.waivedBy === null
        ? ''
        : `waived until ${finding.waivedBy.expires} (${finding.waivedBy.reason}): `,
  }[standing];
  return command({
    name: commandOfStanding[standing],
    title: finding.rule,
    at: finding.at,
    message: note + withHelp(finding.message, finding.help ?? undefined),
  });
}

function diagnosticCommand(diagnostic: Diagnostic): string {
  const standing = diagnosticStanding(diagnostic);
  return command({
    name: commandOfDiagnostic[standing],
    title: diagnostic.code,
    at: diagnostic.at,
    message:
      (standing === 'known' ? `${knownReason}: ` : '') +
      withHelp(diagnostic.message, diagnostic.help),
  });
}

function withHelp(message: string, help: string | undefined): string {
  return help === undefined ? message : `${message}\n${help}`;
}

interface Annotation {
  readonly name: Command;
  readonly title: string;
  readonly at: Location;
  readonly message: string;
}

/** Columns are refused where the place ends on another line. */
function command({ name, title, at, message }: Annotation): string {
  const properties = [
    ['title', title],
    ['file', at.file],
    ['line', String(at.line)],
    ['endLine', String(at.endLine)],
    ...(at.endLine === at.line
      ? [
          ['col', String(at.column)],
          ['endColumn', String(at.endColumn)],
        ]
      : []),
  ]
    .map(([key, value]) => `${key}=${escapedProperty(plain(value ?? ''))}`)
    .join(',');
  const shown = message.split(/\r\n|\r|\n/).map(plain);
  return `::${name} ${properties}::${escaped(shown.join('\n'))}`;
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
