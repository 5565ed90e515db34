import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { setTimeout } from 'node:timers/promises';
import axios, { type AxiosInstance, isAxiosError } from 'axios';
import type { Answer, Ask, Client, ClientRules, Credential } from '../client.ts';
import { SourceTrouble } from '../source-trouble.ts';
import { Credentials } from './credentials.ts';
import { Quota } from './quota.ts';
import { answerOf, isPage, troubleOf } from './reading-answers.ts';

const STOPPED = 'Reading was stopped meanwhile. It goes on at the next start.';
const TRIES = 4;
/** Before it is tried again, where the source does not say how long to wait. */
const FIRST_WAIT_MS = 1_000;
const MOST_WAIT_MS = 30_000;
const LONGEST_REST_MS = 60_000;
const MOST_BYTES = 64 * 1024 * 1024;

/** Throws nothing; what it is given is used at the first request. `signal`: aborted, it gives up whatever is on its way. */
export function httpClient(rules: ClientRules, secret: string, signal = NEVER): Client {
  return new HttpClient(rules, secret, signal);
}

const NEVER = new AbortController().signal;

class HttpClient implements Client {
  readonly #rules: ClientRules;
  readonly #hosts: ReadonlyMap<string, AxiosInstance>;
  readonly #quotas: ReadonlyMap<string, Quota>;
  readonly #credentials: Credentials;
  readonly #signal: AbortSignal;

