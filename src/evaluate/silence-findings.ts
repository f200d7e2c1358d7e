import type { Model, Silence } from '../model/model.ts';
import type { Finding } from '../model/report.generated.ts';
import { dayMs, sayInstant } from '../model/time.ts';
import { exceptionFinding } from './finding.ts';

/** A finding for each silence that ended on an earlier day, in UTC, in the order of the model: it silences nothing any more. */
export function silenceFindings(
  { silences }: Pick<Model, 'silences'>,
  now: number,
): readonly Finding[] {
  const today = Math.floor(now / dayMs) * dayMs;
  return silences.filter(({ endsAt }) => endsAt <= today).map(findingOf);
}

function findingOf({ id, endsAt, at }: Silence): Finding {
  const until = sayInstant(endsAt);
  return exceptionFinding({
    rule: 'silence/expired',
    scope: 'silence',
    subject: id,
    message: `silence \`${id}\` is over: it silences nothing any more`,
    at,
    because: [{ code: 'expired', message: `it ended at ${until}`, at, values: { until } }],
    help: 'remove the silence, or give it another end',
  });
}
