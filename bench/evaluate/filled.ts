import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { deliverRows } from '../../src/inbox/deliver-rows.ts';
import { workOff } from '../../src/pipeline.ts';
import { endOf } from '../../src/simulator/desk-plan.ts';
import { simulateAgents, simulateTickets } from '../../src/simulator/simulate-desk.ts';
import { packContribution, unpackContribution } from '../../src/store/packed-contribution.ts';
import { lineOver, PLAN, SOURCE } from './desk.ts';

export interface Size {
  readonly agents: number;
  readonly tickets: number;
}

type Step = (done: number) => void;

/**
 * A store of so many tickets, made once in a folder of `home`. One simulated desk of 50 people over 53 weeks goes through
 * the line; all other people are copies of its people, with tickets, events and contributions of theirs (every row, those
 * that once held too) chosen anew for each copy and renamed: to fold a million tickets would take an hour, and is what
 * bench:growth is about. Teams are each copy's own; its six kinds of work become 42, of which a person meets 18.
 */
export async function filled(home: string, size: Size, onStep: Step = () => {}): Promise<string> {
  const folder = join(home, `${size.agents}-agents-${size.tickets}-tickets`);
  if (existsSync(folder)) return folder;
  const templates = await templateDesk(join(home, 'templates'));
  const unfinished = `${folder}-unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await (await lineOver(unfinished)).store.close();
  copyAll(unfinished, templates, size, onStep);
  await rename(unfinished, folder);
  return folder;
}

/** The desk itself, folded by the line. */
async function templateDesk(folder: string): Promise<string> {
  if (existsSync(folder)) {
    // Kept since an earlier version, perhaps: opened, it is brought to the shape of this one.
    await (await lineOver(folder)).store.close();
    return folder;
  }
  const unfinished = `${folder}-unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  const line = await lineOver(unfinished);
  const from = { source: SOURCE, origin: 'simulated', receivedAt: endOf(PLAN) };
  await line.store.configureSource({ source: SOURCE, connector: 'ticket-log', settings: null });
  await deliverRows(line.store, { ...from, about: 'agent' }, simulateAgents(PLAN));
  await deliverRows(line.store, { ...from, about: 'ticket' }, simulateTickets(PLAN));
  await workOff(line);
  await line.store.close();
  await rename(unfinished, folder);
  return folder;
}

function copyAll(folder: string, templates: string, { agents, tickets }: Size, onStep: Step): void {
  const db = new DatabaseSync(join(folder, 'stepladder.db'));
  db.exec('pragma synchronous = off; pragma journal_mode = off; pragma cache_size = -500000');
  db.prepare('attach ? as desk').run(join(templates, 'stepladder.db'));
  db.exec(`insert into source select * from desk.source;
    create temp table chosen (ticket_id text primary key, n integer);
    insert into chosen select ticket_id, row_number() over (order by ticket_id) - 1
      from (select distinct ticket_id from desk.ticket_event)`);
  db.function('marked', { deterministic: true }, (body) => marked(String(body)));
  for (const table of CONTRIBUTIONS)
    db.exec(`create temp table marked_${table} as select * from desk.${table} order by ticket_id, agent_id;
      update marked_${table} set body = marked(body); create index of_${table} on marked_${table} (ticket_id)`);
  const copies = Math.ceil(agents / PLAN.agents);
  for (let i = 0; i < copies; i += 1) {
    const [from, to] = [i, i + 1].map((n) => Math.round((n * tickets) / copies));
    copyOne(db, i, (to ?? 0) - (from ?? 0));
    onStep(to ?? 0);
  }
  db.exec('pragma journal_mode = wal');
  db.close();
}

const CONTRIBUTIONS = ['contribution', 'superseded_contribution'] as const;
const [TEAM, TYPE] = ['@team ', '@type '] as const;

/** Packed values have no names to find them by. */
function marked(body: string): string {
  const mark = (key: string, value: unknown) => {
    if (key === 'team' && typeof value === 'string') return TEAM + value;
    return key === 'workType' && value !== 'unknown' ? TYPE + value : value;
  };
  return packContribution(JSON.parse(JSON.stringify(unpackContribution('', '', body)), mark));
}

/** Ids begin with the number of their copy, and so lie together as those of one month would. */
function copyOne(db: DatabaseSync, copy: number, tickets: number): void {
  const mark = `${String(copy).padStart(3, '0')}-`;
  const id = (column: string) => `replace(${column}, '${SOURCE}:', '${SOURCE}:${mark}')`;
  const team = (column: string) => `replace(${column}, '"team":"', '"team":"${mark}')`;
  const type = `((${copy} + n % 3) % 7)`;
  const typed = (column: string) =>
    `replace(replace(${column}, '"workType":"', '"workType":"' || ${type} || ' '), '"workType":"' || ${type} || ' unknown"', '"workType":"unknown"')`;
  const fact = typed(team(id('fact')));
  const body = `replace(replace(${id('body')}, '"${TEAM}', '"${mark}'), '"${TYPE}', '"' || ${type} || ' ')`;
  // A walk over the templates by a step that shares no factor with their number: each copy begins elsewhere.
  const some = `(select ticket_id, n from chosen order by (n * 7919 + ${copy * 104_729}) % (select count(*) from chosen) limit ${tickets})`;
  const contributions = (table: (typeof CONTRIBUTIONS)[number]) => {
    const more = table === 'contribution' ? '' : ', known_until';
    const same = `known_from, '${mark}' || team, last_at, holding`;
    return `(ticket_id, agent_id, known_from, team, last_at, holding, body${more})
      select ${id('ticket_id')}, ${id('agent_id')}, ${same}, ${body}${more}
      from ${some} join marked_${table} using (ticket_id) order by 1, 2, 3`;
  };
  db.exec(`begin;
    insert into agent select ${id('id')}, ${team(id('body'))}, delivery_id from desk.agent;
    insert into ticket_event select ${id('ticket_id')}, ${id('id')}, occurred_at, known_at, seq, ${id('actor')}, ${fact},
      delivery_id from ${some} join desk.ticket_event using (ticket_id) order by 1, 2;
    ${CONTRIBUTIONS.map((table) => `insert into ${table} ${contributions(table)};`).join('')}
    commit`);
}
