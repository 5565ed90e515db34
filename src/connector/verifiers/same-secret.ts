import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

export const hmacOf = (algorithm: 'sha256' | 'sha512', key: string | Buffer, ...parts: (string | Buffer)[]): Buffer => {
  const hmac = createHmac(algorithm, key);
  for (const part of parts) hmac.update(part);
  return hmac.digest();
};

/** In the same time wherever they differ. */
export const sameBytes = (a: Buffer, b: Buffer): boolean =>
  a.length > 0 && a.length === b.length && timingSafeEqual(a, b);

/** The same for texts of any length, which must not be told either. */
export const sameText = (a: string, b: string): boolean =>
  a !== '' && b !== '' && timingSafeEqual(sha256(a), sha256(b));

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
