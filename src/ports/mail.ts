/** A mail of plain text. Ids have the form of RFC 5322, with angle brackets. */
export interface MailMessage {
  readonly from: string;
  /** What the mail says about who gets it. */
  readonly to: readonly string[];
  /** Who is to get it now. */
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
  readonly threadId: string;
  /** In milliseconds. */
  readonly at: number;
}

export type MailAnswer =
  | {
      readonly kind: 'sent';
      /** Recipients that the server does not take now, and those that it never will. */
      readonly later: readonly string[];
      readonly refused: readonly string[];
    }
  /** Nobody gets it. The reason is a phrase without any part of the address of the server. */
  | { readonly kind: 'failed'; readonly reason: string; readonly isFinal: boolean };

export interface Mail {
  /** `server` is an address such as smtp://user:password@host:587. Never rejects, and ends by itself after a while. */
  readonly send: (server: string, message: MailMessage, cancel: AbortSignal) => Promise<MailAnswer>;
}
