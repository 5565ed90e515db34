import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '../../src/simulator/random.ts';
import { SOURCE, type Webhook } from './stream.ts';

const KEY = Buffer.alloc(32, 7);
export const SECRET = `whsec_${KEY.toString('base64')}`;
const IN_FLIGHT = 12;
/** What a lane waits before it tries again, and while it may send no more; milliseconds. */
const AGAIN_AFTER = 20;
const GIVE_UP_MS = 45_000;
/** Share that is sent twice at once, as by a vendor that did not wait for the answer. */
const TWICE_AT_ONCE = 0.05;

/** A time in which the store is down: from after it went to before it comes back. */
export interface Outage {
  refused: number;
  readonly wrong: string[];
}

/** Sends a stream of signed webhooks, several at once, and each again until it is answered with 202. */
export class Sender {
  /** The ids of all that were answered with 202. */
  readonly accepted = new Set<string>();
  /** Answers that no sender should get. */
  readonly unexpected: string[] = [];
  readonly #urls: () => readonly string[];
  readonly #random;
  readonly #waiting: Webhook[];
  inFlight = 0;
  resends = 0;
  /** How many may be accepted by now. */
  allowed = 0;
  outage: Outage | null = null;
  #ended = false;

  /** `urls`: of the processes that may be up just now. */
  constructor(webhooks: readonly Webhook[], urls: () => readonly string[], seed: number) {
    this.#waiting = [...webhooks];
    this.#urls = urls;
    this.#random = seededRandom(seed, 2);
  }

  /** Resolves when all were accepted, or it was ended. */
  async send(): Promise<void> {
    await Promise.all(Array.from({ length: IN_FLIGHT }, () => this.#lane()));
  }

  end(): void {
    this.#ended = true;
  }

  async #lane(): Promise<void> {
    while (!this.#ended) {
      if (this.accepted.size + this.inFlight >= this.allowed) await pause(AGAIN_AFTER);
      else {
        const next = this.#waiting.pop();
        if (next === undefined) return;
        const times = this.#random.chance(TWICE_AT_ONCE) ? 2 : 1;
        await Promise.all(Array.from({ length: times }, () => this.#untilAccepted(next)));
      }
    }
  }

  async #untilAccepted(webhook: Webhook): Promise<void> {
    for (let tries = 0; !this.#ended; ) {
      const url = this.#random.pickAny(this.#urls());
      if (tries > 0 || url === undefined) await pause(AGAIN_AFTER);
      if (url === undefined) continue;
      if (tries > 0) this.resends += 1;
      tries += 1;
      const { outage } = this;
      const answer = await this.#post(url, webhook);
      this.#judge(answer, outage === this.outage ? outage : null);
      if (answer?.status !== 202) continue;
      this.accepted.add(webhook.id);
      return;
    }
  }

  /** Null: there was no answer. */
  async #post(url: string, { id, body }: Webhook): Promise<Response | null> {
    const time = String(Math.floor(Date.now() / 1000));
    const signature = createHmac('sha256', KEY).update(`${id}.${time}.${body}`).digest('base64');
    const headers = { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': `v1,${signature}` };
    this.inFlight += 1;
    try {
      const signal = AbortSignal.timeout(GIVE_UP_MS);
      const answer = await fetch(`${url}/webhooks/${SOURCE}`, { method: 'POST', headers, body, signal });
      await answer.arrayBuffer();
      return answer;
    } catch (error) {
      if (error instanceof Error && error.name === 'TimeoutError')
        this.unexpected.push(`no answer in ${GIVE_UP_MS} ms`);
      return null;
    } finally {
      this.inFlight -= 1;
    }
  }

  #judge(answer: Response | null, outage: Outage | null): void {
    if (answer === null) {
      outage?.wrong.push('no answer');
      return;
    }
    const { status, headers } = answer;
    if (status === 503 && headers.has('retry-after')) {
      if (outage !== null) outage.refused += 1;
    } else if (status !== 202) this.unexpected.push(`${status}, Retry-After ${headers.get('retry-after')}`);
    if (status === 202) outage?.wrong.push('202');
  }
}
