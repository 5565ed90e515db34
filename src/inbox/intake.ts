import type { Logger } from 'pino';
import { type VerifiedWebhook, type Verifier, verified, type WebhookRequest } from '../connector/webhook.ts';
import type { Instant } from '../domain/interval.ts';
import type { NewDelivery } from '../store/delivery.ts';
import type { Store } from '../store/store.ts';
import { GroupCommit, type GroupLimits, InboxFull } from './group-commit.ts';

/** A source that may send, and the secrets that are good now. */
export interface Sender {
  readonly id: string;
  readonly verifier: Verifier;
  readonly secrets: readonly string[];
  readonly limitBytes: number;
}

/**
 * What became of a webhook. kept: it is on disk, now or since an earlier try. unknown: not from who it should be.
 * malformed: no text that can be kept. full: too much waits. failed: the store could not keep it; the sender is to try again.
 */
export type Taken = 'kept' | 'unknown' | 'malformed' | 'full' | 'failed';

/** The way in for webhooks: known, kept, and only then said to be. What they say is read later. */
export class Intake {
  readonly #senders: ReadonlyMap<string, Sender>;
  readonly #group: GroupCommit<NewDelivery>;
  readonly #log: Logger;

  constructor(
    senders: readonly Sender[],
    store: Pick<Store, 'addDeliveries'>,
    { log, onKept, limits }: { readonly log: Logger; readonly onKept: () => void; readonly limits?: GroupLimits },
  ) {
    this.#senders = new Map(senders.map((sender) => [sender.id, sender]));
    this.#log = log;
    this.#group = new GroupCommit(async (deliveries) => {
      await store.addDeliveries(deliveries);
      onKept();
    }, limits);
  }

  senderOf(id: string): Sender | null {
    return this.#senders.get(id) ?? null;
  }

  async take({ id, verifier, secrets }: Sender, request: WebhookRequest, now: Instant): Promise<Taken> {
    try {
      await verifier.prepare?.(request, now);
    } catch (error) {
      this.#log.error(
        { err: error, source: id },
        'who sent a webhook could not be found out; it was told to try again',
      );
      return 'failed';
    }
    const webhook = verified(verifier, request, secrets, now);
    if (webhook === null) return 'unknown';
    const delivery = deliveryOf(id, webhook, now);
    if (delivery === null) return 'malformed';
    try {
      await this.#group.add(delivery, webhook.body.length);
      return 'kept';
    } catch (error) {
      if (error instanceof InboxFull) return 'full';
      this.#log.error({ err: error, source: id }, 'a webhook could not be kept; its sender was told to try again');
      return 'failed';
    }
  }

  /** Resolves when all that was taken is kept. */
  idle(): Promise<void> {
    return this.#group.idle();
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Null: not the text of anything that could be read later, and not every store can hold it. */
function deliveryOf(source: string, { body, key }: VerifiedWebhook, receivedAt: Instant): NewDelivery | null {
  if (body.includes(0)) return null;
  try {
    const text = utf8.decode(body);
    return { source, key, about: 'ticket', receivedAt, origin: 'webhook', position: 0, columns: null, body: text };
  } catch {
    return null;
  }
}
