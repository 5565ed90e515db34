import type { Agent, Identities } from '../../src/domain/agent.ts';
import { latestEditions } from '../../src/domain/editions.ts';
import type { AccountId, AgentId } from '../../src/domain/ids.ts';
import type { Instant } from '../../src/domain/interval.ts';
import { BLANK_STATE, type TicketChange, type TicketState } from '../../src/domain/ticket.ts';
import { inOrder, type TicketEvent, type TicketFact } from '../../src/domain/ticket-event.ts';
import { ATTRIBUTE_ENTRIES, type TicketColumn, WITH_SOURCE } from './rows.ts';

export type TicketLogRow = Partial<Record<TicketColumn, string>>;
type Changed = Extract<TicketFact, { type: 'changed' }>;
type Person = AccountId | AgentId | null | undefined;
type Draft = Omit<TicketLogRow, 'actor' | 'agent' | 'holder'> & { actor?: Person; agent?: Person; holder?: Person };

/**
 * One ticket's events as rows of the neutral log, the inverse of normalising them: snapshots become the differences
 * between them, and a person's confirmed accounts become one. What is read back folds to the same at any asOf, but for
 * what the source has revised: of that only the last wording is told.
 */
export function ticketRows(events: readonly TicketEvent[], who: Identities): TicketLogRow[] {
  const sorted = latestEditions([...events].sort(inOrder));
  const teller = new Teller(becameKnownInOrder(sorted), who);
  const rows: TicketLogRow[] = [];
  for (const [i, event] of sorted.entries()) {
    const isLast = i === sorted.length - 1; // told also when it says nothing new: it is when the log ends
    const { fact } = event;
    const told = fact.type === 'changed' ? teller.changeRows(event, fact, isLast) : [factRow(fact, who)];
    const actor = personOf(event.actor, who);
    for (const row of told) rows.push(written(event, rows.length, { actor, ...row }));
  }
  return rows;
}

