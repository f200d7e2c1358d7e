import type { ReadImport } from '../../src/import/reading.ts';

/** An import in few words. */
export interface Short {
  readonly systems: readonly string[];
  readonly calls: readonly string[];
  readonly told: readonly string[];
}

export function shortOf({ imported, diagnostics }: ReadImport): Short {
  return {
    systems: (imported?.systems ?? []).map((system) =>
      [
        system.name,
        system.type.word,
        ...(system.type.because === undefined ? [] : [`(${system.type.because})`]),
        ...system.versions,
        ...(system.replicas === undefined ? [] : [`x${system.replicas}`]),
        ...[...system.labels].map(([key, value]) => `${key}=${value}`),
        ...(system.criticality === undefined ? [] : [said(system.criticality)]),
        ...(system.owner === undefined ? [] : [`of ${said(system.owner)}`]),
        ...system.configHashes.map((hash) => `#${hash}`),
        ...(system.probe === undefined ? [] : [system.probe]),
        ...system.remarks.map((text) => `| ${text}`),
        ...(system.showsCalls ? [] : ['…']),
      ].join(' '),
    ),
    calls: (imported?.calls ?? []).map(
      ({ from, to, kind }) => `${from} -> ${to} ${kind.word} (${kind.because})`,
    ),
    told: diagnostics.map(
      ({ code, at, message }) => `${code} ${at.file}:${at.line}:${at.column} ${message}`,
    ),
  };
}

function said({
  word,
  because,
  isSaid,
}: {
  word: string;
  because: string | undefined;
  isSaid?: boolean;
}): string {
  return isSaid === true ? word : `${word}? (${because})`;
}
