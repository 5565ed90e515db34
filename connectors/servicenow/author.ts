import { z } from 'zod';
import { Rejected } from '../../src/connector/rejected.ts';
import { type AccountId, accountId } from '../../src/domain/ids.ts';
import type { Row } from './schema.ts';
import { type Desk, own } from './settings.ts';

/** Who wrote a row. Rows name them by login, records by sys_id: only the envelope's `authors` joins the two. */
export interface Author {
  readonly login: string;
  /** Null: not said who that is. */
  readonly sysId: string | null;
  /** Null: not said whether they work tickets. */
  readonly isAgent: boolean | null;
  readonly isBot: boolean;
  readonly account: AccountId | null;
}

const authorSchema = z.object({ sys_id: z.string().min(1).nullish(), agent: z.boolean().nullish() });

export function authorOf(desk: Desk, login: string, authors: Row | null | undefined): Author {
  const given = own(authors ?? {}, login);
  const read = authorSchema.safeParse(given ?? {});
  if (!read.success) {
    throw new Rejected(
      'unreadable author',
      'authors has something else',
      'Send {"LOGIN": {"sys_id": …, "agent": true}}.',
    );
  }
  const sysId = read.data.sys_id ?? null;
  return {
    login,
    sysId,
    isAgent: read.data.agent ?? null,
    isBot: desk.bots.includes(login) || (sysId !== null && desk.bots.includes(sysId)),
    account: login === '' ? null : accountId(desk.source, sysId ?? `login/${login}`),
  };
}
