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

/** The headers that show who asks. Tokens live in memory only. */
export class Credentials {
  readonly #credential: Credential;
  readonly #fetchToken: (by: TokenCredential) => Promise<unknown>;
  #token: Promise<{ readonly value: string; readonly endsAt: number }> | null = null;

  /** `fetchToken` gives the body of the answer. */
  constructor(credential: Credential, fetchToken: (by: TokenCredential) => Promise<unknown>) {
    this.#credential = credential;
    this.#fetchToken = fetchToken;
  }

  async headers(): Promise<Readonly<Record<string, string>>> {
    if (this.#credential.kind === 'headers') return this.#credential.headers;
    const known = await this.#token?.catch(() => null);
    if (!known || known.endsAt <= performance.now()) this.#token = this.#fetch(this.#credential);
    const { value } = await (this.#token ?? this.#fetch(this.#credential));
    return { Authorization: `Bearer ${value}` };
  }

  /** What was shown is no longer taken. False: nothing newer can be fetched. */
  renew(shown: Readonly<Record<string, string>>): boolean {
    if (this.#credential.kind === 'headers') return false;
    const token = this.#token;
    void token?.then(
      ({ value }) => {
        if (this.#token === token && shown['Authorization'] === `Bearer ${value}`) this.#token = null;
      },
      () => {},
    );
    return true;
  }

  async #fetch(by: TokenCredential) {
    const answer = tokenAnswer.safeParse(await this.#fetchToken(by));
    if (!answer.success) {
      throw new SourceTrouble(
        'refused',
        'It gave no token for these credentials. Check the client, and what it may do.',
      );
    }
    const { access_token: value, expires_in: seconds } = answer.data;
    const ms = Math.max(seconds * 1_000 - MARGIN_MS, (seconds * 1_000) / 2);
    return { value, endsAt: performance.now() + ms };
  }
}
