import { beat } from '../../adapters/heartbeat.ts';
import { systemNetwork } from '../../adapters/network.ts';
import type { WatchEvent } from '../../model/watch-event.ts';
import { heartbeatNews, isHeartbeatDue, newHeartbeatPace } from '../../runtime/heartbeat-pace.ts';
import type { Input } from '../../runtime/input.ts';

/** Requests an address after steps, so that somebody notices when there are none. Nothing waits for that. */
export function lifeSign(url: string, give: (input: Input) => void): (event: WatchEvent) => void {
  const pace = newHeartbeatPace();
  return (event) => {
    if (event.type !== 'stepped' || !isHeartbeatDue(pace, event.at)) {
      return;
    }
    beat(systemNetwork, url).then(
      (failure) => {
        const news = heartbeatNews(pace, failure);
        if (news !== undefined) {
          give(news);
        }
      },
      (error: unknown) =>
        give({ kind: 'source-failing', source: 'heartbeat', reason: String(error) }),
    );
  };
}
