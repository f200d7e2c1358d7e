import type { Network } from '../ports/network.ts';

const deadlineMs = 10_000;
const answerBytes = 65_536;

/**
 * Requests an address that somebody watches who is told when requests stay away. The address is a secret: the failure, a
 * phrase, does not name it.
 */
export async function beat(network: Network, url: string): Promise<string | undefined> {
  const { value, failure } = await network.ask({
    method: 'GET',
    url,
    withinMs: deadlineMs,
    bytesMax: answerBytes,
  });
  if (value === undefined) {
    return failure;
  }
  return value.status >= 200 && value.status < 300
    ? undefined
    : `it answers with status ${value.status}`;
}
