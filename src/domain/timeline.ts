import type { Identities } from './agent.ts';
import { latestEditions } from './editions.ts';
import type { AccountId, AgentId, TicketId } from './ids.ts';
import type { Instant } from './interval.ts';
import { BLANK_STATE, isDone, type TicketState, type TicketStatus } from './ticket.ts';
import { inOrder, type TicketEvent, type TicketFact } from './ticket-event.ts';

/** A spell in which the ticket stood in one status; end null: still does. */
export interface StatusSpell {
  readonly start: Instant;
  readonly end: Instant | null;
  readonly status: TicketStatus;
  readonly sourceStatus: string | null;
  /** An automation began it. */
  readonly automatic: boolean;
  /** The person who began it; null: an automation, or nobody is named. */
  readonly by: AgentId | null;
}

/** A spell in which one person, or nobody, held the ticket in one team. An automation's spell is held by nobody. */
interface Assignment {
  readonly start: Instant;
  readonly end: Instant | null;
  readonly holder: AgentId | null;
  readonly team: string | null;
  /** An automation began it. */
  readonly automatic: boolean;
  /** The person who began it; null: an automation, or nobody is named. */
  readonly by: AgentId | null;
}

/** The ticket came to rest. `state` is what was true then; `resolver` null: nobody that can be credited. */
export interface Resolution {
  readonly at: Instant;
  /** In whose hands it came to rest, whoever is named its resolver. */
  readonly holder: AgentId | null;
  readonly resolver: AgentId | null;
  readonly state: TicketState;
  readonly reopenedAt: Instant | null;
}

export interface Reply {
  readonly at: Instant;
  readonly by: AgentId | null;
  readonly from: 'agent' | 'customer' | 'note';
}

export interface Assessment {
  readonly at: Instant;
  /** 0..1 */
  readonly score: number;
  readonly critical: boolean;
  readonly about: AgentId | null;
}

/** A value that had been said before was changed. `by` null: an automation, or nobody is named. */
interface Edit {
  readonly at: Instant;
  readonly by: AgentId | null;
  readonly what: 'priority' | 'work-type';
  readonly from: string;
  readonly to: string | null;
}

/** The source names another ticket, an article ... `other`: by the source's id. */
interface Link {
  readonly at: Instant;
  readonly by: AgentId | null;
  readonly relation: string;
  readonly other: string;
}

/** One ticket's events folded: what was true when. */
export interface TicketTimeline {
  readonly ticketId: TicketId;
  readonly openedAt: Instant;
  /** The last instant anything of it speaks of. */
  readonly lastAt: Instant;
  readonly state: TicketState;
  /** What was true from each instant on at which anything a promise may depend on changed. */
  readonly states: readonly { readonly start: Instant; readonly state: TicketState }[];
  /** The first priority said: later recoding must not ease what is expected. */
  readonly firstPriority: string | null;
  readonly statuses: readonly StatusSpell[];
  readonly assignments: readonly Assignment[];
  readonly resolutions: readonly Resolution[];
  readonly replies: readonly Reply[];
  readonly ratings: readonly Assessment[];
  readonly reviews: readonly Assessment[];
  /** The source's own latest result for each of its targets. */
  readonly sourceSla: Readonly<Record<string, boolean>>;
  readonly links: readonly Link[];
  readonly edits: readonly Edit[];
}

type Open<T> = { -readonly [K in keyof T]: T[K] };

interface Draft {
  openedAt: Instant;
  state: TicketState;
  states: { start: Instant; state: TicketState }[];
  stateKeptAt: Instant | null;
  firstPriority: string | null;
  statuses: Open<StatusSpell>[];
  assignments: Open<Assignment>[];
  resolutions: Open<Resolution>[];
  replies: Reply[];
  ratings: Assessment[];
  reviews: Assessment[];
  sourceSla: Record<string, boolean>;
  links: Link[];
  edits: Edit[];
}

/**
 * Folds one ticket's events, given in any order and possibly doubled, into its timeline.
 * Throws RangeError when there are no events: a ticket without events does not exist.
 */
export function foldTimeline(events: readonly TicketEvent[], identities: Identities): TicketTimeline {
  const sorted = latestEditions(dedupe([...events].sort(inOrder)));
  const first = sorted[0];
  if (first === undefined) throw new RangeError('foldTimeline needs at least one event');
  const draft: Draft = {
    openedAt: openingOf(sorted, first.occurredAt),
    state: BLANK_STATE,
    states: [],
    stateKeptAt: null,
    firstPriority: null,
    statuses: [],
    assignments: [],
    resolutions: [],
    replies: [],
    ratings: [],
    reviews: [],
    sourceSla: {},
    links: [],
    edits: [],
  };
  for (const event of sorted) apply(draft, event, identities);
  const { stateKeptAt: _, ...timeline } = draft;
  return { ticketId: first.ticketId, lastAt: sorted.at(-1)?.occurredAt ?? first.occurredAt, ...timeline };
}

/** The earliest instant anything speaks of, known before the folding: spells begin there. */
function openingOf(events: readonly TicketEvent[], first: Instant): Instant {
  return Math.min(first, ...events.map(({ fact }) => (fact.type === 'changed' ? (fact.openedAt ?? first) : first)));
}

