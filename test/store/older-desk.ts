import type { DatabaseSync } from 'node:sqlite';

/** As it was before superseded contributions got a table of their own, and off days theirs. The store must be closed. */
export function beforeSuperseded(db: DatabaseSync): void {
  db.exec(`create table earlier as select *, ${Number.MAX_SAFE_INTEGER} as known_until from contribution
    union all select ticket_id, agent_id, known_from, team, last_at, holding, body, known_until from superseded_contribution;
    drop table contribution; drop table superseded_contribution; alter table earlier rename to contribution; drop table off_day;
    delete from kysely_migration where name > '013'`);
}
