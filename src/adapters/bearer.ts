import { createHash, timingSafeEqual } from 'node:crypto';

/** Tells whether the header `Authorization` holds a token. How long that takes says nothing about the token. */
export function bearerCheck(token: string): (authorization: string | undefined) => boolean {
  const expected = digest(token);
  return (authorization = '') => {
    const given = /^bearer +(\S+) *$/i.exec(authorization)?.[1] ?? '';
    return timingSafeEqual(digest(given), expected) && given !== '';
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
