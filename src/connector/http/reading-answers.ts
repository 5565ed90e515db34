import type { AxiosResponse } from 'axios';
import type { Answer, Ask } from '../client.ts';
import { SourceTrouble } from '../source-trouble.ts';

/** What came is no JSON: `page` one for people, of a proxy or of a system that is asleep; else some words. */
class NoData {
  readonly words: string;
  readonly isPage: boolean;

  constructor(body: string) {
    this.isPage = body.trimStart().startsWith('<');
    this.words = this.isPage ? '' : body;
  }
}

export function answerOf({ status, headers, data }: AxiosResponse<unknown>): Answer {
  const names = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
  return { status, headers: Object.fromEntries(names), data: parsed(data) };
}

function parsed(body: unknown): unknown {
  if (typeof body !== 'string' || body.trim() === '') return null;
  try {
    return JSON.parse(body);
  } catch {
    return new NoData(body);
  }
}

/**
 * True: what came is no answer of the source, whatever the status says. That something is not there is taken from the
 * source in words too, but from no page: a proxy may not know the way to it.
 */
export function isPage({ status, data }: Answer): boolean {
  if (!(data instanceof NoData)) return false;
  return status < 400 || (status === 404 && data.isPage);
}

const AGAIN: ReadonlySet<number> = new Set([408, 409, 423, 425, 429, 500, 502, 503, 504]);

const REMEDIES: Readonly<Record<number, string>> = {
  401: 'The credential is not taken. Check it, and whether it has ended.',
  403: 'The account may not do this. Give it the right (`stepladder connect SOURCE --print` lists them).',
  404: 'It is not there. Check the address, and whether the source has this part.',
  410: 'The source has removed this way of asking. Update Stepladder.',
};

export function troubleOf(answer: Answer, { method = 'GET', path }: Ask): SourceTrouble {
  const { status } = answer;
  const where = `${method} ${path}`;
  if (status >= 300 && status < 400) {
    return new SourceTrouble(
      'refused',
      `${where} was sent elsewhere (${status}). Give the address it ends at.`,
      status,
    );
  }
  if (isPage(answer)) {
    const why = 'It may be asleep, or a proxy answers for it.';
    return new SourceTrouble('again', `${where} was answered with a page instead of data (${status}). ${why}`, status);
  }
  const words = [`${where} was answered with ${status}.`, saidIn(answer.data), REMEDIES[status] ?? ''];
  const message = words.filter((one) => one !== '').join(' ');
  return new SourceTrouble(AGAIN.has(status) ? 'again' : 'refused', message, status);
}

const MOST_SAID = 200;

/** The source's own words for what is wrong: each has several forms for them (connectors.md 1.2, 3.3). */
function saidIn(data: unknown): string {
  const said = wordsIn(data, 0).join(': ');
  return said === '' ? '' : `It says: ${said.slice(0, MOST_SAID).replace(/\s+/g, ' ')}.`;
}

const SPEAKING = ['error', 'errors', 'errorMessages', 'title', 'message', 'description', 'detail'];

function wordsIn(data: unknown, depth: number): string[] {
  if (typeof data === 'string') return [data];
  if (data instanceof NoData) return data.words === '' ? [] : [data.words];
  if (typeof data !== 'object' || data === null || depth > 3) return [];
  if (Array.isArray(data)) return data.slice(0, 3).flatMap((one) => wordsIn(one, depth + 1));
  const of = data as Readonly<Record<string, unknown>>;
  return SPEAKING.filter((name) => Object.hasOwn(of, name)).flatMap((name) => wordsIn(of[name], depth + 1));
}
