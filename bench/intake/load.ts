import { setTimeout as pause } from 'node:timers/promises';
import autocannon from 'autocannon';
import type { SignedRequest } from './request.ts';

/** Where to, and what. `requestOf` makes another request for each number. */
export interface Target {
  readonly url: string;
  readonly requestOf: (n: number) => SignedRequest;
}

export interface Load {
  readonly perSecond: number;
  /** Milliseconds that 99 of 100 answers took at most. */
  readonly p99: number;
  /** Requests answered otherwise than with 2xx, or not at all. */
  readonly refused: number;
}

/** As many as have news at once. */
const CONNECTIONS = 256;
/** autocannon lets each connection send all it may in a second at once. So many parts, begun one after the other, spread them. */
const PARTS = 32;

/** Numbers requests over all runs, so that each is another, and tells which were answered with 2xx. */
export class Sender {
  readonly answered: string[] = [];
  readonly #target: Target;
  #sent = 0;

  constructor(target: Target) {
    this.#target = target;
  }

  /** As fast as it answers. */
  async flood(seconds: number): Promise<Load> {
    const times: number[] = [];
    const startedAt = performance.now();
    const refused = await this.#run({ connections: CONNECTIONS, duration: seconds }, times);
    return { perSecond: (times.length / (performance.now() - startedAt)) * 1000, p99: percentile99(times), refused };
  }

  /** So many a second, evenly. */
  async pace(perSecond: number, seconds: number): Promise<Load> {
    const times: number[] = [];
    const overallRate = Math.max(1, Math.round(perSecond / PARTS));
    // Every second begins with leave to send; ending half a second earlier, as many were sent as were asked for.
    const part = { connections: CONNECTIONS / PARTS, overallRate, duration: seconds - 0.5 };
    const refused = await Promise.all(
      Array.from({ length: PARTS }, async (_, i) => {
        await pause((i * 1000) / PARTS);
        return this.#run(part, times);
      }),
    );
    const all = refused.reduce((sum, one) => sum + one, 0);
    return { perSecond: times.length / seconds, p99: percentile99(times), refused: all };
  }

  /** Adds the milliseconds each answer took; returns how many were refused. */
  #run(options: Omit<autocannon.Options, 'url'>, times: number[]): Promise<number> {
    const { url, requestOf } = this.#target;
    const request: autocannon.Request = {
      method: 'POST',
      setupRequest: (blank, context) => {
        const { id, headers, body } = requestOf(this.#sent);
        this.#sent += 1;
        Object.assign(context, { id });
        return { ...blank, headers, body };
      },
      onResponse: (status, _body, context) => {
        if (status < 300) this.answered.push((context as { id: string }).id);
      },
    };
    return new Promise((resolve, reject) => {
      const all = { url, requests: [request], sampleInt: 100, ...options };
      const run = autocannon(all, (error, { non2xx, errors }) => (error ? reject(error) : resolve(non2xx + errors)));
      run.on('response', (_client, _status, _bytes, ms) => times.push(ms));
    });
  }
}

function percentile99(times: number[]): number {
  times.sort((a, b) => a - b);
  return times[Math.ceil(times.length * 0.99) - 1] ?? Number.NaN;
}
