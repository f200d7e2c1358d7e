import { digest } from '../model/digest.ts';
import type { Finding } from '../model/report.generated.ts';

/** What makes findings of several runs one: the rule and the subject. */
export function fingerprintOf(rule: string, subject: string): string {
  return digest(['finding', rule, subject], 16);
}

/** A finding about something that was written to make exceptions, a waiver or a silence: a warning at its place. */
export function exceptionFinding({
  rule,
  scope,
  subject,
  message,
  at,
  because,
  help,
}: Pick<Finding, 'rule' | 'scope' | 'subject' | 'message' | 'at' | 'because' | 'help'>): Finding {
  return {
    rule,
    title: null,
    enforcement: 'warn',
    severity: 'warning',
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
