import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import type { Verifier, WebhookRequest } from '../webhook.ts';
import { oneHeader } from './one-header.ts';

export interface JwtSpec {
  /** Where the sender's public keys are: an address with https. */
  readonly jwks: string;
  readonly issuer: string;
  readonly audience: string;
  readonly algorithms: readonly ('RS256' | 'ES256')[];
  readonly idHeader: string | null;
}

const TOLERANCE_S = 60;
const TIMEOUT_MS = 5_000;

/**
 * A token that the sender has signed for us, shown as a bearer. It says who sends, and nothing of the body: so let it
 * travel by TLS only. Keys are fetched when one is not known, at most every 30 seconds. Source: RFC 7519, connectors.md 4.
 */
export function bearerJwt({ jwks, issuer, audience, algorithms, idHeader }: JwtSpec): Verifier {
  const keys = createRemoteJWKSet(new URL(jwks), { timeoutDuration: TIMEOUT_MS });
  const proven = new WeakMap<WebhookRequest, string | null>();
  return {
    asks: 'proof',
    async prepare(request, now) {
      const token = /^bearer +(\S+)$/i.exec(oneHeader(request, 'authorization') ?? '')?.[1];
      if (token === undefined) return;
      const wanted = { issuer, audience, algorithms: [...algorithms], clockTolerance: TOLERANCE_S };
      try {
        const { payload } = await jwtVerify(token, keys, {
          ...wanted,
          requiredClaims: ['exp'],
          currentDate: new Date(now),
        });
        proven.set(request, payload.jti ?? null);
      } catch (error) {
        if (isOfTheToken(error)) return;
        throw new Error(`The keys at ${jwks} could not be fetched: is the address right, and reachable?`, {
          cause: error,
        });
      }
    },
    check(request) {
      const jti = proven.get(request);
      if (jti === undefined) return null;
      return { id: idHeader === null ? jti : oneHeader(request, idHeader) };
    },
  };
}

/** What is wrong is the token, and not the way to the keys. */
function isOfTheToken(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return false;
  return error instanceof errors.JOSEError && error.code !== 'ERR_JOSE_GENERIC';
}
