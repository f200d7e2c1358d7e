import { type ClientRequest, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { Attempt } from '../ports.ts';
import { networkReason } from './network-reasons.ts';

/** A request to another machine. */
export interface Outgoing {
  readonly method: 'GET' | 'POST';
  /** http or https. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** Opens a request, whose body is for the caller to send. Where it goes is not followed elsewhere. */
export function beginRequest(outgoing: Outgoing): Attempt<ClientRequest> {
  const { method, url, headers, body, signal } = outgoing;
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
  const options = { method, headers: { 'user-agent': 'tower', ...headers, ...length }, signal };
  try {
    const address = new URL(url);
    const request = address.protocol === 'http:' ? requestPlain : requestSecure;
    return { value: request(address, options) };
  } catch (error) {
    return { failure: networkReason(error) };
  }
}
