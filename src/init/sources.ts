import { alertmanagerOf } from '../import/alertmanager/alertmanager.ts';
import { backstageOf } from '../import/backstage.ts';
import { composeOf } from '../import/compose.ts';
import { kubernetesOf } from '../import/kubernetes.ts';
import type { ReadImport } from '../import/reading.ts';
import type { Diagnostic, SourceFile } from '../model/diagnostic.ts';
import type { Imported } from '../model/imported.ts';

export type SourceKind = 'compose' | 'kubernetes' | 'backstage' | 'alertmanager';

/** Files that belong together, and what they are of. */
export interface Candidate {
  readonly kind: SourceKind;
  /** A file or a folder, as people see it. */
  readonly name: string;
  readonly files: readonly SourceFile[];
}

/** A candidate that was read. */
export interface Source extends Candidate {
  /** Undefined where there is an error, and for Alertmanager, which has no systems. */
  readonly imported: Imported | undefined;
  /** What it holds: services, workloads, components or receivers. */
  readonly count: number;
  readonly isUsable: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

const nouns: Readonly<Record<SourceKind, string>> = {
  compose: 'service',
  kubernetes: 'workload',
  backstage: 'component',
  alertmanager: 'receiver',
};

/** What a kind of source counts: `service`. */
export function nounOf(kind: SourceKind): string {
  return nouns[kind];
}

/** Reads a candidate. */
export function sourceOf(candidate: Candidate): Source {
  const { kind, files } = candidate;
  const [first = { path: candidate.name, text: '' }] = files;
  if (kind === 'alertmanager') {
    const { alerting, diagnostics } = alertmanagerOf(first, undefined);
    const count = alerting?.receiverCount ?? 0;
    return {
      ...candidate,
      imported: undefined,
      count,
      isUsable: alerting !== undefined,
      diagnostics,
    };
  }
  const { imported, diagnostics } = readImport(kind, files, first);
  const count = imported?.systems.length ?? 0;
  return { ...candidate, imported, count, isUsable: imported !== undefined, diagnostics };
}

function readImport(
  kind: Exclude<SourceKind, 'alertmanager'>,
  files: readonly SourceFile[],
  first: SourceFile,
): ReadImport {
  switch (kind) {
    case 'compose':
      return composeOf(first);
    case 'kubernetes':
      return kubernetesOf(files);
    case 'backstage':
      return backstageOf(files);
  }
}
