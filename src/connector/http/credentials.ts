import { z } from 'zod';
import type { Credential } from '../client.ts';
import { SourceTrouble } from '../source-trouble.ts';

/** A token is taken for ended this long before its end: a request with it is still on its way then. */
const MARGIN_MS = 60_000;

const tokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().catch(1_800),
});

type TokenCredential = Extract<Credential, { kind: 'token' }>;

/** A token that was asked for; `endsAt` and `value` null until it has come. */
interface Token {
  readonly promise: Promise<string>;
  value: string | null;
  endsAt: number | null;
}

/** The headers that show who asks. Tokens live in memory only. */
export class Credentials {
  readonly #credential: Credential;
  readonly #fetchToken: (by: TokenCredential) => Promise<unknown>;
  #token: Token | null = null;

  /** `fetchToken` gives the body of the answer. */
  constructor(credential: Credential, fetchToken: (by: TokenCredential) => Promise<unknown>) {
    this.#credential = credential;
    this.#fetchToken = fetchToken;
  }

  async headers(): Promise<Readonly<Record<string, string>>> {
    if (this.#credential.kind === 'headers') return this.#credential.headers;
    const known = this.#token;
    const isGood = known !== null && (known.endsAt === null || known.endsAt > performance.now());
    const token = isGood ? known : this.#fetch(this.#credential);
    return { Authorization: `Bearer ${await token.promise}` };
  }

  /** What was shown is no longer taken. False: nothing newer can be fetched. */
  renew(shown: Readonly<Record<string, string>>): boolean {
    if (this.#credential.kind === 'headers') return false;
    const value = this.#token?.value;
    if (value != null && shown['Authorization'] === `Bearer ${value}`) this.#token = null;
    return true;
  }

  /** All that ask while one is on its way wait for it. */
  #fetch(by: TokenCredential): Token {
    const promise = this.#fetchToken(by).then((answer) => {
      const read = tokenAnswer.safeParse(answer);
      if (!read.success) throw new SourceTrouble('refused', NO_TOKEN);
      const { access_token: value, expires_in: seconds } = read.data;
      token.value = value;
      token.endsAt = performance.now() + Math.max(seconds * 1_000 - MARGIN_MS, (seconds * 1_000) / 2);
      return value;
    });
    const token: Token = { promise, value: null, endsAt: null };
    this.#token = token;
    promise.catch(() => {
      if (this.#token === token) this.#token = null;
    });
    return token;
  }
}

const NO_TOKEN = 'It gave no token for these credentials. Check the client, and what it may do.';
