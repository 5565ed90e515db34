import { createHash, timingSafeEqual } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Request, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { isOwnPage, ownerOf, ownToken } from './own-token.ts';
import { HttpProblem } from './problem.ts';

export interface Tokens {
  readonly all: string;
  /**
   * For panels in the tickets of other systems, which their users' browsers can ask by: it opens what a panel shows of a
   * ticket, and no figure about a person. Null: there is none.
   */
  readonly panel: string | null;
}

const PANEL_ADDRESSES = /^\/api\/v1\/(?:rules|tickets\/[^/]+(?:\/clocks)?)$/;
const isForPanel = ({ method, path }: Request): boolean => method === 'GET' && PANEL_ADDRESSES.test(path);

const WAIT_MS = 500;
const MOST_WAITING = 20;

/**
 * Lets in whoever shows the token: as a bearer, or as the password of HTTP Basic under any user name, which browsers and
 * Prometheus can send too. A wrong one is answered late, and too many of them at a time not at all. The right one
 * always passes: otherwise anybody could lock a desk out, and the token's length alone makes guessing hopeless.
 */
export function tokenAsked({ all, panel }: Tokens, log: Logger): RequestHandler {
  const wanted = sha256(all);
  const ofPanel = panel === null ? null : sha256(panel);
  let waiting = 0;
  return async (request, response, next) => {
    if (isOwnPage(request)) {
      next();
      return;
    }
    const shown = tokenIn(request.headers.authorization);
    const given = shown === null ? null : sha256(shown);
    if (given !== null && timingSafeEqual(given, wanted)) {
      next();
      return;
    }
    if (given !== null && ofPanel !== null && timingSafeEqual(given, ofPanel)) {
      if (!isForPanel(request))
        throw new HttpProblem(403, 'The token of the panels opens tickets and their clocks only.');
      next();
      return;
    }
    const owner = ownerOf(request.path);
    if (given !== null && owner !== null && timingSafeEqual(given, sha256(ownToken(all, owner)))) {
      next();
      return;
    }
    // A browser that is asked for a password would hide what the page has to say.
    if (owner === null || shown === null) response.set('WWW-Authenticate', 'Basic realm="Stepladder"');
    if (shown === null) {
      throw new HttpProblem(401, 'Send the token: "Authorization: Bearer TOKEN", or as password under any user name.');
    }
    log.warn({ from: request.socket.remoteAddress }, 'a wrong token was shown');
    if (waiting >= MOST_WAITING) {
      response.set('Retry-After', '1');
      throw new HttpProblem(429, 'Too many wrong tokens are being shown. Check yours, then try again in a second.');
    }
    waiting += 1;
    await wait(WAIT_MS);
    waiting -= 1;
    if (owner !== null)
      throw new HttpProblem(
        403,
        'This address opens only by the link made for this very person. Ask your lead for yours.',
      );
    throw new HttpProblem(401, 'This is not the token. Ask whoever runs the service for it.');
  };
}

/** Null: none was shown. */
function tokenIn(header: string | undefined): string | null {
  const [, scheme = '', credentials = ''] = /^(\w+) +(\S+)$/.exec(header ?? '') ?? [];
  if (scheme.toLowerCase() === 'bearer') return credentials;
  if (scheme.toLowerCase() !== 'basic') return null;
  const userAndPassword = Buffer.from(credentials, 'base64').toString('utf8');
  const colon = userAndPassword.indexOf(':');
  return colon < 0 ? null : userAndPassword.slice(colon + 1);
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