function dedupe(sorted: readonly TicketEvent[]): readonly TicketEvent[] {
  return sorted.filter((event, i) => event.id !== sorted[i - 1]?.id);
}

function apply(draft: Draft, event: TicketEvent, who: Identities): void {
  const { fact, occurredAt: at } = event;
  switch (fact.type) {
    case 'changed':
      applyChange(draft, fact, at, event.actor, who);
      return;
    case 'replied':
    case 'noted':
    case 'customer-replied':
      draft.replies.push({ at, by: human(event.actor, who), from: REPLY_FROM[fact.type] });
      return;
    case 'rated':
      draft.ratings.push({ at, score: fact.score, critical: false, about: human(fact.about, who) });
      return;
    case 'reviewed':
      draft.reviews.push({ at, score: fact.score, critical: fact.critical, about: human(fact.about, who) });
      return;
    case 'sla-reported':
      draft.sourceSla = { ...draft.sourceSla, [fact.target]: fact.met };
      return;
    case 'linked':
      draft.links.push({ at, by: human(event.actor, who), relation: fact.relation, other: fact.other });
  }
}

const REPLY_FROM = { replied: 'agent', noted: 'note', 'customer-replied': 'customer' } as const;

function applyChange(
  draft: Draft,
  fact: Extract<TicketFact, { type: 'changed' }>,
  at: Instant,
  actor: AccountId | null,
  who: Identities,
): void {
  const begun = { automatic: actor !== null && who.isBot(actor), by: human(actor, who) };
  const before = draft.state;
  draft.state = { ...before, ...fact.set };
  keepEdits(draft, at, begun.by, before);
  draft.firstPriority ??= draft.state.priority;
  keepState(draft, at);
  applyAssignment(draft, at, begun, who);
  applyStatus(draft, at, begun, who);
  const latest = draft.resolutions.at(-1);
  if (fact.resolver !== undefined && latest !== undefined) latest.resolver = human(fact.resolver, who);
}

const PROMISED_BY = ['priority', 'kind', 'team', 'workType', 'requesterGroup'] as const;

/** Of several changes at one instant only what they left counts. */
function keepState(draft: Draft, at: Instant): void {
  const { state } = draft;
  const current = draft.states.at(-1);
  if (current !== undefined && draft.stateKeptAt === at) current.state = state;
  else if (current === undefined || PROMISED_BY.some((field) => current.state[field] !== state[field])) {
    draft.states.push({ start: current === undefined ? draft.openedAt : at, state });
  } else return;
  draft.stateKeptAt = at;
}

const EDITS = [
  ['priority', 'priority'],
  ['workType', 'work-type'],
] as const;

function keepEdits(draft: Draft, at: Instant, by: AgentId | null, before: TicketState): void {
  for (const [field, what] of EDITS) {
    const [from, to] = [before[field], draft.state[field]];
    if (from !== null && from !== to) draft.edits.push({ at, by, what, from, to });
  }
}

type Begun = Pick<StatusSpell, 'automatic' | 'by'>;

/** The first spell began at the opening, which somebody else may have made. */
const NOBODY: Pick<Begun, 'by'> = { by: null };

function applyAssignment(draft: Draft, at: Instant, begun: Begun, who: Identities): void {
  const holder = human(draft.state.holder, who);
  const { team } = draft.state;
  const current = draft.assignments.at(-1);
  if (current?.holder === holder && current.team === team) return;
  const start = current === undefined ? draft.openedAt : at;
  if (current !== undefined) current.end = at;
  // Whoever is named first held it from then on; before that, since the opening, nobody did.
  if (holder !== null && start < at) {
    draft.assignments.push({ start, end: at, holder: null, team, ...begun, ...NOBODY });
    draft.assignments.push({ start: at, end: null, holder, team, ...begun });
    return;
  }
  draft.assignments.push({ start, end: null, holder, team, ...begun, ...(start < at && NOBODY) });
}

function applyStatus(draft: Draft, at: Instant, begun: Begun, who: Identities): void {
  const { status, sourceStatus } = draft.state;
  const current = draft.statuses.at(-1);
  if (current?.status === status && current.sourceStatus === sourceStatus) return;
  const rested = restsSince(draft.statuses) !== null;
  if (current !== undefined) current.end = at;
  const start = current === undefined ? draft.openedAt : at;
  draft.statuses.push({ start, end: null, status, sourceStatus, ...begun, ...(start < at && NOBODY) });
  const rests = restsSince(draft.statuses) !== null;
  if (rests && !rested && status !== 'cancelled') {
    const holder = human(draft.state.holder, who);
    draft.resolutions.push({ at, holder, resolver: holder, state: draft.state, reopenedAt: null });
  }
  const latest = draft.resolutions.at(-1);
  if (!rests && rested && latest !== undefined) latest.reopenedAt ??= at;
}

/** Since when nobody has to work on it any more; null: somebody has to. A status that nobody knows changes nothing. */
export function restsSince(statuses: readonly StatusSpell[]): Instant | null {
  let since: Instant | null = null;
  for (const { status, start } of statuses) {
    if (status !== 'unknown') since = isDone(status) ? (since ?? start) : null;
  }
  return since;
}

function human(account: AccountId | null, who: Identities): AgentId | null {
  return account === null || who.isBot(account) ? null : who.agentOf(account);
}
