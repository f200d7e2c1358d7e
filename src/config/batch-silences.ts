import type { Batch } from '../model/batch.generated.ts';
import { limits } from '../model/limits.ts';
import { dayMs, parseInstant } from '../model/time.ts';
import type { Path } from './places.ts';

/** What is wrong with a silence of a batch, and where. */
export interface BadSilence {
  readonly path: Path;
  readonly message: string;
  readonly help: string;
}

type Written = NonNullable<Batch['silences']>[number];

/** The silences of a batch that cannot be: each ends, within a time that is not too long, and says what it is about and why. */
export function badSilences({ at, silences = [] }: Batch): readonly BadSilence[] {
  return silences.flatMap((silence, index) => {
    const wrong = wrongWith(silence, at);
    return wrong === undefined
      ? []
      : [{ path: ['silences', index, ...wrong.keys], message: wrong.message, help: wrong.help }];
  });
}

interface Wrong {
  readonly keys: Path;
  readonly message: string;
  readonly help: string;
}

const example =
  'write `{ "id": "disks", "systems": ["db"], "until": "2026-11-21T16:00:00Z", "reason": "…", "by": "ada" }`';

function wrongWith(silence: Written, at: string): Wrong | undefined {
  const { id, systems, thresholds, from = at, until, reason, end } = silence;
  if (end === true) {
    return undefined;
  }
  const missing = [
    ...(until === undefined ? ['`until`'] : []),
    ...(reason === undefined ? ['`reason`'] : []),
    ...(systems === undefined && thresholds === undefined ? ['`systems` or `thresholds`'] : []),
  ];
  if (missing.length > 0 || until === undefined) {
    return {
      keys: [],
      message: `silence \`${id}\` needs ${missing.join(' and ')}`,
      help: `${example}, or \`"end": true\` with its id to end one`,
    };
  }
  const [begins, ends] = [parseInstant(from) ?? 0, parseInstant(until) ?? 0];
  if (ends <= begins) {
    return {
      keys: ['until'],
      message: `silence \`${id}\` ends at ${until}, not after it begins`,
      help: 'swap the two; without `from` it begins with the batch',
    };
  }
  return ends - begins > limits.silenceDays * dayMs
    ? {
        keys: ['until'],
        message: `silence \`${id}\` is longer than ${limits.silenceDays} days`,
        help: 'let it end sooner, and ask again; what lasts belongs into the configuration, under `silences`',
      }
    : undefined;
}
