import type { Unmapped } from '../connector/connector.ts';
import type { Agent } from '../domain/agent.ts';
import type { Contribution, KnownContribution } from '../domain/contribution.ts';
import type { AccountId, AgentId, TicketId } from '../domain/ids.ts';
import type { Instant } from '../domain/interval.ts';
import type { Neighbour } from '../domain/neighbours.ts';
import type { SlaReason } from '../domain/sla/compare.ts';
import type { SlaDue, SlaNotice } from '../domain/sla/due.ts';
import type { ClockName } from '../domain/sla/policy.ts';
import type { WarningPercent } from '../domain/sla/warnings.ts';
import type { TicketEvent } from '../domain/ticket-event.ts';
import type { Expectation } from '../metrics/expectation/expectation.ts';
import type { OffDay } from '../metrics/expectation/off-days.ts';
import type { SettledMastery } from '../metrics/expectation/settled-mastery.ts';
import type { Subject, SubjectKind } from '../metrics/metric.ts';
import type { Note } from '../metrics/notes/signal.ts';
import type { AtTarget, Estimate } from '../metrics/sample.ts';
import type { Decision } from '../progression/decision.ts';
import type { Carried, Judgement } from '../progression/judgement.ts';
import type { NewDelivery } from './delivery.ts';
import type { Poisoned } from './poisoned.ts';
import type { ReadingStore } from './reading-store.ts';

export interface Delivery extends NewDelivery {
  readonly id: number;
}

/** What became of a delivery: its events and agents, or why it was set aside. */
export type DeliveryOutcome =
  | {
      readonly delivery: Delivery;
      readonly events: readonly TicketEvent[];
      readonly agents: readonly Agent[];
      readonly unmapped: readonly Unmapped[];
      /** Tickets of which it says only that they have changed, by the source's ids. */
      readonly reread?: readonly string[];
    }
  | { readonly delivery: Delivery; readonly setAside: { readonly reason: string; readonly detail: string } };

/** What a delivery says, by how the sources are read now. Must have no other effect: it may be asked twice. */
export type ReadDelivery = (delivery: Delivery, sources: readonly SourceConfig[]) => DeliveryOutcome;

export interface SetAside {
  readonly reason: string;
  readonly count: number;
  readonly example: { readonly origin: string; readonly position: number; readonly detail: string };
}

/** Both given: both must hold. None: all that were set aside. */
export interface SetAsideFilter {
  readonly ids?: readonly number[] | undefined;
  readonly reason?: string | undefined;
}

export interface SetAsideDelivery {
  readonly id: number;
  readonly source: string;
  readonly receivedAt: Instant;
  readonly origin: string;
  readonly position: number;
  readonly reason: string;
  readonly detail: string;
  readonly body: string;
}

export interface SetAsideTicket {
  readonly ticketId: TicketId;
  readonly detail: string;
}

/** A source and how it is read: its connector, and the connector's settings as text. */
export interface SourceConfig {
  readonly source: string;
  readonly connector: string;
  readonly settings: string | null;
}

export interface Alias {
  readonly account: AccountId;
  readonly agent: AgentId;
  readonly confirmedBy: string;
  readonly confirmedAt: Instant;
}

export interface Evaluation {
  readonly asOf: Instant;
  readonly rulesVersion: string;
  /** Facts known before it have arrived since: it has to be settled again. */
  readonly stale: boolean;
  /** What it and all before it were settled from has been deleted by retention: none of them is settled again. */
  readonly sealed?: true;
}

/** That an evaluation is being settled from all that was known by then. */
export interface Begun {
  readonly asOf: Instant;
  readonly token: string;
}

export interface StoredFigure {
  readonly metric: string;
  readonly weeks: number;
  readonly subject: Subject;
  readonly estimate: Estimate;
  /** How sure it is that the desk's target is reached; null: the figure has no target, or is known by its interval only. */
  readonly atTarget: AtTarget | null;
  /** Why it gates nobody; null: it may. */
  readonly heldBack: string | null;
  /** Version of the expectation it was made with; null: without one. */
  readonly expectation: string | null;
}

export interface StoredJudgement extends Judgement {
  readonly asOf: Instant;
}

export interface JudgementFilter {
  readonly asOf?: Instant;
  readonly ruleId?: string;
  readonly subject?: Subject;
  /** up: a flag is up after it. withdrawn: it took one down. */
  readonly flag?: 'up' | 'withdrawn';
}

/** since, until: both belong to it. */
export interface DecisionFilter {
  readonly agent?: string;
  readonly flag?: string;
  readonly since?: Instant;
  readonly until?: Instant;
}

/** What became of a line for the log. overtaken: somebody else has written since; null: what was seen has gone. */
export type Added =
  | { readonly how: 'added' | 'known'; readonly decision: Decision }
  | { readonly how: 'overtaken'; readonly by: Decision | null };

export interface Contributor {
  readonly agent: AgentId;
  readonly team: string | null;
}

