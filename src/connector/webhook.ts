import { createHash } from 'node:crypto';
import type { Instant } from '../domain/interval.ts';

/** A webhook as it came over the wire. Names of headers in lower case. */
export interface WebhookRequest {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The bytes that were signed: nothing may have parsed or changed them. */
  readonly body: Buffer;
  /** The address it was sent from, of the last hop; absent: not known. */
  readonly from?: string | undefined;
}

/** Tells whether a request comes from who knows the secret. `secrets`: all that are good now, two while they are changed. */
export interface Verifier {
  /** secret: one that both sides know. proof: something else that only the sender can show. nothing: anybody is let in, which only a loopback address allows. */
  readonly asks: 'secret' | 'proof' | 'nothing';
  /** To be awaited before `check` of the same request, where that needs somebody else. Throws when they do not answer. */
  readonly prepare?: (request: WebhookRequest, now: Instant) => Promise<void>;
  /** Null: it does not. Else the sender's own id of this delivery, the same on every retry, if it gives one. Takes the same time whatever is wrong. */
  check(request: WebhookRequest, secrets: readonly string[], now: Instant): { readonly id: string | null } | null;
}

declare const isVerified: unique symbol;

/** What a known sender sent. Made by `verified` alone, so that nothing can be read or kept that was not checked before. */
export interface VerifiedWebhook {
  readonly [isVerified]: true;
  readonly body: Buffer;
  /** Unique within the source. */
  readonly key: string;
}

/** What is sent again without an id is taken for the same within so long; milliseconds. */
const SAME_WITHIN = 600_000;

/** Null: not from who it should be. */
export function verified(
  verifier: Verifier,
  request: WebhookRequest,
  secrets: readonly string[],
  now: Instant,
): VerifiedWebhook | null {
  const sender = verifier.check(request, secrets, now);
  if (sender === null) return null;
  const { body } = request;
  return { body, key: sender.id === null ? keyOf(body, now) : `id:${sender.id}` } as VerifiedWebhook;
}

/** The same words may be news a day later: a doorbell that says no more than which ticket has changed. */
function keyOf(body: Buffer, now: Instant): string {
  const digest = createHash('sha256').update(body).digest('base64url').slice(0, 22);
  return `body:${digest}:${Math.floor(now / SAME_WITHIN)}`;
}
