import { createHash } from 'node:crypto';

/**
 * By which accounts of one person are found in several systems, without keeping their address. Null: it is none.
 * Only for addresses that the source has verified: anybody can write down somebody else's.
 */
export function mailDigest(address: string | null | undefined): string | null {
  const plain = address?.trim().toLowerCase() ?? '';
  if (!/^[^\s@]+@[^\s@]+$/.test(plain)) return null;
  return createHash('sha256').update(`stepladder ${plain}`).digest('base64url').slice(0, 22);
}
