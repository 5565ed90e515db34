import type { Answer, Ask, Bucket, ClientRules, Credential } from '../../../src/connector/client.ts';
import type { ReadingFrom, SignIn } from '../../../src/connector/remote.ts';
import type { Instant } from '../../../src/domain/interval.ts';
import { InvalidSettings } from '../../../src/settings/read-yaml.ts';

const MINUTE = 60_000;
/** 60 % of what the plans that most desks have allow (400 a minute): others ask the account too. */
const USUAL_PER_MINUTE = 240;
/** Whoever may ask so often has the High Volume add-on, with which exports may be asked 30 times a minute, else 10. */
const HIGH_VOLUME_PER_MINUTE = 1_500;
const TOKEN_SECONDS = 3_600;
/** Below this share of what is left, the rest of the minute is left to others. */
const NEARLY_USED_UP = 0.02;

/** Throws InvalidSettings for a way of signing in that Zendesk does not have. */
export function zendeskRules(from: ReadingFrom, now: () => Instant): ClientRules {
  return {
    addresses: { main: from.url },
    buckets: bucketsOf(from.perMinute ?? USUAL_PER_MINUTE),
    credential: credentialBy(from.source, from.signIn),
    rest: (answer, ask) => restAfter(answer, ask, now()),
  };
}

/** `exports`: tickets by cursor; `timed-exports`: exports by time; `lists`: lists of all tickets. Each counts for itself. */
function bucketsOf(perMinute: number): Readonly<Record<string, Bucket>> {
  const exports = { most: perMinute >= HIGH_VOLUME_PER_MINUTE ? 24 : 8, perMs: MINUTE, atOnce: 1 };
  // In small portions, so that what is live never waits for long.
  const main =
    perMinute >= 60 ? { most: Math.floor(perMinute / 6), perMs: MINUTE / 6 } : { most: perMinute, perMs: MINUTE };
  return {
    main: { ...main, atOnce: 6 },
    exports,
    'timed-exports': exports,
    lists: { most: 30, perMs: MINUTE, atOnce: 1 },
  };
}

function credentialBy(source: string, signIn: SignIn): (secret: string) => Credential {
  switch (signIn.kind) {
    case 'client-credentials':
      return (secret) => ({ kind: 'token', path: '/oauth/tokens', form: false, body: tokenRequest(signIn, secret) });
    case 'api-token': {
      const user = signIn.user.replace(/\/token$/, '');
      return (secret) => inHeader(`Basic ${Buffer.from(`${user}/token:${secret}`).toString('base64')}`);
    }
    case 'bearer':
      return (secret) => inHeader(`Bearer ${secret}`);
    default: {
      const message = `Zendesk has no sign-in "${signIn.kind}". Write client-credentials, bearer, or api-token (ends on 30 April 2027).`;
      throw new InvalidSettings([{ file: source, line: 1, column: 1, message }]);
    }
  }
}

const tokenRequest = ({ clientId, scope }: Extract<SignIn, { kind: 'client-credentials' }>, secret: string) => ({
  grant_type: 'client_credentials',
  client_id: clientId,
  client_secret: secret,
  scope: scope ?? 'read webhooks:write',
  expires_in: TOKEN_SECONDS,
});

const inHeader = (value: string): Credential => ({ kind: 'headers', headers: { Authorization: value } });

/** Which bucket rests, and how long (connectors.md 1.3). Null: nothing is said, or there is enough left. */
export function restAfter(answer: Answer, ask: Ask, now: Instant): { bucket: string; ms: number } | null {
  const { status, headers } = answer;
  const own = ask.bucket ?? 'main';
  const endpoint = endpointBudget(headers);
  const isOwn = own !== 'main' && endpoint?.remaining === 0;
  if (status === 429 || status === 503) {
    const ms = retryAfter(headers, now) ?? (isOwn ? (endpoint?.resetMs ?? null) : resetOf(headers));
    const isAccount = status === 503 || headers['x-rate-limit-remaining'] === '0' || own === 'main';
    return ms === null ? null : { bucket: isOwn || !isAccount ? own : 'main', ms };
  }
  if (isOwn && endpoint !== null) return { bucket: own, ms: endpoint.resetMs };
  const [total, left] = [Number(headers['x-rate-limit']), Number(headers['x-rate-limit-remaining'])];
  const reset = resetOf(headers);
  return reset !== null && total > 0 && left <= total * NEARLY_USED_UP ? { bucket: 'main', ms: reset } : null;
}

/** `Zendesk-RateLimit-NAME: total=10; remaining=9; resets=2` */
function endpointBudget(headers: Answer['headers']): { remaining: number; resetMs: number } | null {
  const [, said = ''] = Object.entries(headers).find(([name]) => name.startsWith('zendesk-ratelimit-')) ?? [];
  const [remaining, resets] = [/remaining=(\d+)/.exec(said)?.[1], /resets=(\d+)/.exec(said)?.[1]];
  if (remaining === undefined || resets === undefined) return null;
  return { remaining: Number(remaining), resetMs: withinMinute(Number(resets)) };
}

function resetOf(headers: Answer['headers']): number | null {
  const seconds = headers['ratelimit-reset'];
  return seconds !== undefined && /^\d+$/.test(seconds) ? withinMinute(Number(seconds)) : null;
}

/** Quotas are of a minute: a larger number is no count of seconds. */
const withinMinute = (seconds: number): number => Math.min(seconds * 1000, MINUTE);

/** Seconds, or a date. */
function retryAfter(headers: Answer['headers'], now: Instant): number | null {
  const said = headers['retry-after'] ?? '';
  if (/^\d+(?:\.\d+)?$/.test(said)) return Math.ceil(Number(said) * 1000);
  const at = Date.parse(said);
  return Number.isFinite(at) ? Math.max(0, at - now) : null;
}
