import { execFile } from 'node:child_process';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import pg from 'pg';
import { FIRST, ROWS, SOURCE, STORIES } from './rows.ts';

/** Tickets a statement adds: SQLite keeps what it reads from the table it writes to. */
const AT_ONCE = 20_000;

/** What every table holds of a ticket, and where its name stands in that. */
const TABLES = [
  { table: 'delivery', named: ['body'], numbered: ['key'], as: 'source, about, received_at, origin, position, state' },
  { table: 'ticket_event', named: ['ticket_id', 'id'], as: 'occurred_at, known_at, seq, actor, fact, delivery_id' },
  {
    table: 'contribution',
    named: ['ticket_id', 'body'],
    as: 'agent_id, known_from, team, last_at, holding',
  },
  {
    table: 'superseded_contribution',
    named: ['ticket_id', 'body'],
    as: 'agent_id, known_from, known_until, team, last_at, holding',
  },
  { table: 'sla_due', named: ['ticket_id'], as: 'clock, cycle, percent, due_at' },
] as const satisfies readonly { table: string; named: string[]; numbered?: string[]; as: string }[];

/**
 * Copies the tickets that are there under other numbers until there are so many, with all that was made of them, as rows
 * alone: to have them delivered and folded would take hours. The store must be closed. In a process of its own, whose
 * memory is not counted.
 */
export async function multiplied(location: string, tickets: number): Promise<void> {
  await promisify(execFile)(process.execPath, [import.meta.filename, location, String(tickets)]);
}

async function multiply(location: string, tickets: number): Promise<void> {
  const steps: string[] = [];
  for (let from = STORIES; from < tickets; from += AT_ONCE) {
    steps.push(...TABLES.map((one) => copies(one, from, Math.min(from + AT_ONCE, tickets) - 1)));
  }
  if (location.startsWith('postgres')) await onPostgres(location, steps);
  else onSqlite(location, steps);
}

/** Each ticket from this number to that one as a copy of that whose number ends alike. */
function copies({ table, named, as, ...rest }: (typeof TABLES)[number], from: number, to: number): string {
  const numbered = 'numbered' in rest ? rest.numbered : [];
  const columns = [...named, ...numbered, as].join(', ');
  const values = [
    ...named.map((column) => `replace(${column}, template, 'T' || (${FIRST} + i))`),
    ...numbered.map((column) => `${column} || '-' || i`),
    as,
  ];
  return `with recursive numbers(i) as (select ${from} union all select i + 1 from numbers where i < ${to})
    insert into ${table} (${columns}) select ${values.join(', ')}
    from (select i, i % ${STORIES} as story, 'T' || (${FIRST} + i % ${STORIES}) as template from numbers) as copy
    join (select * from ${table} where ${ORIGINAL[table]}) as original on ${OF_STORY[table]}`;
}

const LAST = `'${SOURCE}:T${FIRST + STORIES - 1}'`;
/** Only the tickets that came by rows. */
const ORIGINAL = {
  delivery: `id <= ${STORIES * ROWS}`,
  ticket_event: `ticket_id <= ${LAST}`,
  contribution: `ticket_id <= ${LAST}`,
  superseded_contribution: `ticket_id <= ${LAST}`,
  sla_due: `ticket_id <= ${LAST}`,
} as const;

const byTicket = `ticket_id = '${SOURCE}:' || template`;
const OF_STORY = {
  delivery: `(id - 1) / ${ROWS} = story`,
  ticket_event: byTicket,
  contribution: byTicket,
  superseded_contribution: byTicket,
  sla_due: byTicket,
} as const;

function onSqlite(folder: string, steps: readonly string[]): void {
  const db = new DatabaseSync(`${folder}/stepladder.db`);
  db.exec('pragma synchronous = off');
  for (const step of steps) db.exec(step);
  db.exec('pragma wal_checkpoint(truncate)');
  db.close();
}

async function onPostgres(location: string, steps: readonly string[]): Promise<void> {
  const url = new URL(location);
  const schema = url.searchParams.get('schema') ?? '';
  url.searchParams.delete('schema');
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.query(`set search_path to ${schema}; set synchronous_commit to off`);
  for (const step of steps) await client.query(step);
  await client.query('vacuum analyze');
  await client.end();
}

if (import.meta.main) {
  const [location = '', tickets] = process.argv.slice(2);
  await multiply(location, Number(tickets));
}