/** Else a difference to what an earlier event said might be read while that event is not known yet. */
function becameKnownInOrder(sorted: readonly TicketEvent[]): boolean {
  return sorted.every((event, i) => event.knownAt >= (sorted[i - 1]?.knownAt ?? event.knownAt));
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

function personOf(id: AccountId | null | undefined, who: Identities): AccountId | AgentId | null {
  if (id === null || id === undefined) return null;
  return who.isBot(id) ? id : who.agentOf(id);
}

/** The row of a draft whose accounts are ids yet. */
function written(event: TicketEvent, seq: number, { actor, agent, holder, ...row }: Draft): TicketLogRow {
  const source = sourceOf(event.ticketId);
  const accounts = Object.entries({ actor, agent, holder }).filter(([, id]) => id !== null && id !== undefined);
  const foreign = accounts.some(([, id]) => sourceOf(id ?? '') !== source);
  const texts = accounts.map(([column, id]) => [column, foreign ? id : localOf(id ?? '')]);
  return {
    ticket: localOf(event.ticketId),
    source,
    at: iso(event.occurredAt),
    known_at: event.knownAt === event.occurredAt ? '' : iso(event.knownAt),
    seq: String(seq),
    ...row,
    ...Object.fromEntries(texts),
    ...(foreign && { accounts: WITH_SOURCE }),
  };
}

/** Tells one ticket's changes in order: what is new in each, or all of each. */
class Teller {
  readonly #differences: boolean;
  readonly #who: Identities;
  #created = false;
  #state: TicketState = BLANK_STATE;
  #openedAt: Instant = Number.POSITIVE_INFINITY;

  constructor(differences: boolean, who: Identities) {
    this.#differences = differences;
    this.#who = who;
  }

  /** @param mustSay whether there has to be a row even if nothing is new */
  changeRows({ occurredAt }: TicketEvent, { set, resolver, openedAt }: Changed, mustSay: boolean): Draft[] {
    const said = this.#differences ? differences(this.#state, set) : set;
    const opened = this.#opened(openedAt, occurredAt);
    const isFirst = !this.#created;
    this.#created = true;
    this.#state = { ...this.#state, ...set };
    const agent = personOf(resolver, this.#who);
    if (!this.#differences) return [{ event: 'changed', agent, ...this.#columns(said), ...opened }];
    if (isFirst) return [{ event: 'created', agent, ...this.#columns(said), ...opened }];
    return this.#steps(said, opened, agent, mustSay);
  }

  #opened(openedAt: Instant | undefined, at: Instant): Draft {
    const known = this.#differences ? this.#openedAt : Number.POSITIVE_INFINITY;
    if (openedAt === undefined || openedAt >= Math.min(at, known)) return {};
    this.#openedAt = openedAt;
    return { opened_at: iso(openedAt) };
  }

  /** The holder first, then the status and who is credited: the order in which one event applies them. */
  #steps({ holder, ...said }: TicketChange, opened: Draft, resolver: Draft['agent'], mustSay: boolean): Draft[] {
    const event = holder === null ? 'unassigned' : 'assigned';
    const taken: Draft[] = holder === undefined ? [] : [{ event, agent: personOf(holder, this.#who) }];
    if (said.status !== undefined) {
      const { status, sourceStatus, ...attributes } = said;
      const named = { event: 'status', value: status, agent: resolver, ...this.#columns({ sourceStatus }) };
      return withColumns([...taken, named], { ...this.#columns(attributes), ...opened });
    }
    const columns = { ...this.#columns(said), ...opened };
    if (taken.length > 0 && resolver === null) return withColumns(taken, columns);
    const isNew = mustSay || resolver !== null || Object.keys(columns).length > 0;
    return isNew ? withColumns([...taken, { event: 'changed', agent: resolver }], columns) : [];
  }

  #columns({ holder, ...said }: { readonly [K in keyof TicketChange]: TicketChange[K] | undefined }): Draft {
    const columns: Draft = {};
    const cleared = holder === null ? ['holder'] : [];
    for (const [column, field] of ATTRIBUTE_ENTRIES) {
      if (column === 'holder' || field === 'holder') continue;
      const value = said[field];
      if (value === null) cleared.push(column);
      else if (value !== undefined) columns[column] = value;
    }
    if (cleared.length > 0) columns.cleared = cleared.join(' ');
    return holder === null || holder === undefined ? columns : { ...columns, holder: personOf(holder, this.#who) };
  }
}

/** Puts what is said beside on the first of the rows. */
function withColumns([first, ...rest]: readonly Draft[], columns: Draft): Draft[] {
  const cleared = [columns.cleared, first?.cleared].filter((names) => names !== undefined).join(' ');
  return [{ ...columns, ...first, ...(cleared !== '' && { cleared }) }, ...rest];
}

/** What of `set` is not so already; a new status comes with its source's word. */
function differences(state: TicketState, set: TicketChange): TicketChange {
  const entries = Object.entries(set).filter(([name, value]) => value !== state[name as keyof TicketState]);
  const changed: TicketChange = Object.fromEntries(entries);
  if (changed.status === undefined) return changed;
  return { ...changed, sourceStatus: set.sourceStatus === undefined ? state.sourceStatus : set.sourceStatus };
}

function factRow(fact: Exclude<TicketFact, Changed>, who: Identities): Draft {
  switch (fact.type) {
    case 'replied':
      return { event: 'reply' };
    case 'noted':
      return { event: 'note' };
    case 'customer-replied':
      return { event: 'customer_reply' };
    case 'rated':
      return { event: 'rated', value: String(fact.score), agent: personOf(fact.about, who) };
    case 'reviewed':
      return { event: 'reviewed', value: reviewText(fact), agent: personOf(fact.about, who) };
    case 'sla-reported':
      return { event: 'sla', value: `${fact.target}:${fact.met ? 'met' : 'breached'}` };
    case 'linked':
      return { event: 'linked', value: `${fact.relation}:${fact.other}` };
  }
}

function reviewText({ critical, score }: { critical: boolean; score: number }): string {
  if (!critical) return String(score);
  return score === 0 ? 'critical' : `critical:${score}`;
}
