import type { Agent, Identities } from '../../src/domain/agent.ts';
import type { AccountId, AgentId } from '../../src/domain/ids.ts';
import type { Instant } from '../../src/domain/interval.ts';
import { BLANK_STATE, type TicketChange, type TicketState } from '../../src/domain/ticket.ts';
import { inOrder, type TicketEvent, type TicketFact } from '../../src/domain/ticket-event.ts';
import type { TicketColumn } from './rows.ts';

export type TicketLogRow = Partial<Record<TicketColumn, string>>;

/**
 * One ticket's events as rows of the neutral log, the inverse of normalising them: snapshots become the differences
 * between them, and a person's confirmed accounts become one. What is read back gives the same contributions.
 */
export function ticketRows(events: readonly TicketEvent[], who: Identities): TicketLogRow[] {
  const rows: TicketLogRow[] = [];
  let state: TicketState | null = null;
  for (const event of [...events].sort(inOrder)) {
    const told = event.fact.type === 'changed' ? changeRows(event.fact, state, who) : [factRow(event.fact, who)];
    for (const row of told) rows.push({ ...common(event, rows.length, who), ...row });
    if (event.fact.type !== 'changed') continue;
    if (state === null) openedEarlier(rows.at(-told.length), event.fact.openedAt, event.occurredAt);
    state = { ...(state ?? BLANK_STATE), ...event.fact.set };
  }
  return rows;
}

/** Rows of the agents file: the people listed, and the automations that only a mapping names. */
export function agentRows(agents: readonly Agent[], bots: readonly AccountId[]): Record<string, string>[] {
  const listed = new Set<string>(agents.map(({ id }) => id));
  const unlisted = bots.filter((bot) => !listed.has(bot)).map((bot) => ({ ...idColumns(bot), name: '', bot: 'true' }));
  return [...agents.map(agentRow), ...unlisted];
}

function agentRow(agent: Agent): Record<string, string> {
  const text = (value: string | null) => value ?? '';
  return {
    ...idColumns(agent.id),
    name: agent.name,
    team: text(agent.team),
    region: text(agent.region),
    shift: text(agent.shift),
    timezone: text(agent.timezone),
    manager: text(agent.manager),
    started: agent.startedAt === null ? '' : iso(agent.startedAt),
    ended: agent.endedAt === null ? '' : iso(agent.endedAt),
    bot: String(agent.bot),
  };
}

const iso = (at: Instant): string => new Date(at).toISOString();
const sourceOf = (id: string): string => id.slice(0, id.indexOf(':'));
const localOf = (id: string): string => id.slice(id.indexOf(':') + 1);
const idColumns = (id: AgentId | AccountId) => ({ agent: localOf(id), source: sourceOf(id) });

function account(id: AccountId | null | undefined, who: Identities): string {
  if (id === null || id === undefined) return '';
  return localOf(who.isBot(id) ? id : who.agentOf(id));
}

function common(event: TicketEvent, seq: number, who: Identities): TicketLogRow {
  return {
    ticket: localOf(event.ticketId),
    source: sourceOf(event.ticketId),
    at: iso(event.occurredAt),
    known_at: event.knownAt === event.occurredAt ? '' : iso(event.knownAt),
    seq: String(seq),
    actor: account(event.actor, who),
  };
}

function openedEarlier(row: TicketLogRow | undefined, openedAt: Instant | undefined, at: Instant): void {
  if (row !== undefined && openedAt !== undefined && openedAt < at) row.opened_at = iso(openedAt);
}

type Changed = Extract<TicketFact, { type: 'changed' }>;

/** The differences, in the order in which one event applies them: attributes and holder first, then the status. */
function changeRows({ set, resolver }: Changed, before: TicketState | null, who: Identities): TicketLogRow[] {
  const state = before ?? BLANK_STATE;
  const columns = attributeColumns(set, before);
  const holderChanged = set.holder !== undefined && set.holder !== state.holder;
  const rows: TicketLogRow[] = [];
  if (before === null) rows.push({ event: 'created', ...(holderChanged ? {} : columns) });
  else if (!holderChanged && Object.keys(columns).length > 0) rows.push({ event: 'changed', ...columns });
  if (holderChanged) {
    const event = set.holder === null ? 'unassigned' : 'assigned';
    rows.push({ event, agent: account(set.holder, who), ...columns });
  }
  const said = statusRow(set, state, resolver, who);
  return said === null ? rows : [...rows, said];
}

function statusRow(
  set: TicketChange,
  state: TicketState,
  resolver: AccountId | undefined,
  who: Identities,
): TicketLogRow | null {
  const status = set.status ?? state.status;
  const sourceStatus = set.sourceStatus ?? state.sourceStatus;
  if (status === state.status && sourceStatus === state.sourceStatus && resolver === undefined) return null;
  return {
    event: 'status',
    value: status === 'unknown' ? (sourceStatus ?? 'unknown') : status,
    source_status: sourceStatus ?? '',
    agent: account(resolver, who),
  };
}

const ATTRIBUTES = {
  kind: 'kind',
  priority: 'priority',
  work_type: 'workType',
  channel: 'channel',
  shift: 'shift',
  region: 'region',
  team: 'team',
  requester: 'requester',
} as const;

function attributeColumns(set: TicketChange, before: TicketState | null): TicketLogRow {
  const state = before ?? BLANK_STATE;
  const changed = Object.entries(ATTRIBUTES).flatMap(([column, field]) => {
    const value = set[field];
    return value === undefined || value === null || value === state[field] ? [] : [[column, value]];
  });
  return Object.fromEntries(changed);
}

function factRow(fact: Exclude<TicketFact, Changed>, who: Identities): TicketLogRow {
  switch (fact.type) {
    case 'replied':
      return { event: 'reply' };
    case 'noted':
      return { event: 'note' };
    case 'customer-replied':
      return { event: 'customer_reply' };
    case 'rated':
      return { event: 'rated', value: String(fact.score), agent: account(fact.about, who) };
    case 'reviewed':
      return {
        event: 'reviewed',
        value: fact.critical ? 'critical' : String(fact.score),
        agent: account(fact.about, who),
      };
    case 'sla-reported':
      return { event: 'sla', value: `${fact.target}:${fact.met ? 'met' : 'breached'}` };
    case 'linked':
      return { event: 'linked', value: `${fact.relation}:${fact.other}` };
  }
}
