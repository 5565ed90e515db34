import { type Kysely, sql } from 'kysely';
import type { TicketId } from '../domain/ids.ts';
import type { Instant } from '../domain/interval.ts';
import { EPISODE_WITHIN, MOST_REPEATED, NEIGHBOURS_SEEN, type Neighbour, REPEAT_WITHIN } from '../domain/neighbours.ts';
import { idChunks } from './chunks.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

const fortnight = sql.lit(REPEAT_WITHIN);
const hour = sql.lit(EPISODE_WITHIN);
const many = sql.lit(MOST_REPEATED);
const last = sql.lit(NEIGHBOURS_SEEN - 1);

/**
 * The tickets to which these openings matter, as the tables stand, and since when. One does where it comes after a
 * resolution or before an opening of the same requester, is among the first that are seen there, and is of the same work
 * type, or one of so many that it tips a balance. Nobody sees it who looks from before `seen` on.
 */
export async function openingsMatterTo(tx: Db, tickets: readonly string[]): Promise<Map<string, Instant>> {
  const found: (readonly [string, Instant])[] = [];
  for (const ids of idChunks(tickets)) {
    const { rows } = await sql<{ ticket_id: string; since: number }>`
      with placed as materialized (
        select o.*,
          coalesce((
            select x.opened_at from ticket_opening x
            where x.requester = o.requester and (x.opened_at, x.ticket_id) < (o.opened_at, o.ticket_id)
            order by x.opened_at desc, x.ticket_id desc limit 1 offset ${last}), 0) as seen,
          (select count(*) from (
            select x.ticket_id from ticket_opening x
            where x.requester = o.requester and x.opened_at > o.opened_at - ${fortnight} and x.opened_at < o.opened_at + ${fortnight}
            limit ${many} + 1) as near) as near
        from ticket_opening o where o.ticket_id in (${sql.join(ids)})),
      new as materialized (
        select placed.*,
          case when seen > opened_at - ${fortnight} then seen else opened_at - ${fortnight} end as rested_from,
          case when seen + ${hour} > opened_at then seen + ${hour} else opened_at end as opened_from
        from placed)
      select r.ticket_id, new.known_at as since
      from new join ticket_rest r on r.requester = new.requester
        and r.at >= new.rested_from and r.at < new.opened_at
      where r.ticket_id <> new.ticket_id and (r.work_type = new.work_type or new.near > ${many})
      union all
      select t.ticket_id, new.known_at
      from new join ticket_opening t on t.requester = new.requester
        and t.opened_at >= new.opened_from and t.opened_at <= new.opened_at + ${hour}
      where t.ticket_id <> new.ticket_id and (t.work_type = new.work_type or new.near > ${many})
      union all
      select new.follows, new.follows_known_at from new
      where new.follows in (select e.ticket_id from ticket_event e where e.ticket_id = new.follows)`.execute(tx);
    for (const { ticket_id, since } of rows) found.push([ticket_id, Number(since)]);
  }
  return earliest(found);
}

export function earliest(found: Iterable<readonly [string, Instant]>): Map<string, Instant> {
  const since = new Map<string, Instant>();
  for (const [ticket, at] of found) since.set(ticket, Math.min(at, since.get(ticket) ?? at));
  return since;
}

interface Found {
  readonly of: string;
  readonly ticket_id: string;
  readonly opened_at: number;
  readonly work_type: string | null;
  readonly known_at: number | null;
  readonly follows_known_at: number | null;
}

/** The openings that each of these tickets sees: after its resolutions, before its own, and what follows it. By opening. */
export async function neighboursOf(tx: Db, tickets: readonly TicketId[]): Promise<Map<TicketId, Neighbour[]>> {
  const neighbours = new Map<TicketId, Neighbour[]>();
  for (const ids of idChunks(tickets)) {
    const { rows } = await sql<Found>`
      with seen as materialized (
        select o.ticket_id, o.requester, o.opened_at - ${hour} as first, o.opened_at as last
        from ticket_opening o where o.ticket_id in (${sql.join(ids)}) and o.requester is not null
        union all
        select r.ticket_id, r.requester, r.at + 1, r.at + ${fortnight} from ticket_rest r where r.ticket_id in (${sql.join(ids)})),
      bounded as materialized (
        select seen.*, (
          select x.opened_at from ticket_opening x where x.requester = seen.requester
            and x.opened_at >= seen.first and x.opened_at <= seen.last
          order by x.opened_at, x.ticket_id limit 1 offset ${last} + 1) as most
        from seen)
      select b.ticket_id as of, n.ticket_id, n.opened_at, n.work_type, n.known_at,
        case when n.follows = b.ticket_id then n.follows_known_at end as follows_known_at
      from bounded b join ticket_opening n on n.requester = b.requester
        and n.opened_at >= b.first and n.opened_at <= coalesce(b.most, b.last)
      where n.ticket_id <> b.ticket_id
      union
      select n.follows, n.ticket_id, n.opened_at,
        case when n.requester = o.requester then n.work_type end,
        case when n.requester = o.requester then n.known_at end,
        n.follows_known_at
      from ticket_opening n left join ticket_opening o on o.ticket_id = n.follows
      where n.follows in (${sql.join(ids)})
      order by 3, 2`.execute(tx);
    for (const row of rows) keep(neighbours, row.of as TicketId, neighbour(row));
  }
  return neighbours;
}

function keep<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const kept = map.get(key);
  if (kept === undefined) map.set(key, [value]);
  else kept.push(value);
}

const instant = (value: number | null): Instant | null => (value === null ? null : Number(value));

const neighbour = (row: Found): Neighbour => ({
  ticketId: row.ticket_id as TicketId,
  openedAt: Number(row.opened_at),
  workType: row.work_type,
  knownAt: instant(row.known_at),
  followsKnownAt: instant(row.follows_known_at),
});
