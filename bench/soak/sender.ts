import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { zendeskRequest } from '../intake/request.ts';

const CONNECTIONS = 64;
/** What a sender is told is longer; time is compressed here. Milliseconds. */
const AGAIN_AFTER = 200;

/** Sends numbered deliveries, and each again until it is answered 202, as vendors do. */
export class SoakSender {
  accepted = 0;
  again = 0;
  readonly #url: URL;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  #next = 0;

  constructor(url: string) {
    this.#url = new URL(url);
  }

  /** So many at once, as far as connections go; resolves when all are accepted. */
  async send(count: number): Promise<void> {
    let left = count;
    const one = async () => {
      while (left > 0) {
        left -= 1;
        const n = this.#next;
        this.#next += 1;
        await this.#until202(n);
      }
    };
    await Promise.all(Array.from({ length: Math.min(CONNECTIONS, count) }, one));
  }

  end(): void {
    this.#agent.destroy();
  }

  async #until202(n: number): Promise<void> {
    const { headers, body } = zendeskRequest(n);
    for (;;) {
      const status = await this.#post(headers, body);
      if (status === 202) {
        this.accepted += 1;
        return;
      }
      if (status !== 429 && status !== 503) throw new Error(`a delivery was answered ${status}`);
      this.again += 1;
      await pause(AGAIN_AFTER);
    }
  }

  #post(headers: Readonly<Record<string, string>>, body: string): Promise<number> {
    return new Promise((resolve, reject) => {
      const asked = request(this.#url, { method: 'POST', headers, agent: this.#agent }, (response) => {
        response.resume().once('end', () => resolve(response.statusCode ?? 0));
      });
      asked.once('error', reject);
      asked.end(body);
    });
  }
}
