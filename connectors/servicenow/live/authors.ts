import type { Lane } from '../../../src/connector/lane.ts';
import type { Instant } from '../../../src/domain/interval.ts';
import type { Row } from '../schema.ts';
import { byCell, cellOf, oneOf, optional } from './rows.ts';
import type { Tables } from './tables.ts';

/** Of a login: whose it is, and whether they work tickets; `agent` is absent where no table could be asked. */
export interface KnownAuthor {
  readonly sys_id: string;
  readonly agent?: boolean;
}

const KEPT_MS = 3_600_000;
const AT_ONCE = 100;
/** Who has it works tickets, whatever group they are in. */
export const AGENT_ROLE = 'itil';

/** History and journal name people by login only. Logins are looked up once, and again after an hour. */
export class Authors {
  readonly #tables: Tables;
  readonly #now: () => Instant;
  readonly #known = new Map<string, { readonly author: KnownAuthor | null; readonly until: Instant }>();

  constructor(tables: Tables, now: () => Instant) {
    this.#tables = tables;
    this.#now = now;
  }

  /** Those that are users; the platform's own login is none. */
  async of(logins: Iterable<string>, lane: Lane): Promise<ReadonlyMap<string, KnownAuthor>> {
    const wanted = [...new Set(logins)].filter((login) => login !== '').sort();
    const now = this.#now();
    const unknown = wanted.filter((login) => (this.#known.get(login)?.until ?? 0) <= now);
    for (let i = 0; i < unknown.length; i += AT_ONCE) await this.#look(unknown.slice(i, i + AT_ONCE), lane);
    return new Map(
      wanted.flatMap((login) => {
        const author = this.#known.get(login)?.author;
        return author ? [[login, author]] : [];
      }),
    );
  }

  async #look(logins: readonly string[], lane: Lane): Promise<void> {
    const asked = new Set(logins.map((login) => login.toLowerCase()));
    const loginOf = (row: Row) => cellOf(row, 'user_name').toLowerCase();
    const users = await this.#tables.all({
      table: 'sys_user',
      filter: oneOf('user_name', logins),
      isAskedFor: (row) => asked.has(loginOf(row)),
      fields: ['user_name', 'web_service_access_only', 'internal_integration_user'],
      lane,
    });
    const isAgent = await this.#agents(users, lane);
    const until = this.#now() + KEPT_MS;
    for (const login of logins) {
      const user = users.find((row) => loginOf(row) === login.toLowerCase());
      this.#known.set(login, { author: user === undefined ? null : authorOf(user, isAgent), until });
    }
  }

  /** Null: it cannot be told. */
  async #agents(users: readonly Row[], lane: Lane): Promise<((id: string) => boolean) | null> {
    const ids = new Set(users.map((row) => cellOf(row, 'sys_id')));
    if (ids.size === 0) return null;
    const isOfThem = (row: Row) => ids.has(cellOf(row, 'user'));
    const user = oneOf('user', ids);
    const [roles, groups] = await Promise.all([
      optional(
        this.#tables.all({
          table: 'sys_user_has_role',
          filter: `${user}^role.name=${AGENT_ROLE}`,
          isAskedFor: (row) => isOfThem(row) && cellOf(row, 'role.name') === AGENT_ROLE,
          fields: ['user', 'role.name'],
          lane,
        }),
      ),
      optional(
        this.#tables.all({ table: 'sys_user_grmember', filter: user, isAskedFor: isOfThem, fields: ['user'], lane }),
      ),
    ]);
    if (roles === null && groups === null) return null;
    const found = byCell([...(roles ?? []), ...(groups ?? [])], 'user');
    return (id) => found.has(id);
  }
}

function authorOf(user: Row, isAgent: ((id: string) => boolean) | null): KnownAuthor {
  const sys_id = cellOf(user, 'sys_id');
  // What an integration writes is no customer's, and it has no role that says so.
  const isRobot = [cellOf(user, 'web_service_access_only'), cellOf(user, 'internal_integration_user')].includes('true');
  if (isRobot) return { sys_id, agent: true };
  return isAgent === null ? { sys_id } : { sys_id, agent: isAgent(sys_id) };
}
