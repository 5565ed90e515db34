import type { z } from 'zod';
import type { Normalised, Unmapped } from '../../src/connector/connector.ts';
import { Rejected } from '../../src/connector/rejected.ts';
import { timeReader } from '../../src/connector/source-time.ts';
import type { Agent } from '../../src/domain/agent.ts';
import { type AccountId, type AgentId, accountId, eventId, type TicketId, ticketId } from '../../src/domain/ids.ts';
import type { Instant } from '../../src/domain/interval.ts';
import { isDone, type TicketChange, type TicketStatus } from '../../src/domain/ticket.ts';
import type { TicketEvent, TicketFact } from '../../src/domain/ticket-event.ts';
import type { Envelope, User } from './schema.ts';
import type { Settings } from './settings.ts';
import { STATUS_CATEGORIES, STATUS_NAMES } from './status-map.ts';

/** Order of what happened at one instant. Changes follow, by the number of their history. */
export const SEQ = { initial: 0, opened: 1, comment: 2, link: 3, sla: 4, rating: 5, change: 16 } as const;
/** After all that is known to have happened at its instant. */
export const SEQ_LAST: number = Number.MAX_SAFE_INTEGER;

/** One delivery being read: whose it is, and what was met on the way that nothing maps. */
export class Reading {
  readonly source: string;
  readonly settings: Settings;
  /** Keys of status categories by status id. */
  readonly #categories: ReadonlyMap<string, string>;
  readonly #unmapped = new Map<string, Unmapped>();
  readonly #bots = new Map<string, Agent>();

  constructor(source: string, settings: Settings, statuses: Envelope['statuses']) {
    this.source = source;
    this.settings = settings;
    const known = statuses.map(({ id, statusCategory }) => [id ?? '', statusCategory?.key ?? ''] as const);
    this.#categories = new Map(known.filter(([id, category]) => id !== '' && category !== ''));
  }

  unmapped(what: string, word: string): void {
    this.#unmapped.set(`${what}:${word}`, { what, word });
  }

  /** Null: nobody. Automations are noted, so that their time is nobody's. */
  account(user: User | null): AccountId | null {
    const local = localName(user);
    if (user === null || local === null) return null;
    if (user.accountType === 'app') this.#bots.set(local, agentOf(this, user, local));
    return accountId(this.source, local);
  }

  /** The desk's word; else that of a shipped workflow, unless its category says otherwise; else by its category. */
  status(id: string | null, name: string | null): TicketChange {
    const category = STATUS_CATEGORIES.get(this.#categories.get(id ?? '') ?? '');
    const { statuses } = this.settings;
    const said = statuses.get((name ?? '').toLowerCase()) ?? statuses.get(id ?? '');
    const status = said ?? (agreeing(STATUS_NAMES.get((name ?? '').toLowerCase()), category) || category);
    if (status === undefined) this.unmapped('status', name ?? id ?? '');
    return { status: status ?? 'unknown', sourceStatus: name ?? id };
  }

  result(events: readonly TicketEvent[], agents: readonly Agent[] = []): Normalised {
    return { events, agents: [...agents, ...this.#bots.values()], unmapped: [...this.#unmapped.values()] };
  }
}

function agreeing(usual: TicketStatus | undefined, category: TicketStatus | undefined): TicketStatus | undefined {
  if (usual === undefined || category === undefined) return usual;
  return isDone(usual) === isDone(category) ? usual : undefined;
}

export const localName = (user: User | null): string | null => user?.accountId ?? user?.key ?? user?.name ?? null;

export function agentOf({ source, settings }: Reading, user: User, local: string): Agent {
  return {
    id: accountId(source, local) as string as AgentId,
    name: user.displayName ?? local,
    team: null,
    region: null,
    shift: null,
    timezone: user.timeZone,
    manager: null,
    startedAt: null,
    endedAt: null,
    bot: user.accountType === 'app' || settings.bots.includes(local),
    ...(user.accountType === 'atlassian' && user.mail_digest !== null && { mail: user.mail_digest }),
  };
}

/** Throws Rejected where `value` is no `what`. */
export function parsed<S extends z.ZodType>(what: string, schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const places = [...new Set(result.error.issues.map(({ path }) => path.map(String).join('.') || 'data'))].join(', ');
  throw new Rejected(
    `not a Jira ${what}`,
    `${places} cannot be read`,
    `Deliver the ${what} as Jira's REST API returns it.`,
  );
}

/** Issues are known by their number: their key changes when they are moved. */
export function ticketOf(source: string, id: string | null): TicketId {
  if (id !== null && /^\d{1,20}$/.test(id)) return ticketId(source, id);
  throw new Rejected(
    'no issue id',
    `the id of the issue is ${id === null ? 'not given' : quoted(id)}`,
    'Give the issue with its numeric id; a key will not do, as it changes when the issue is moved.',
  );
}

/** What was found, short and on one line. */
export const quoted = (found: string): string => JSON.stringify(found.slice(0, 40));

const readTime = timeReader('iso', 'UTC');

/** Null: no time at all, or none that can be. */
export function instantOf(value: string | number | null): Instant | null {
  if (value === null) return null;
  if (typeof value === 'string') return readTime(value);
  return Number.isFinite(value) && Math.abs(value) <= LATEST ? readTime(new Date(value).toISOString()) : null;
}

/** The last instant a Date can hold. */
const LATEST = 8.64e15;

/** Throws Rejected where there is none. */
export function instant(what: string, value: string | number | null): Instant {
  const at = instantOf(value);
  if (at !== null) return at;
  const found = value === null ? 'is not given' : `is ${quoted(String(value))}`;
  throw new Rejected(
    'unreadable time',
    `${what} ${found}`,
    'It has to be as Jira writes it: 2026-03-02T08:00:00.000+0000.',
  );
}

/** Known when it happened, unless `knownAt` says that it came later. */
interface Happening {
  readonly at: Instant;
  readonly knownAt?: Instant;
  readonly seq: number;
  readonly actor: AccountId | null;
  readonly fact: TicketFact;
}

export function eventOf(ticket: TicketId, key: string, { at, knownAt, seq, actor, fact }: Happening): TicketEvent {
  const id = eventId(ticket, key);
  return { id, ticketId: ticket, occurredAt: at, knownAt: Math.max(at, knownAt ?? at), seq, actor, fact };
}
