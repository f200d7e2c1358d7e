import type { Threshold } from '../model/model.ts';
import type { Failing } from '../model/words.ts';

/** The meanings of missing data that raise an alert. */
export type AlertedAbsence = 'alert' | Failing;

/** Whether data that are missing are an alert: where the threshold asks for one, and where they make the system worse. */
export function isAbsenceAlerted(absentAs: Threshold['absentAs']): absentAs is AlertedAbsence {
  return absentAs !== 'hold' && absentAs !== 'unknown' && absentAs !== 'resolve';
}
