/** When a watch last showed that it lives. */
export interface HeartbeatPace {
  lastAt: number | undefined;
  isFailing: boolean;
}

/** At most so often a sign of life is given. */
const heartbeatMs = 30_000;

export function newHeartbeatPace(): HeartbeatPace {
  return { lastAt: undefined, isFailing: false };
}

/**
 * Whether a turn that went well is to be shown to somebody now, which is then noted. A clock that was set back does not
 * silence it.
 */
export function isHeartbeatDue(pace: HeartbeatPace, now: number): boolean {
  const { lastAt } = pace;
  if (lastAt !== undefined && now >= lastAt && now - lastAt < heartbeatMs) {
    return false;
  }
  pace.lastAt = now;
  return true;
}

/** What came of it: what there is to say, once for each change. `failure` is a phrase. */
export function heartbeatNews(
  pace: HeartbeatPace,
  failure: string | undefined,
):
  | { readonly kind: 'source-failing'; readonly source: string; readonly reason: string }
  | { readonly kind: 'source-mended'; readonly source: string }
  | undefined {
  const wasFailing = pace.isFailing;
  pace.isFailing = failure !== undefined;
  if (failure !== undefined && !wasFailing) {
    return { kind: 'source-failing', source: 'heartbeat', reason: failure };
  }
  return failure === undefined && wasFailing
    ? { kind: 'source-mended', source: 'heartbeat' }
    : undefined;
}