/** What is made of tickets by folding them. */
export interface Folded {
  readonly contributions: readonly KnownContribution[];
  /** One for each clock that has not stopped and has a warning to give. */
  readonly due: readonly SlaDue[];
}

/** Who is whom, and which are automations, all that is told of it. */
export interface People {
  readonly aliases: readonly Alias[];
  readonly agents: readonly Agent[];
  readonly sources: readonly SourceConfig[];
}

/**
 * What a ticket's events come to, by who is whom now, and by its neighbours: other tickets that may matter to it. Must
 * have no other effect: it may be asked twice.
 */
export type Fold = (events: readonly TicketEvent[], people: People, neighbours: readonly Neighbour[]) => Folded;

/** From what is due, in order, and its tickets' events: the notices to keep, and what is due next. */
export type Raise = (
  due: readonly SlaDue[],
  events: ReadonlyMap<TicketId, readonly TicketEvent[]>,
) => { readonly notices: readonly SlaNotice[]; readonly next: readonly SlaDue[] };

export interface SlaCounts {
  readonly due: number;
  readonly notices: readonly { readonly clock: ClockName; readonly percent: WarningPercent; readonly count: number }[];
}

/** How many tickets differ from their source's own SLA result, and why; reason null: they agree. */
export interface SlaComparisonCounts {
  /** The evaluation after which they were counted. */
  readonly asOf: Instant;
  readonly counts: readonly { readonly target: string; readonly reason: SlaReason | null; readonly tickets: number }[];
}

export interface StoreCounts {
  readonly deliveries: { readonly pending: number; readonly done: number; readonly setAside: number };
  /** When the oldest pending delivery was received; null: none is pending. */
  readonly oldestPending: Instant | null;
  readonly tickets: number;
  readonly events: number;
  readonly contributions: number;
}

/** SHA-256 over all that was derived, in hex: equal digests mean equal tables, row for row. */
export interface Digest {
  readonly events: string;
  readonly contributions: string;
  readonly evaluations: string;
}

/** Persistence. Every method is one transaction: it happens wholly or not at all. Instants are milliseconds UTC. */
export interface Store extends ReadingStore {
  /** Any number of processes may work on it at once. */
  readonly shared: boolean;
  /** Does the work unless another process is at work of this name; returns whether it was done. */
  alone(name: string, work: () => Promise<void>): Promise<boolean>;

  /** Sets how a source is read. True: that changed, and all its deliveries are pending again. */
  configureSource(config: SourceConfig): Promise<boolean>;
  sources(): Promise<SourceConfig[]>;
  /** Adds those not yet there; returns how many that were. */
  addDeliveries(deliveries: readonly NewDelivery[]): Promise<number>;
  /** All of them, oldest first, from the one after this id on. */
  deliveriesAfter(id: number, limit: number): Promise<Delivery[]>;
  /** Takes back all that was derived and makes every delivery pending again; evaluations are to be settled again. */
  forgetDerived(): Promise<void>;
  /**
   * Reads the oldest pending deliveries, at most `limit`, keeps what `read` makes of them, and marks stale whatever is
   * derived from what changed. Returns how many there were. Throws Poisoned where `limit` is 1 and that one cannot be kept. No other process can be at the same ones: 0 may mean that
   * others are at all that are left.
   */
  settlePending(limit: number, read: ReadDelivery): Promise<number>;
  setAside(): Promise<SetAside[]>;
  /** Those that the filter names, oldest first. */
  setAsideDeliveries(filter: SetAsideFilter, limit: number): Promise<SetAsideDelivery[]>;
  /** Tickets that cannot be folded: what was derived of them before stays. */
  setAsideTickets(limit: number): Promise<SetAsideTicket[]>;
  /** So that it blocks nothing else. */
  setAsidePoisoned(poisoned: Poisoned): Promise<void>;
  /** Makes them pending again; returns how many. */
  retrySetAside(filter: SetAsideFilter): Promise<number>;
  retryTickets(): Promise<number>;
  /** Deletes them; returns how many. */
  dropSetAside(filter: SetAsideFilter): Promise<number>;
  unmapped(): Promise<readonly (Unmapped & { readonly source: string; readonly count: number })[]>;

  /**
   * Puts what `fold` makes of a ticket's events in place of its contributions, for at most `limit` stale tickets.
   * Returns how many there were. No other process can be at the same ones, and no event can come in between: 0 may mean
   * that others are at all that are left.
   */
  foldStale(limit: number, fold: Fold): Promise<number>;
  markAllTicketsStale(): Promise<void>;
  eventsOf(tickets: readonly TicketId[]): Promise<Map<TicketId, TicketEvent[]>>;
  ticketIds(after: TicketId | null, limit: number): Promise<TicketId[]>;
  /** As known asOf, with something in them at or after `since` or still held; page by page, by ticket, then agent. */
  contributions(asOf: Instant, since: Instant): AsyncIterable<readonly Contribution[]>;
  contributionsOf(agent: AgentId, asOf: Instant): Promise<Contribution[]>;
  /** First and last instant at which anything became known; null: nothing is. */
  knownSpan(): Promise<{ readonly first: Instant; readonly last: Instant } | null>;

