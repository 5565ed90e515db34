import type { Answer, ClientRules, Credential } from '../../../src/connector/client.ts';
import type { ReadingFrom, SignIn } from '../../../src/connector/remote.ts';
import { SourceTrouble } from '../../../src/connector/source-trouble.ts';
import type { Instant } from '../../../src/domain/interval.ts';

/** An instance has no limit of its own before somebody sets one; this leaves it room for people. */
const PER_MINUTE = 600;
/** More at a time would take the places of those who work in it. */
const AT_ONCE = 4;
const TIMEOUT_MS = 120_000;

/** Throws SourceTrouble for a way to sign in that an instance does not have. */
export function clientRules({ url, signIn, perMinute }: ReadingFrom, now: () => Instant): ClientRules {
  return {
    addresses: { main: url },
    buckets: { main: { most: perMinute ?? PER_MINUTE, perMs: 60_000, atOnce: AT_ONCE } },
    credential: credentialFor(signIn),
    rest(answer) {
      const ms = answer.status === 429 || answer.status === 503 ? restAfter(answer, now()) : null;
      return ms === null ? null : { bucket: 'main', ms };
    },
    timeoutMs: TIMEOUT_MS,
  };
}

function credentialFor(signIn: SignIn): (secret: string) => Credential {
  switch (signIn.kind) {
    case 'client-credentials':
      return (secret) => ({
        kind: 'token',
        path: '/oauth_token.do',
        form: true,
        body: {
          grant_type: 'client_credentials',
          client_id: signIn.clientId,
          client_secret: secret,
          ...(signIn.scope !== null && { scope: signIn.scope }),
        },
      });
    case 'basic':
      return (secret) => shown('Authorization', `Basic ${Buffer.from(`${signIn.user}:${secret}`).toString('base64')}`);
    case 'api-key':
      return (secret) => shown('x-sn-apikey', secret);
    case 'bearer':
      return (secret) => shown('Authorization', `Bearer ${secret}`);
    default:
      throw new SourceTrouble(
        'refused',
        `ServiceNow has no sign-in called ${signIn.kind}. Write client-credentials, basic, api-key or bearer.`,
      );
  }
}

const shown = (name: string, value: string): Credential => ({ kind: 'headers', headers: { [name]: value } });

/** A rule's own word is `Retry-After`, or the end of its hour; where no place was free it says nothing. Milliseconds. */
function restAfter({ headers }: Answer, now: Instant): number | null {
  const after = headers['retry-after'];
  if (after !== undefined && after.trim() !== '') {
    const ms = /^\d+$/.test(after.trim()) ? Number(after) * 1000 : Date.parse(after) - now;
    if (Number.isFinite(ms)) return Math.max(0, ms);
  }
  const reset = Number(headers['x-ratelimit-reset'] ?? Number.NaN);
  return Number.isFinite(reset) ? Math.max(0, reset * 1000 - now) : null;
}
