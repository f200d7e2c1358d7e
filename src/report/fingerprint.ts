import { digest } from '../model/digest.ts';
import type { Diagnostic } from '../model/report.generated.ts';

const digits = 16;

/** Identity of a diagnostic, of its code and its path in the document: it outlives moved lines. */
export function diagnosticFingerprint(diagnostic: Diagnostic): string {
  return digest([diagnostic.code, diagnostic.at.path], digits);
}

/** The fingerprints in their order; equal ones are told apart by how many came before. */
export function distinctFingerprints(fingerprints: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return fingerprints.map((fingerprint) => {
    const before = seen.get(fingerprint) ?? 0;
    seen.set(fingerprint, before + 1);
    return before === 0 ? fingerprint : digest([fingerprint, String(before)], digits);
  });
}
