import { systemNetwork } from '../../adapters/network.ts';
import type { Network } from '../../ports/network.ts';
import type { Outcome } from '../outcome.ts';
import type { Session } from '../session.ts';
import { wrongDuration } from '../times.ts';
import { type ClientOptions, tellWatch } from '../watch/listener-client.ts';
import { nameOf, nobody } from '../watch/who.ts';

export interface AckOptions extends ClientOptions {
  readonly by?: string;
  readonly for?: string;
}

/** Tells a running watch that somebody takes care of an incident, or of all of which a system is the root. */
export async function ack(
  session: Session,
  thing: string,
  options: AckOptions,
  network: Network = systemNetwork,
): Promise<Outcome> {
  const by = nameOf(session, options.by);
  if (by === undefined) {
    return nobody('tower ack THING --by NAME');
  }
  const duration = options.for;
  const wrong = wrongDuration(duration);
  if (wrong !== undefined) {
    return wrong;
  }
  const [, kind, id = ''] = /^(?:(incident|system)\/)?(.*)$/s.exec(thing) ?? [];
  const isIncident = kind === 'incident' || (kind === undefined && /^[0-9a-f]{16}$/.test(id));
  const target = isIncident ? { incident: id } : { system: id };
  const acknowledgement = { ...target, by, ...(duration === undefined ? {} : { for: duration }) };
  return await tellWatch(
    session,
    options,
    { acknowledgements: [acknowledgement] },
    {
      network,
      said: `${by} takes care of ${isIncident ? 'incident' : 'the incidents of'} ${id}${duration === undefined ? '' : ` for ${duration}`}`,
    },
  );
}
