import { digest } from '../model/digest.ts';
import type { Finding } from '../model/report.generated.ts';
import { severityByEnforcement } from '../model/words.ts';

/** What makes findings of several runs one: the rule and the subject. */
export function fingerprintOf(rule: string, subject: string): string {
  return digest(['finding', rule, subject], 16);
}

/** What is said of a finding of a built-in rule; the rest follows. */
type Said = Pick<
  Finding,
  'rule' | 'title' | 'enforcement' | 'scope' | 'subject' | 'message' | 'at' | 'because' | 'help'
>;

/** A finding of a built-in rule: no policy says it, and no waiver is held against it yet. */
export function builtInFinding(said: Said): Finding {
  const { rule, title, enforcement, scope, subject, message, at, because, help } = said;
  return {
    rule,
    title,
    enforcement,
    severity: severityByEnforcement[enforcement],
    scope,
    subject,
    message,
    at,
    policyAt: null,
    because,
    help,
    docs: null,
    waivedBy: null,
    fingerprint: fingerprintOf(rule, subject),
  };
}

/** A finding about something that was written to make exceptions, a waiver or a silence: a warning at its place. */
export function exceptionFinding(said: Omit<Said, 'title' | 'enforcement'>): Finding {
  return builtInFinding({ ...said, title: null, enforcement: 'warn' });
}
