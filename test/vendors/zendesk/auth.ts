import { zendeskIds } from './ids.ts';
import { Refusal } from './refusal.ts';
import type { Asked, Caller, Route } from './route.ts';

/** What opens the account: an OAuth client, and a token of the kind that ends on 30 April 2027. */
export const ZENDESK_LOGIN = {
  clientId: 'stepladder',
  clientSecret: 'secret-of-the-client',
  email: 'owner@desk.example',
  apiToken: 'token-of-the-owner',
} as const;

const API_TOKENS_END = Date.UTC(2027, 3, 30);
/** With the trap on, a token dies after so long, whatever it was promised. */
const EARLY_DEATH_MS = 300_000;
const CEILING = /^(?:read|write|(?:tickets|users|webhooks|triggers|organizations|guide):(?:read|write))$/;
const UNKNOWN_IS_TAKEN = /^[a-z_]+:(?:read|write)$/;

interface Token extends Caller {
  readonly issuedAt: number;
}

/** Tokens handed out, and who asks by them. */
export class Auth {
  readonly #tokens = new Map<string, Token>();

  /** `POST /oauth/tokens`. A scope it does not know is given as it was asked, and opens nothing. */
  issue({ body, account }: Asked): object {
    const { grant_type: grant, client_id: id, client_secret: secret, scope = 'read', expires_in: seconds } = body;
    if (grant !== 'client_credentials') throw new Refusal(400, 'unsupported_grant_type', 'Use client_credentials');
    if (id !== ZENDESK_LOGIN.clientId || secret !== ZENDESK_LOGIN.clientSecret) {
      throw new Refusal(401, 'invalid_client', 'Client authentication failed');
    }
    const scopes = String(scope).split(' ');
    if (scopes.some((one) => !CEILING.test(one) && !UNKNOWN_IS_TAKEN.test(one))) {
      throw new Refusal(400, 'invalid_scope', 'The requested scope exceeds what the client may ask for');
    }
    if (seconds !== undefined && !(Number(seconds) >= 300 && Number(seconds) <= 172_800)) {
      throw new Refusal(400, 'invalid_request', 'expires_in is 300 to 172800');
    }
    const issuedAt = account.clock();
    const expiresAt = seconds === undefined ? null : issuedAt + Number(seconds) * 1000;
    const token = `zd-access-${String(this.#tokens.size + 1).padStart(8, '0')}`;
    this.#tokens.set(token, { userId: zendeskIds.admin, scopes, issuedAt, expiresAt });
    const expiry = seconds === undefined ? {} : { expires_in: Number(seconds) };
    return { access_token: token, token_type: 'bearer', scope: scopes.join(' '), ...expiry };
  }

  /** Null: nobody said who they are. */
  caller(header: string | undefined, now: number, dieEarly: boolean): Caller | null {
    if (header === undefined) return null;
    const [kind = '', value = ''] = header.split(' ', 2);
    if (kind.toLowerCase() === 'bearer') return this.#bearer(value, now, dieEarly);
    const [name, ...rest] = Buffer.from(value, 'base64').toString().split(':');
    const isOwner = name === `${ZENDESK_LOGIN.email}/token` && rest.join(':') === ZENDESK_LOGIN.apiToken;
    if (!isOwner || now >= API_TOKENS_END) throw new Refusal(401, "Couldn't authenticate you", 'Wrong or ended token');
    return { userId: zendeskIds.admin, scopes: ['read', 'write'], expiresAt: API_TOKENS_END };
  }

  #bearer(value: string, now: number, dieEarly: boolean): Caller {
    const token = this.#tokens.get(value);
    const isDead = token?.expiresAt != null && now >= token.expiresAt;
    if (token === undefined || isDead || (dieEarly && now - token.issuedAt >= EARLY_DEATH_MS)) {
      throw new Refusal(401, 'invalid_token', 'The access token is expired, revoked or unknown');
    }
    return token;
  }
}

export function assertScope({ scopes }: Caller, { method, of }: Route): void {
  const right = method === 'GET' ? 'read' : 'write';
  if (!scopes.includes(right) && !scopes.includes(`${of}:${right}`)) {
    throw new Refusal(403, 'Forbidden', `The token lacks the scope ${of}:${right}`);
  }
}

/** Who asks: what a token tells of itself. */
export const tokenRecord = ({ caller }: Asked): object => ({
  token: { id: 1, user_id: caller?.userId, client_id: 1, scopes: caller?.scopes },
});
