import type { Account } from './account.ts';

export interface Asked {
  readonly account: Account;
  /** Such as `http://127.0.0.1:40123`. */
  readonly base: string;
  readonly path: string;
  /** What stands in place of the path's `{…}`, in order. */
  readonly ids: readonly string[];
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  readonly caller: Caller | null;
}

export interface Caller {
  readonly userId: number;
  readonly scopes: readonly string[];
  readonly expiresAt: number | null;
}

export interface Route {
  readonly method: string;
  /** With `{id}` for each id, without `.json`: what requests are counted by. */
  readonly path: string;
  /** Whose scope opens it besides `read` or `write`; `free`: nobody needs to be known. */
  readonly of: string;
  readonly status?: number;
  /** The bucket of its own in which it counts, besides the account's. */
  readonly bucket?: string;
  readonly answer: (asked: Asked) => unknown;
}

/** The list that `include` is. */
export const included = ({ query }: Asked): ReadonlySet<string> => new Set((query.get('include') ?? '').split(','));

export const idOf = ({ ids }: Asked, position = 0): number => {
  const text = ids[position] ?? '';
  return /^\d{1,15}$/.test(text) ? Number(text) : 0;
};

export function wholeNumber(query: URLSearchParams, name: string): number | null {
  const text = query.get(name);
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

export const objectIn = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