  constructor(rules: ClientRules, secret: string, signal: AbortSignal) {
    this.#rules = rules;
    this.#signal = signal;
    const agents = { httpAgent: new HttpAgent({ keepAlive: true }), httpsAgent: new HttpsAgent({ keepAlive: true }) };
    this.#hosts = new Map(
      Object.entries(rules.addresses).map(([name, baseURL]) => [
        name,
        axios.create({
          ...agents,
          baseURL,
          signal,
          // Nothing that a source says can send credentials to somebody else.
          allowAbsoluteUrls: false,
          maxRedirects: 0,
          proxy: false,
          timeout: rules.timeoutMs ?? 60_000,
          maxContentLength: MOST_BYTES,
          responseType: 'text',
          transformResponse: (body: unknown) => body,
          validateStatus: () => true,
        }),
      ]),
    );
    this.#quotas = new Map(Object.entries(rules.buckets).map(([name, bucket]) => [name, new Quota(bucket)]));
    this.#credentials = new Credentials(rules.credential(secret), (by) => this.#token(by));
  }

  async ask(ask: Ask): Promise<Answer> {
    const repeatable = ask.repeatable ?? (ask.method ?? 'GET') === 'GET';
    for (let tries = 1; ; tries++) {
      try {
        return await this.#once(ask, tries > 1);
      } catch (error) {
        if (this.#signal.aborted) throw new SourceTrouble('again', STOPPED);
        const again = error instanceof Again ? error : null;
        if (again === null) throw error;
        if (tries >= TRIES || !(repeatable || again.unheard)) throw again.trouble;
        await waited(again.waitMs ?? backOff(this.#rules.retryMs ?? FIRST_WAIT_MS, tries), this.#signal);
      }
    }
  }

  async #once(ask: Ask, isAgain: boolean): Promise<Answer> {
    const shown = ask.anonymous ? {} : await this.#credentials.headers();
    const answer = await this.#quotaOf(ask).run(ask.lane, () => this.#send(ask, shown), this.#signal);
    const rest = this.#rules.rest(answer, ask);
    if (rest !== null) this.#quotas.get(rest.bucket)?.rest(rest.ms);
    const isMeant = (answer.status >= 200 && answer.status < 300) || ask.also?.includes(answer.status) === true;
    if (isMeant && !isPage(answer)) return answer;
    const trouble = troubleOf(answer, ask);
    if (answer.status === 401 && !isAgain && !ask.anonymous && this.#credentials.renew(shown)) {
      throw new Again(trouble, { waitMs: 0, unheard: true });
    }
    if (trouble.kind === 'refused') throw trouble;
    if (rest !== null && rest.ms > LONGEST_REST_MS) throw trouble;
    // The bucket itself rests: the next try waits there, behind nobody else. 429 was not acted upon, whatever it was.
    throw new Again(trouble, { waitMs: rest === null ? null : 0, unheard: answer.status === 429 });
  }

  #quotaOf({ bucket = 'main' }: Ask): Quota {
    const quota = this.#quotas.get(bucket);
    if (quota === undefined) throw new RangeError(`no bucket is called ${bucket}`);
    return quota;
  }

  async #send(ask: Ask, shown: Readonly<Record<string, string>>): Promise<Answer> {
    const { method = 'GET', at = 'main', path, query, json, headers } = ask;
    const host = this.#hosts.get(at);
    if (host === undefined) throw new RangeError(`no address is called ${at}`);
    const sent = { Accept: 'application/json', 'User-Agent': 'Stepladder', ...headers, ...shown };
    try {
      const type = json === undefined ? {} : { 'Content-Type': 'application/json' };
      const response = await host.request({
        method,
        url: path,
        headers: { ...sent, ...type },
        ...(query === undefined ? {} : { params: query }),
        ...(json === undefined ? {} : { data: JSON.stringify(json) }),
      });
      return answerOf(response);
    } catch (error) {
      if (!isAxiosError(error)) throw error;
      // The error itself holds the request, and with it the credentials.
      const said = `${method} ${path} got no answer: ${error.code ?? 'it broke off'}. Is the address right, and the source up?`;
      throw new Again(new SourceTrouble('again', said), { waitMs: null, unheard: error.code === 'ECONNREFUSED' });
    }
  }

  async #token({ at = 'main', path, body, form }: Extract<Credential, { kind: 'token' }>): Promise<unknown> {
    const host = this.#hosts.get(at);
    if (host === undefined) throw new RangeError(`no address is called ${at}`);
    const data = form
      ? new URLSearchParams(Object.entries(body).map(([k, v]) => [k, String(v)])).toString()
      : JSON.stringify(body);
    const type = form ? 'application/x-www-form-urlencoded' : 'application/json';
    const ask: Ask = { method: 'POST', path, lane: 'live' };
    const sent = host.request({
      method: 'POST',
      url: path,
      data,
      headers: { 'Content-Type': type, Accept: 'application/json' },
    });
    const response = await sent.catch((error: unknown) => {
      const code = isAxiosError(error) ? (error.code ?? 'it broke off') : 'it broke off';
      throw new Again(new SourceTrouble('again', `Signing in got no answer: ${code}.`), {
        waitMs: null,
        unheard: true,
      });
    });
    const answer = answerOf(response);
    if (answer.status === 200) return answer.data;
    const trouble = troubleOf(answer, ask);
    if (trouble.kind === 'again') throw new Again(trouble, { waitMs: null, unheard: true });
    const remedy = 'Check the id of the client, its secret, and its scope.';
    throw new SourceTrouble('refused', `It did not let us sign in (${answer.status}). ${remedy}`, answer.status);
  }
}

/** The same request may go well a little later. */
class Again extends Error {
  readonly trouble: SourceTrouble;
  /** Null: as long as we think right. */
  readonly waitMs: number | null;
  /** The source did nothing with it. */
  readonly unheard: boolean;

  constructor(trouble: SourceTrouble, { waitMs, unheard }: { waitMs: number | null; unheard: boolean }) {
    super(trouble.message);
    this.trouble = trouble;
    this.waitMs = waitMs;
    this.unheard = unheard;
  }
}

const backOff = (first: number, tries: number): number =>
  Math.min(MOST_WAIT_MS, first * 2 ** (tries - 1)) * (0.7 + 0.6 * Math.random());

/** Shorter where nobody goes on. */
const waited = (ms: number, signal: AbortSignal) => setTimeout(ms, undefined, { signal }).catch(() => {});
