import type { Kysely } from 'kysely';
import type { Instant } from '../domain/interval.ts';
import type { OffDay } from '../metrics/expectation/off-days.ts';
import { rowChunks } from './chunks.ts';
import { insertRows } from './insert-rows.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

/** In place of those of the same instant. */
export async function saveOffDays(tx: Db, asOf: Instant, days: readonly OffDay[]): Promise<void> {
  await tx.deleteFrom('off_day').where('as_of', '=', asOf).execute();
  const rowOf = ({ day, team, ...told }: OffDay): Tables['off_day'] => ({
    as_of: asOf,
    day,
    team: JSON.stringify(team), // null: the whole desk
    body: JSON.stringify(told),
  });
  for (const chunk of rowChunks(days, rowOf)) await insertRows(tx, 'off_day', chunk);
}

/** By day; the whole desk after its teams. */
export async function offDays(db: Db, asOf: Instant): Promise<OffDay[]> {
  const rows = await db
    .selectFrom('off_day')
    .select(['day', 'team', 'body'])
    .where('as_of', '=', asOf)
    .orderBy('day')
    .orderBy('team')
    .execute();
  return rows.map(({ day, team, body }) => ({
    day: Number(day),
    team: JSON.parse(team) as string | null,
    ...(JSON.parse(body) as Omit<OffDay, 'day' | 'team'>),
  }));
}
