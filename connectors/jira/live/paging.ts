import { SourceTrouble } from '../../../src/connector/source-trouble.ts';

/** More pages than this of one list nobody has: the list does not end. */
const MOST_PAGES = 20_000;

export interface TokenPage<T> {
  readonly values: readonly T[];
  /** Null: there are no more. */
  readonly next: string | null;
}

/** All pages, to the end that the source itself tells: a short page is none, and the same token twice is an error. */
export async function* byToken<T>(
  what: string,
  fetch: (token: string | null) => Promise<TokenPage<T>>,
): AsyncGenerator<readonly T[]> {
  let token: string | null = null;
  for (let count = 1; ; count++) {
    const page: TokenPage<T> = await fetch(token);
    yield page.values;
    if (page.next === null) return;
    mustGoOn(what, token, page.next, count);
    token = page.next;
  }
}

/** Throws where a list goes in circles. */
export function mustGoOn(what: string, sent: string | null, next: string, count: number): void {
  if (next !== sent && count < MOST_PAGES) return;
  const how = next === sent ? 'gave the same page token again' : `did not end after ${MOST_PAGES} pages`;
  throw new SourceTrouble(
    'again',
    `Jira's list of ${what} ${how}. It is tried again later; if it stays so, report it.`,
  );
}

/** By offset: `isEnd` as the source says it. Whatever the page size was lowered to, the next begins behind what came. */
export async function* byOffset<T>(
  what: string,
  fetch: (start: number) => Promise<{ readonly values: readonly T[]; readonly isEnd: boolean }>,
): AsyncGenerator<readonly T[]> {
  let start = 0;
  for (let count = 1; ; count++) {
    const { values, isEnd } = await fetch(start);
    yield values;
    if (isEnd) return;
    mustGoOn(what, String(start), String(start + values.length), count);
    start += values.length;
  }
}

export async function allOf<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
  const all: T[] = [];
  for await (const page of pages) all.push(...page);
  return all;
}
