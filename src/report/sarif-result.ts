import type { Severity } from '../model/diagnostic.ts';
import type { Location } from '../model/location.ts';
import type { Diagnostic, Finding, Waived } from '../model/report.generated.ts';
import { diagnosticFingerprint } from './fingerprint.ts';
import { knownReason } from './standing.ts';

export type Level = 'error' | 'warning' | 'note';

export const levelOf: Readonly<Record<Severity, Level>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/** A text of SARIF. */
export interface Message {
  readonly text: string;
}

interface SarifLocation {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
    readonly region: {
      readonly startLine: number;
      readonly startColumn: number;
      readonly endLine: number;
      readonly endColumn: number;
    };
  };
  readonly logicalLocations?: readonly { readonly fullyQualifiedName: string }[];
  readonly message?: Message;
}

export interface Result {
  readonly ruleId: string;
  readonly level: Level;
  readonly message: Message;
  readonly locations: readonly SarifLocation[];
  readonly relatedLocations?: readonly SarifLocation[];
  readonly partialFingerprints: { readonly 'tower/v1': string };
  /** Of all results or of none, so always there. */
  readonly suppressions: readonly {
    readonly kind: 'external';
    readonly status: 'accepted';
    readonly justification: string;
  }[];
  /** Of all results, or of none where there is no baseline. */
  readonly baselineState?: 'new' | 'unchanged';
  readonly properties?: Readonly<Record<string, string>>;
}

type Suppressions = Result['suppressions'];

const suppressed = (justification: string): Suppressions => [
  { kind: 'external', status: 'accepted', justification },
];

export function findingResult(finding: Finding): Result {
  const related = [
    ...finding.because.flatMap(({ at, message }) => (at === undefined ? [] : [{ at, message }])),
    ...(finding.policyAt === null
      ? []
      : [{ at: finding.policyAt, message: `policy \`${finding.rule}\`` }]),
    ...(finding.waivedBy === null
      ? []
      : [{ at: finding.waivedBy.at, message: `waiver \`${finding.waivedBy.waiver}\`` }]),
  ];
  return {
    ruleId: finding.rule,
    level: levelOf[finding.severity],
    message: messageOf(finding.message, finding.help),
    locations: [locationOf(finding.at)],
    ...relatedOf(related),
    partialFingerprints: { 'tower/v1': finding.fingerprint },
    suppressions: [
      ...(finding.waivedBy === null ? [] : suppressed(justify(finding.waivedBy))),
      ...suppressionsOf(finding),
    ],
    properties: {
      subject: finding.subject,
      scope: finding.scope,
      enforcement: finding.enforcement,
    },
  };
}

export function diagnosticResult(diagnostic: Diagnostic): Result {
  return {
    ruleId: diagnostic.code,
    level: levelOf[diagnostic.severity],
    message: messageOf(diagnostic.message, diagnostic.help ?? null),
    locations: [locationOf(diagnostic.at)],
    ...relatedOf(diagnostic.related),
    partialFingerprints: { 'tower/v1': diagnosticFingerprint(diagnostic) },
    suppressions: suppressionsOf(diagnostic),
  };
}

function suppressionsOf({ known }: Finding | Diagnostic): Suppressions {
  return known === true ? suppressed(knownReason) : [];
}

function justify(waived: Waived): string {
  const ticket = waived.ticket === null ? '' : `, ${waived.ticket}`;
  return `${waived.reason} (approved by ${waived.approvedBy} until ${waived.expires}${ticket})`;
}

function messageOf(message: string, help: string | null): Message {
  return { text: literal(help === null ? message : `${message}; ${help}`) };
}

/** In a SARIF message `[text](place)` is a link. */
function literal(text: string): string {
  return text.replace(/\[(?=[^\]]*\]\()/g, '\\[');
}

function relatedOf(
  related: readonly { readonly at: Location; readonly message: string }[],
): Pick<Result, 'relatedLocations'> {
  return related.length === 0
    ? {}
    : {
        relatedLocations: related.map(({ at, message }) => ({
          ...locationOf(at),
          message: { text: literal(message) },
        })),
      };
}

function locationOf(at: Location): SarifLocation {
  return {
    physicalLocation: {
      artifactLocation: artifactOf(at.file),
      region: {
        startLine: at.line,
        startColumn: at.column,
        endLine: at.endLine,
        endColumn: at.endColumn,
      },
    },
    ...(at.path === '' ? {} : { logicalLocations: [{ fullyQualifiedName: at.path }] }),
  };
}

/** A file of the project relative to its root; one given by an absolute path stands for itself. */
function artifactOf(file: string): { readonly uri: string; readonly uriBaseId?: string } {
  const uri = file
    .split('/')
    .map((segment) => encodeURIComponent(segment.toWellFormed()))
    .join('/');
  return file.startsWith('/') ? { uri: `file://${uri}` } : { uri, uriBaseId: '%SRCROOT%' };
}
