import type { Answer, Ask } from '../../../src/connector/client.ts';
import type { Instant } from '../../../src/domain/interval.ts';

const HOUR = 3_600_000;
/** With less than this part of an hour's points left, what is left is for others. */
const NEARLY_NONE = 0.02;

type Headers = Answer['headers'];

/** How long the quota that was asked from rests, by what Jira says of it. Null: it goes on, or whoever asks backs off. */
export function restAfter({ status, headers }: Answer, { bucket = 'main' }: Ask, now: Instant) {
  const ms = status === 429 || status === 503 ? askedFor(headers, now) : spent(headers);
  return ms !== null && ms > 0 ? { bucket, ms } : null;
}

/** `Retry-After`, in seconds or as a date; else when the quota is filled again. Points are, with each hour of UTC. */
function askedFor(headers: Headers, now: Instant): number | null {
  const after = headers['retry-after'];
  const reset = headers['x-ratelimit-reset'];
  if (after !== undefined) return /^\d+$/.test(after) ? Number(after) * 1_000 : until(after, now);
  if (reset !== undefined) return until(reset, now);
  return headers['ratelimit-reason']?.includes('quota') ? HOUR - (now % HOUR) : null;
}

function until(date: string, now: Instant): number | null {
  const at = Date.parse(date);
  return Number.isFinite(at) ? at - now : null;
}

/** Before the refusal comes: Cloud counts points (`"…";r=11;t=600`), Data Center tokens (`Retry-After` of a good answer). */
function spent(headers: Headers): number | null {
  const left = numberIn(headers['ratelimit'], 'r');
  const seconds = numberIn(headers['ratelimit'], 't');
  const all = numberIn(headers['ratelimit-policy'], 'q');
  if (left !== null && seconds !== null && left <= (all ?? 0) * NEARLY_NONE) return seconds * 1_000;
  const after = headers['x-ratelimit-interval-seconds'] === undefined ? undefined : headers['retry-after'];
  return after !== undefined && /^\d+$/.test(after) ? Number(after) * 1_000 : null;
}

function numberIn(header: string | undefined, name: string): number | null {
  const found = new RegExp(`;\\s*${name}=(\\d+)`).exec(header ?? '')?.[1];
  return found === undefined ? null : Number(found);
}