  /** What falls due next, soonest first. */
  slaDue(limit: number): Promise<SlaDue[]>;
  /**
   * Takes at most `limit` of those due by now, soonest first, keeps the notices that `raise` makes of them, and puts
   * what is due next in their place. Returns how many were taken, and which notices had not been raised before.
   */
  raiseDue(
    now: Instant,
    limit: number,
    raise: Raise,
  ): Promise<{ readonly taken: number; readonly raised: readonly SlaNotice[] }>;
  /** The latest first. */
  slaNotices(limit: number): Promise<SlaNotice[]>;
  slaCounts(): Promise<SlaCounts>;
  /** The latest one; stale: evaluations have been settled since. Null: none yet. */
  slaComparison(): Promise<(SlaComparisonCounts & { readonly stale: boolean }) | null>;
  /** In place of the one before. */
  saveSlaComparison(comparison: SlaComparisonCounts): Promise<void>;

  /** `id`: of one alone, if there is one. */
  agents(id?: AgentId): Promise<Agent[]>;
  /** All people who have contributed, whether or not a list of agents names them, and the team they mostly did so in. */
  contributors(id?: AgentId): Promise<Contributor[]>;
  aliases(): Promise<Alias[]>;
  confirmAliases(aliases: readonly Alias[]): Promise<void>;

  saveRules(version: string, files: Readonly<Record<string, string>>): Promise<void>;
  rulesFiles(version: string): Promise<Readonly<Record<string, string>> | null>;
  evaluations(): Promise<Evaluation[]>;
  /**
   * To be asked before an evaluation reads anything. Null: not now, as some tickets have facts known by then that are not
   * folded yet, or that another process is just folding.
   */
  beginEvaluation(asOf: Instant): Promise<Begun | null>;
  /**
   * In place of the one before. Stale at once if facts known by then have come in since it was begun; never without
   * `begun`. An expectation that was learned for it is kept with it, unless it is stale. Figures and judgements are gone
   * through again where another process was in the way.
   */
  saveEvaluation(
    evaluation: {
      readonly asOf: Instant;
      readonly rulesVersion: string;
      readonly begun?: Begun | undefined;
      readonly learned?: Expectation | undefined;
      readonly notes?: readonly Note[] | undefined;
      readonly offDays?: readonly OffDay[] | undefined;
    },
    figures: Iterable<StoredFigure>,
    judgements: Iterable<Judgement>,
    masteries?: Iterable<SettledMastery>,
  ): Promise<void>;
  /** The one frozen at this instant under these rules. Null: none, or facts known by then have come in since. */
  expectation(frozenAt: Instant, rulesVersion: string): Promise<Expectation | null>;
  /**
   * The latest one frozen at or before an instant: what the figures of then were set against, also where facts have come
   * in since and they are to be settled again.
   */
  latestExpectation(asOf: Instant): Promise<Expectation | null>;
  judgements(filter: JudgementFilter): Promise<StoredJudgement[]>;
  /** What the evaluation after this one goes on from. */
  carried(asOf: Instant): Promise<Carried[]>;
  /** How many subjects each rule judged how, at one evaluation. */
  verdictCounts(
    asOf: Instant,
  ): Promise<{ readonly ruleId: string; readonly verdict: string; readonly subjects: number }[]>;
  figures(asOf: Instant, kind: SubjectKind, id?: string): Promise<StoredFigure[]>;
  /** What to ask people about, as of one evaluation; by signal, then subject. */
  qualityNotes(asOf: Instant): Promise<Note[]>;
  /** Days that an evaluation made an allowance for, as a whole team or the whole desk was off; by day. */
  offDays(asOf: Instant): Promise<OffDay[]>;
  /** As settled with the evaluation of that instant; by agent, then work type. */
  masteries(asOf: Instant, filter?: { readonly agent?: string }): Promise<SettledMastery[]>;

  /** What people decided and said, oldest first. Nothing changes a line once it is there. */
  decisions(filter: DecisionFilter): Promise<Decision[]>;
  /**
   * Adds a line if `after` is the id of the last one about the same person, or about the same flag where it is about
   * nobody; null: there is none. One whose id is there already is left as it is.
   */
  addDecision(decision: Decision, after: string | null): Promise<Added>;
  /** Deletes all that was decided about a person, for their erasure; returns how many lines that were. */
  eraseDecisions(agent: string): Promise<number>;

  counts(): Promise<StoreCounts>;
  /** Whether retention has deleted deliveries or tickets of which something here was made. */
  forgotten(): Promise<boolean>;
  digest(): Promise<Digest>;
  close(): Promise<void>;
}
