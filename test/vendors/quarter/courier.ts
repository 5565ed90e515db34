import { type Random, seededRandom } from '../../../src/simulator/random.ts';
import type { OutgoingWebhook } from '../desk/stand-in.ts';

/** Less than the tolerance of signatures, so that what comes late comes in. */
const MOST_DELAY_MS = 4 * 60_000;

export interface CourierCounts {
  made: number;
  lost: number;
  doubled: number;
  brought: number;
  /** There was nobody at home. */
  dropped: number;
}

/** Brings webhooks as the world does: some never, some twice, none in the order they were sent. */
export class Courier {
  readonly counts: CourierCounts = { made: 0, lost: 0, doubled: 0, brought: 0, dropped: 0 };
  readonly #random: Random;
  readonly #lost: number;
  readonly #doubled: number;
  #onTheWay: { readonly at: number; readonly webhook: OutgoingWebhook }[] = [];

  constructor(seed: number, { lost, doubled }: { readonly lost: number; readonly doubled: number }) {
    this.#random = seededRandom(seed, 9);
    this.#lost = lost;
    this.#doubled = doubled;
  }

  take(webhooks: readonly OutgoingWebhook[]): void {
    for (const webhook of webhooks) {
      this.counts.made++;
      if (this.#random.chance(this.#lost)) {
        this.counts.lost++;
        continue;
      }
      this.#send(webhook);
      if (!this.#random.chance(this.#doubled)) continue;
      this.counts.doubled++;
      this.#send(webhook);
    }
  }

  #send(webhook: OutgoingWebhook): void {
    this.#onTheWay.push({ at: webhook.at + this.#random.between(0, MOST_DELAY_MS), webhook });
  }

  /** Those that arrive by now, as they arrive. */
  arrivedBy(now: number): readonly { readonly at: number; readonly webhook: OutgoingWebhook }[] {
    const arrived = this.#onTheWay.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
    this.#onTheWay = this.#onTheWay.filter(({ at }) => at > now);
    return arrived;
  }
}
