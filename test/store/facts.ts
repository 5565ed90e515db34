import type { Agent } from '../../src/domain/agent.ts';
import type { Contribution } from '../../src/domain/contribution.ts';
import { type AgentId, accountId, eventId, ticketId } from '../../src/domain/ids.ts';
import type { TicketChange } from '../../src/domain/ticket.ts';
import type { TicketEvent } from '../../src/domain/ticket-event.ts';
import type { Expectation } from '../../src/metrics/expectation/expectation.ts';
import type { OffDay } from '../../src/metrics/expectation/off-days.ts';
import type { SettledMastery } from '../../src/metrics/expectation/settled-mastery.ts';
import type { Subject } from '../../src/metrics/metric.ts';
import type { Note } from '../../src/metrics/notes/signal.ts';
import type { Estimate } from '../../src/metrics/sample.ts';
import type { Decision, FlagShown } from '../../src/progression/decision.ts';
import type { Judgement } from '../../src/progression/judgement.ts';
import type { NewDelivery } from '../../src/store/delivery.ts';
import type { Delivery, DeliveryOutcome, Folded, StoredFigure } from '../../src/store/store.ts';

/** What a delivery of these tests says; it stands in its body. */
export interface Told {
  readonly reread?: readonly string[];
  readonly ticket?: string;
  readonly knownAt?: number;
  readonly set?: TicketChange;
  readonly agent?: { readonly id: string; readonly bot?: boolean };
  readonly unknownWord?: string;
  readonly aside?: string;
}

export const delivery = (key: string, told: Told = {}, more: Partial<NewDelivery> = {}): NewDelivery => ({
  source: 'desk',
  key,
  about: 'ticket',
  receivedAt: 7,
  origin: 'log.csv',
  position: 1,
  columns: null,
  body: JSON.stringify(told),
  ...more,
});

/** Reads a delivery as its body says. */
export function read(from: Delivery): DeliveryOutcome {
  const { ticket, knownAt = 1, set, agent, unknownWord, aside, reread = [] } = JSON.parse(from.body) as Told;
  if (aside !== undefined) return { delivery: from, setAside: { reason: aside, detail: `${aside} of ${from.key}` } };
  return {
    delivery: from,
    events: ticket === undefined ? [] : [event(ticket, from.key, knownAt, from.source, set)],
    agents: agent === undefined ? [] : [person(agent.id, agent.bot)],
    unmapped: unknownWord === undefined ? [] : [{ what: 'status', word: unknownWord }],
    reread,
  };
}

export function event(
  ticket: string,
  key: string,
  knownAt: number,
  source = 'desk',
  set: TicketChange = {},
): TicketEvent {
  const id = ticketId(source, ticket);
  const fact = { type: 'changed', set: { team: key, ...set } } as const;
  return { id: eventId(id, key), ticketId: id, occurredAt: knownAt, knownAt, seq: 0, actor: null, fact };
}

export const agentId = (name: string): AgentId => accountId('desk', name) as string as AgentId;

export const person = (name: string, bot = false): Agent => ({
  id: agentId(name),
  name,
  team: null,
  region: null,
  shift: null,
  timezone: null,
  manager: null,
  startedAt: null,
  endedAt: null,
  bot,
});

export const contribution = (ticket: string, agent: string | null, more: Partial<Contribution> = {}): Contribution => ({
  ticketId: ticketId('desk', ticket),
  agentId: agent === null ? null : agentId(agent),
  team: 'first',
  kind: null,
  openedAt: 1,
  lastAt: 10,
  taken: [],
  heldMs: 0,
  holdingSince: null,
  resolutions: [],
  slaShares: [],
  responses: [],
  warnings: [],
  handoffs: [],
  replies: 0,
  notes: 0,
  acts: [],
  edits: [],
  pauses: [],
  articles: [],
  ratings: [],
  reviews: [],
  ...more,
});

/** A fold that credits each event to the agent of the same name, from when it was known until the next. */
export function fold(events: readonly TicketEvent[]): Folded {
  const inTime = [...events].sort((a, b) => a.knownAt - b.knownAt);
  const contributions = inTime.map(({ ticketId: ticket, id, knownAt }) => {
    const ofAgent = contribution('', id.slice(id.indexOf('#') + 1), { ticketId: ticket, lastAt: knownAt });
    return { contribution: ofAgent, knownFrom: knownAt, knownUntil: null };
  });
  return { contributions, due: [] };
}

export const agentSubject = (id: string): Subject => ({ kind: 'agent', id });

export const estimate = (value: number, upper = 1): Estimate => ({
  value,
  lower: 0,
  upper,
  level: 0.95,
  sampleSize: 40,
  effectiveSampleSize: 30,
});

export const figure = (metric: string, subject: Subject, of = estimate(0.5)): StoredFigure => ({
  metric,
  weeks: 8,
  subject,
  estimate: of,
  atTarget: null,
  heldBack: null,
  expectation: null,
});

/** A bad day of a team, or of the whole desk. */
export const offDay = (day: number, team: string | null): OffDay => ({
  day,
  team,
  resolutions: 30,
  good: 18,
  expected: 27.5,
  variance: 2.5,
  usual: 0.125,
});

export const note = (signal: string, id: string): Note => ({
  signal,
  subject: { kind: 'agent', id },
  n: 20,
  unit: 'ratio',
  value: 3,
  lower: 1.4,
  upper: null,
  q: 0.02,
  sentence: 'Seen “often”.',
  ask: 'Why?',
});

export const judgement = (ruleId: string, subject: Subject, more: Partial<Judgement> = {}): Judgement => ({
  ruleId,
  ruleVersion: 'v1',
  subject,
  verdict: 'not-met',
  evidence: [],
  heldFor: 0,
  outFor: 0,
  raisedAt: null,
  withdrawn: null,
  ...more,
});

export const mastery = (agent: string, workType = 'network', more: Partial<SettledMastery> = {}): SettledMastery => ({
  agent,
  workType,
  mastery: { probability: 0.75, estimate: estimate(0.9), lastAt: 3, missing: 18 },
  taken: 40,
  alone: 30,
  ...more,
});

/** Of a desk of which nothing could be learned yet. */
export const expectation = (frozenAt: number, version = 'e1'): Expectation => ({
  version,
  frozenAt,
  outcome: null,
  shares: {},
  checks: [],
});

/** About somebody, without a flag unless one is given. */
export const decision = (id: string, agent: string | null = 'ann', more: Partial<Decision> = {}): Decision => ({
  id,
  at: 50,
  by: 'Zoë “the boss”',
  agent,
  reason: 'Ünder one line\nand another',
  act: { act: 'record', kind: 'improvement' },
  shown: null,
  ...more,
});

export const shown = (flag: string, subject: Subject): FlagShown => ({
  flag,
  ruleId: 'r',
  ruleVersion: 'v1',
  expectation: null,
  subject,
  raisedAt: 30,
  asOf: 40,
  verdict: 'met',
});
