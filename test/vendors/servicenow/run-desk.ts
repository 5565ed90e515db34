import { makeDesk } from '../desk/make-desk.ts';
import type { StandIn } from '../desk/stand-in.ts';
import type { Desk, Happening, TicketStory } from '../desk/story.ts';
import { CREDENTIALS } from './access.ts';
import { startServiceNow } from './servicenow.ts';
import type { Row } from './table.ts';
import type { ServiceNowTrap } from './traps.ts';

const START = Date.parse('2026-03-02T06:00:00Z');
const DAY = 86_400_000;
export const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const BASIC = `Basic ${Buffer.from(`${CREDENTIALS.user}:${CREDENTIALS.password}`).toString('base64')}`;

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** `result` of the answer; throws where it is no JSON. */
  readonly rows: () => Row[];
}

export interface Running {
  readonly desk: Desk;
  readonly standIn: StandIn<ServiceNowTrap>;
  /** The desk's time; may be set. */
  now: number;
  /** Asks with Basic credentials, for a path or a whole address. */
  ask(path: string, params?: Record<string, string | number>, init?: RequestInit): Promise<Answer>;
  /** All happenings, in order of time. */
  readonly happenings: readonly { readonly story: TicketStory; readonly happening: Happening }[];
  /** Tells them all, the desk's time at the last. */
  live(): void;
}

/** A desk on a stand-in of its own. */
export async function runDesk(tickets = 120, secret: string | null = null, days = 10): Promise<Running> {
  const desk = makeDesk({ seed: 7, agents: 8, tickets, start: START, end: START + days * DAY });
  const happenings = desk.tickets
    .flatMap((story) => story.happenings.map((happening) => ({ story, happening })))
    .sort((a, b) => a.happening.at - b.happening.at);
  const running = { now: START };
  const standIn = await startServiceNow({ desk, clock: () => running.now, webhookSecret: secret });
  return Object.assign(running, {
    desk,
    standIn,
    happenings,
    live() {
      for (const { story, happening } of happenings) {
        running.now = happening.at;
        standIn.happen(story, happening);
      }
    },
    async ask(path: string, params: Record<string, string | number> = {}, init: RequestInit = {}): Promise<Answer> {
      const url = new URL(path, standIn.url);
      for (const [name, value] of Object.entries(params)) url.searchParams.set(name, String(value));
      const answer = await fetch(url, { ...init, headers: { authorization: BASIC, ...init.headers } });
      const text = await answer.text();
      return { status: answer.status, headers: answer.headers, text, rows: () => JSON.parse(text).result };
    },
  });
}

/** All rows of a table by the keyset of sys_ids, plain values. */
export async function allOf({ ask }: Running, table: string, filter = ''): Promise<Row[]> {
  const found: Row[] = [];
  for (let last = ''; ; ) {
    const query = `${filter}^sys_id>${last}^ORDERBYsys_id`;
    const page = await ask(`/api/now/table/${table}`, { sysparm_query: query, ...PLAIN });
    if (page.status !== 200) throw new Error(`${table} answered ${page.status}: ${page.text}`);
    const rows = page.rows();
    if (rows.length === 0) return found;
    found.push(...rows);
    last = rows.at(-1)?.['sys_id'] ?? '';
  }
}

const PLAIN = { sysparm_limit: 50, sysparm_no_count: 'true', sysparm_exclude_reference_link: 'true' };
