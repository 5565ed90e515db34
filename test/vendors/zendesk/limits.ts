import { Refusal } from './refusal.ts';
import type { Traps } from './traps.ts';

const MINUTE = 60_000;

/** Requests a minute, of the account and of the buckets that some endpoints have of their own. */
export interface Limits {
  readonly account: number;
  readonly bucket: number;
}

export const ENTERPRISE: Limits = { account: 700, bucket: 10 };

/** Counts by the minute of the desk's clock. It refuses only while a trap says so; its headers always tell. */
export class Buckets {
  readonly #limits: Limits;
  readonly #counts = new Map<string, { minute: number; asked: number }>();

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Headers for the answer; throws what is refused. */
  count(now: number, bucket: string | undefined, traps: Traps): Record<string, string> {
    const resets = Math.ceil((MINUTE - (now % MINUTE)) / 1000);
    const isLimited = traps.rateLimited429 || traps.rateLimitedNoRetryAfter;
    const total = this.#limits.account;
    const used = this.#add('', now);
    const headers: Record<string, string> = {
      'X-Rate-Limit': String(total),
      'X-Rate-Limit-Remaining': String(Math.max(0, total - used)),
      'ratelimit-limit': String(total),
      'ratelimit-remaining': String(Math.max(0, total - used)),
      ...(traps.rateLimitedNoRetryAfter ? {} : { 'ratelimit-reset': String(resets) }),
    };
    const wait = traps.rateLimitedNoRetryAfter ? {} : { 'Retry-After': String(resets) };
    if (isLimited && used > total) throw tooMany({ ...headers, ...wait });
    if (bucket === undefined) return headers;
    const [room, taken] = [this.#limits.bucket, this.#add(bucket, now)];
    headers[`Zendesk-RateLimit-${bucket}`] = `total=${room}; remaining=${Math.max(0, room - taken)}; resets=${resets}`;
    if (traps.exportBucketSmall && taken > room) throw tooMany({ ...headers, 'Retry-After': String(resets) });
    return headers;
  }

  #add(name: string, now: number): number {
    const minute = Math.floor(now / MINUTE);
    const known = this.#counts.get(name);
    const count = known?.minute === minute ? known : { minute, asked: 0 };
    count.asked++;
    this.#counts.set(name, count);
    return count.asked;
  }
}

const tooMany = (headers: Record<string, string>): Refusal =>
  new Refusal(429, 'APIRateLimitExceeded', 'Number of allowed API requests per minute exceeded', headers);
