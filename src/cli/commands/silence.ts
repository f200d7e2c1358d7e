import { systemNetwork } from '../../adapters/network.ts';
import { parseDuration, parseInstant, sayInstant } from '../../model/time.ts';
import type { Network } from '../../ports/network.ts';
import { failed, type Outcome } from '../outcome.ts';
import type { Session } from '../session.ts';
import { wrongDuration } from '../times.ts';
import { type ClientOptions, tellWatch } from '../watch/listener-client.ts';
import { nameOf, nobody } from '../watch/who.ts';

export interface SilenceOptions extends ClientOptions {
  readonly system?: readonly string[];
  readonly threshold?: readonly string[];
  readonly for?: string;
  readonly until?: string;
  readonly reason?: string;
  readonly by?: string;
  readonly end?: boolean;
}

/** Tells a running watch not to tell of some alerts for a time, or to do so again. */
export async function silence(
  session: Session,
  id: string,
  options: SilenceOptions,
  network: Network = systemNetwork,
): Promise<Outcome> {
  const by = nameOf(session, options.by);
  if (by === undefined) {
    return nobody('tower silence ID … --by NAME');
  }
  if (options.end === true) {
    return await tellWatch(
      session,
      options,
      { silences: [{ id, by, end: true }] },
      {
        network,
        said: `${by} ends the silence ${id}`,
      },
    );
  }
  const { system: systems, threshold: thresholds, reason } = options;
  if (systems === undefined && thresholds === undefined) {
    return failed(3, 'a silence is of something', 'add `--system ID` or `--threshold ID`');
  }
  if (reason === undefined || reason.trim() === '') {
    return failed(3, 'a silence has a reason', 'add `--reason TEXT`');
  }
  const until = endOf(session, options);
  if (typeof until !== 'string') {
    return until;
  }
  const asked = {
    id,
    ...(systems === undefined ? {} : { systems }),
    ...(thresholds === undefined ? {} : { thresholds }),
    until,
    reason,
    by,
  };
  const meant = [...(systems ?? []), ...(thresholds ?? [])].join(', ');
  return await tellWatch(
    session,
    options,
    { silences: [asked] },
    {
      network,
      said: `${by} silences ${meant} until ${until}; \`tower silence ${id} --end\` ends that`,
    },
  );
}

/** The instant at which it ends, as it is written, or what is wrong with the flags that say so. */
function endOf(session: Session, options: SilenceOptions): string | Outcome {
  const { for: duration, until } = options;
  if ((duration === undefined) === (until === undefined)) {
    return failed(3, 'a silence ends', 'add either `--for DURATION` or `--until INSTANT`');
  }
  const wrong = wrongDuration(duration);
  if (wrong !== undefined) {
    return wrong;
  }
  const forMs = duration === undefined ? undefined : parseDuration(duration);
  const end = until === undefined ? session.world.clock.now() + (forMs ?? 0) : parseInstant(until);
  return end === undefined
    ? failed(3, `\`${until}\` is not an instant`, 'write it as 2026-11-21T14:52:15Z')
    : sayInstant(end);
}
