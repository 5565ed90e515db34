import { sysId } from './names.ts';
import { API_USER } from './people.ts';
import { type Ask, failure, type Reply } from './reply.ts';
import type { Traps } from './traps.ts';

/** With these a client gets in: OAuth client credentials, Basic, or an API key as `x-sn-apikey`. */
export const CREDENTIALS = {
  clientId: sysId('oauth client'),
  clientSecret: 'a secret of the stand-in',
  user: API_USER.login,
  password: 'a password of the stand-in',
  apiKey: 'now_key-of-the-stand-in',
} as const;

const TOKEN_S = 1800;
const DENIED: Reply = { status: 401, body: { error_description: 'access_denied', error: 'server_error' } };
const NOBODY = failure(401, 'User Not Authenticated', 'Required to provide Auth information', {
  'www-authenticate': 'BASIC realm="Service-now"',
});

/** Who may come in, and how often. */
export class Access {
  readonly #traps: Traps;
  readonly #clock: () => number;
  /** Until when, by token. */
  readonly #tokens = new Map<string, number>();
  #served = 0;
  #refusedUntil = 0;

  constructor(traps: Traps, clock: () => number) {
    this.#traps = traps;
    this.#clock = clock;
  }

  /** `POST /oauth_token.do`: grants client_credentials and password. */
  token(ask: Ask): Reply {
    const form = new URLSearchParams(ask.body);
    const [id, secret] = form.has('client_id')
      ? [form.get('client_id'), form.get('client_secret')]
      : (basicOf(ask) ?? []);
    const isClient = id === CREDENTIALS.clientId && secret === CREDENTIALS.clientSecret;
    const isUser = form.get('username') === CREDENTIALS.user && form.get('password') === CREDENTIALS.password;
    const grant = form.get('grant_type');
    if (!isClient || (grant !== 'client_credentials' && !(grant === 'password' && isUser))) return DENIED;
    const access_token = sysId('token', this.#tokens.size, this.#clock());
    this.#tokens.set(access_token, this.#clock() + TOKEN_S * 1000);
    return { status: 200, body: { access_token, scope: 'useraccount', token_type: 'Bearer', expires_in: TOKEN_S } };
  }

  /** Null: come in. */
  refusal(ask: Ask): Reply | null {
    return this.#isKnown(ask) ? this.#limit() : NOBODY;
  }

  #isKnown(ask: Ask): boolean {
    if (ask.headers['x-sn-apikey'] === CREDENTIALS.apiKey) return true;
    const [scheme, token = ''] = (ask.headers['authorization'] ?? '').split(' ');
    if (scheme?.toLowerCase() === 'bearer') {
      const until = this.#tokens.get(token);
      return until !== undefined && (!this.#traps.tokenExpires || this.#clock() < until);
    }
    const [user, password] = basicOf(ask) ?? [];
    return user === CREDENTIALS.user && password === CREDENTIALS.password;
  }

  /** After 20 requests none are served for 30 s; a request in between does not make it longer. */
  #limit(): Reply | null {
    const { rateLimited429, rateLimitedNoRetryAfter } = this.#traps;
    if (!rateLimited429 && !rateLimitedNoRetryAfter) return null;
    const now = this.#clock();
    if (now >= this.#refusedUntil && this.#served++ < SERVED) return null;
    if (now >= this.#refusedUntil) {
      this.#refusedUntil = now + REFUSED_MS;
      this.#served = 0;
    }
    const wait = Math.ceil((this.#refusedUntil - now) / 1000);
    const rule = { 'x-ratelimit-limit': String(SERVED), 'x-ratelimit-rule': sysId('rate limit rule') };
    const reset = { 'x-ratelimit-reset': String(Math.ceil(this.#refusedUntil / 1000)) };
    // Refused for want of a free semaphore: the platform says neither how long nor by what rule.
    const headers = rateLimitedNoRetryAfter ? {} : { ...rule, ...reset, 'retry-after': String(wait) };
    return failure(429, 'Rate limit exceeded', 'Rejected by rate limit rule', headers);
  }
}

const SERVED = 20;
const REFUSED_MS = 30_000;

function basicOf(ask: Ask): [string, string] | null {
  const [scheme, coded = ''] = (ask.headers['authorization'] ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'basic') return null;
  const [user = '', ...password] = Buffer.from(coded, 'base64').toString().split(':');
  return [user, password.join(':')];
}
