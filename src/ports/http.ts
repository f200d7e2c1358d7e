/** A request that is to be posted. */
export interface HttpRequest {
  /** http or https; with a secret in it where the receiver knows its senders by the address. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type HttpAnswer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** The header of that name, as it came. */
      readonly retryAfter: string | undefined;
      /** The beginning of the body, as text. */
      readonly body: string;
    }
  /** There was no answer. The reason is a phrase without any part of the address. */
  | { readonly kind: 'failed'; readonly reason: string };

export interface Http {
  /** Never rejects, and ends by itself after a while. Redirects are not followed. */
  readonly post: (request: HttpRequest, cancel: AbortSignal) => Promise<HttpAnswer>;
}
