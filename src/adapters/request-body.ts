import type { IncomingMessage } from 'node:http';
import { gunzip, inflate, type ZlibOptions } from 'node:zlib';

/** The body of a request, or why there is none: it is too large, there is no room now, it cannot be unpacked, its sender is gone. */
export type Body =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'too-large' | 'no-room' | 'broken' | 'gone' };

/** Room that all requests share. */
export interface Room {
  readonly bytesMax: number;
  used: number;
}

/**
 * Reads a body of at most `bytesMax`. What is beyond is not kept; when it is twice as much, the connection ends, and with it a sender
 * that never stops. The room is given back by who asked.
 */
export function readBody(
  request: IncomingMessage,
  bytesMax: number,
  room: Room,
): Promise<{ readonly body: Body; readonly byteCount: number }> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let byteCount = 0;
    let kept = 0;
    let isAnswered = false;
    const answer = (body: Body): void => {
      if (!isAnswered) {
        isAnswered = true;
        resolve({ body, byteCount: kept });
      }
      chunks.length = 0;
    };
    request.on('data', (chunk: Buffer) => {
      byteCount += chunk.length;
      if (byteCount > 2 * bytesMax) {
        request.destroy();
      } else if (byteCount > bytesMax) {
        answer({ kind: 'too-large' });
      } else if (room.used + chunk.length > room.bytesMax) {
        answer({ kind: 'no-room' });
      } else if (!isAnswered) {
        room.used += chunk.length;
        kept += chunk.length;
        chunks.push(chunk);
      }
    });
    request.on('end', () => {
      const [first] = chunks;
      answer({
        kind: 'bytes',
        bytes: chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks),
      });
    });
    request.on('error', () => answer({ kind: 'gone' }));
    request.on('close', () => answer({ kind: 'gone' }));
  });
}

type Unpack = (
  bytes: Uint8Array,
  options: ZlibOptions,
  done: (error: Error | null, bytes: Buffer) => void,
) => void;

/** What undoes each `Content-Encoding` that is taken. */
const unpackers: ReadonlyMap<string, Unpack> = new Map<string, Unpack>([
  ['deflate', inflate],
  ['gzip', gunzip],
  ['x-gzip', gunzip],
]);

/** The encodings that are taken, as a header lists them. */
export const encodings = 'gzip, deflate';

export function isEncoding(name: string): boolean {
  return name === 'identity' || unpackers.has(name);
}

/** Undoes a `Content-Encoding`. Bytes that would become more than `bytesMax` are given up as soon as they do. */
export function unpacked(bytes: Uint8Array, encoding: string, bytesMax: number): Promise<Body> {
  const unpack = unpackers.get(encoding);
  if (unpack === undefined) {
    return Promise.resolve({ kind: 'bytes', bytes });
  }
  return new Promise((resolve) => {
    unpack(bytes, { maxOutputLength: bytesMax }, (error, inflated) => {
      const isTooLarge = error !== null && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
      resolve(
        error === null
          ? { kind: 'bytes', bytes: inflated }
          : { kind: isTooLarge ? 'too-large' : 'broken' },
      );
    });
  });
}
