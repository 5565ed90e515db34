import type { Answer, Caller } from './http.ts';
import type { Traps } from './traps.ts';

const HOUR = 3_600_000;
/** With `rateLimitedQuota` on: points an hour, few, so that tests get there. */
const POINTS = 500;
/** Of every endpoint's requests, one in so many is refused, or answered by a page. */
const ONE_IN = 3;

export interface Limits {
  /** An answer that takes the place of the endpoint's; null: it may answer. */
  before(endpoint: string, caller: Caller | null): Answer | null;
  /** Headers of an answer, its cost counted. */
  after(answer: Answer, caller: Caller | null): Readonly<Record<string, string>>;
}

const TOO_MANY = { errorMessages: ['Rate limit exceeded.'], errors: {} };
const MAINTENANCE = '<!DOCTYPE html><html><head><title>Atlassian</title></head><body>Back in a minute</body></html>';

export function makeLimits(traps: Traps, clock: () => number): Limits {
  const counts = new Map<string, number>();
  let hour = 0;
  let spent = 0;
  const resetAt = () => (Math.floor(clock() / HOUR) + 1) * HOUR;
  const turn = () => {
    if (hour === resetAt()) return;
    hour = resetAt();
    spent = 0;
  };
  const seconds = () => Math.ceil((resetAt() - clock()) / 1000);
  const refused = (reason: string, wait: number, until: number): Answer => ({
    status: 429,
    body: TOO_MANY,
    headers: {
      'retry-after': String(wait),
      'ratelimit-reason': reason,
      'x-ratelimit-limit': String(POINTS),
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': new Date(until).toISOString(),
    },
  });
  return {
    before: (endpoint, caller) => {
      const count = (counts.get(endpoint) ?? 0) + 1;
      counts.set(endpoint, count);
      const isTurn = count % ONE_IN === 0;
      if (traps.htmlErrorWith200 && isTurn) return { status: 200, body: MAINTENANCE };
      if (traps.rateLimitedNoRetryAfter && isTurn)
        return { status: 429, body: { code: 429, message: 'Rate limit exceeded' } };
      if (traps.rateLimitedBurst && isTurn) return refused('jira-burst-based', 1, clock() + 1000);
      turn();
      const isOut = traps.rateLimitedQuota && caller?.kind === 'oauth' && spent >= POINTS;
      return isOut ? refused('jira-quota-tenant-based', seconds(), resetAt()) : null;
    },
    after: ({ cost = 0 }, caller) => {
      // Plain tokens are exempt from the quota.
      if (!traps.rateLimitedQuota || caller?.kind !== 'oauth') return {};
      turn();
      spent += 1 + cost;
      const left = Math.max(0, POINTS - spent);
      const isNear = left < POINTS / 5;
      return {
        'x-ratelimit-limit': String(POINTS),
        'x-ratelimit-remaining': String(left),
        'x-ratelimit-nearlimit': String(isNear),
        'ratelimit-policy': `"global-app-quota";q=${POINTS};w=3600`,
        ratelimit: `"global-app-quota"${isNear ? `;r=${left}` : ''};t=${seconds()}`,
      };
    },
  };
}
