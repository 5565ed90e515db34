import { createHmac } from 'node:crypto';

/** What opens one person's own page, made from the desk's token: a new one of the desk makes all of these anew. */
export const ownToken = (deskToken: string, agent: string): string =>
  createHmac('sha256', deskToken).update(`own ${agent}`).digest('base64url');

const OWN = /^\/api\/v1\/own\/([^/]+)(?:\/decisions)?$/;

/** Whose own address it is; null: it is none. */
export function ownerOf(path: string): string | null {
  const encoded = OWN.exec(path)?.[1];
  if (encoded === undefined) return null;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return null;
  }
}

/** The page itself, which shows nothing before it is told the token: that part of the address never leaves the browser. */
const PAGE = /^\/(?:own\/[^/]+|assets\/[^/]+|favicon\.svg)$/;
export const isOwnPage = ({ method, path }: { readonly method: string; readonly path: string }): boolean =>
  (method === 'GET' || method === 'HEAD') && PAGE.test(path);
