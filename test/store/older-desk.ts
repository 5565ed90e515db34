import type { DatabaseSync } from 'node:sqlite';
import { unpackContribution } from '../../src/store/packed-contribution.ts';

/**
 * As it was before superseded contributions got a table of their own, off days theirs, bodies lost the names of their
 * fields, and the last indexes came. The store must be closed.
 */
export function beforeSuperseded(db: DatabaseSync): void {
  db.function('named', (ticket, agent, body) =>
    JSON.stringify(unpackContribution(String(ticket), String(agent), String(body))),
  );
  for (const table of ['contribution', 'superseded_contribution'])
    db.exec(`update ${table} set body = named(ticket_id, agent_id, body)`);
  db.exec(`create table earlier as select *, ${Number.MAX_SAFE_INTEGER} as known_until from contribution
    union all select ticket_id, agent_id, known_from, team, last_at, holding, body, known_until from superseded_contribution;
    drop table contribution; drop table superseded_contribution; alter table earlier rename to contribution; drop table off_day; drop index judgement_verdict;
    delete from kysely_migration where name > '013'`);
}
