import type { AgentId, TicketId } from './ids.ts';
import type { Instant } from './interval.ts';

/** What kind of work a ticket was, as far as how hard it is may depend on it. Never a trait of the person. */
export interface Cell {
  readonly workType: string;
  /** The first priority said. */
  readonly priority: string;
  readonly channel: string;
  readonly shift: string;
}

/** One clock's result at its end. */
export interface SlaResult {
  readonly policy: string;
  /** Milliseconds of the policy's calendar. */
  readonly targetMs: number;
  readonly elapsedMs: number;
  /** elapsed <= target */
  readonly met: boolean;
  /**
   * Open time of pauses that began with nine tenths of the target or more used up, and in which the requester said
   * nothing (statistics.md 9); milliseconds of the policy's calendar. 0 for clocks other than resolution.
   */
  readonly unexplainedPauseMs: number;
}

/** This agent's own part in a resolution clock that has stopped with a result. */
export interface SlaSharePart {
  /** When the clock stopped. */
  readonly at: Instant;
  readonly team: string | null;
  readonly cell: Cell;
  readonly result: SlaResult;
  /** Of the elapsed time, what passed in this agent's hands. Over all rows of a ticket they add up to it. */
  readonly ownMs: number;
  /** The agent held the ticket at the instant of the breach (sticky). */
  readonly atBreach: boolean;
}

/** A public reply that stopped a response clock. */
export interface ResponsePart {
  readonly at: Instant;
  readonly team: string | null;
  readonly clock: 'first-response' | 'next-response';
  readonly result: SlaResult;
  /** From the later of the customer's message and the assignment to this agent; same calendar. */
  readonly ownMs: number;
}

/** Half, three quarters or nine tenths of a resolution target were used up in this agent's hands. */
export interface WarningPart {
  /** It may lie ahead of all that has happened: the warning that will be given if nothing happens before. */
  readonly at: Instant;
  readonly team: string | null;
  readonly percent: number;
  /** The first thing a person did on the ticket after it; null: nothing by now. */
  readonly actedAt: Instant | null;
  /** The clock stopped within its target after all; null: it has not stopped, or came to nothing. */
  readonly saved: boolean | null;
}

/** A resolution this agent is credited with, and what came of it. */
export interface ResolutionPart {
  readonly at: Instant;
  readonly team: string | null;
  readonly cell: Cell;
  /** Business time from the opening (or the reopening before) to here, less pauses; milliseconds. */
  readonly businessMs: number;
  /** People who held it in this cycle, and hand-overs between them. */
  readonly holders: number;
  readonly handovers: number;
  /** Of the hand-overs between people in this cycle, those before the ticket first came to the resolver. */
  readonly before: number;
  /** 0: the first resolution; 1: the one after one reopening ... */
  readonly cycle: number;
  /** Of the target, what was used up when the ticket first came to the resolver in this cycle; null: no target. */
  readonly usedBefore: number | null;
  /** One person held it from start to finish, as far as the source's id spaces let us see. */
  readonly oneOwner: boolean;
  readonly reopenedAt: Instant | null;
  /** Opening of the first linked repeat (neighbours.ts); null: none is known. */
  readonly repeatedAt: Instant | null;
  /** The ticket under which this one counts, as part of one episode; null: it stands for itself. */
  readonly episodeOf: TicketId | null;
  readonly sla: SlaResult | null;
  /** The source's own word on the resolution target; null: it has not said. */
  readonly sourceSlaMet: boolean | null;
}

/** The agent let go of an unresolved ticket and it went elsewhere. */
export interface HandoffPart {
  readonly at: Instant;
  readonly team: string | null;
  /** What kind of work the ticket has turned out to be by now; 'unknown': nobody has sorted it. */
  readonly workType: string;
  /** The next person to hold it, in whichever team; null: nobody yet. */
  readonly to: AgentId | null;
  /** When it came back to the same agent. */
  readonly cameBackAt: Instant | null;
  /** right-first: the next holder resolved it; onward: it moved on again; open: not yet known. */
  readonly outcome: 'right-first' | 'onward' | 'bounce-back' | 'open';
}

/** The ticket came to the agent. */
export interface TakenPart {
  readonly at: Instant;
  readonly team: string | null;
  /** From another person, not from the queue. */
  readonly handedOver: boolean;
  /** The agent assigned it to themselves. */
  readonly selfPicked: boolean;
  /** Clock from the opening (or the hand-back to the queue) to here; only the ticket's first holder has one. */
  readonly own: SlaResult | null;
}

/** What was promised of the ticket, or what kind of work it is, was changed by this agent after its first assignment. */
export interface EditPart {
  readonly at: Instant;
  readonly what: 'priority' | 'work-type';
  /** The priority was made less urgent; null: the work type, or a priority that cannot be compared. */
  readonly easier: boolean | null;
}

/** A pause of the resolution clock that began while this agent held the ticket. */
export interface PausePart {
  readonly at: Instant;
  /** Of the target, what was used up then; null: no target. */
  readonly usedShare: number | null;
  /** The requester said something from its start to its end, both included. */
  readonly explained: boolean;
  /** Open milliseconds it lasted, as far as is known; by the wall where the policy counts pauses so. */
  readonly openMs: number;
}

/** 0..1 scores others gave. */
export interface ScorePart {
  readonly at: Instant;
  readonly score: number;
  readonly critical: boolean;
}

/**
 * What one person did on one ticket and what came of it, as known at one time: the waist of the system.
 * Metrics read these rows only, and add them up; nothing right of them opens a timeline.
 * `agentId` null: the part of nobody in particular, which is the team's (queue time, automations, unheld open tickets).
 */
export interface Contribution {
  readonly ticketId: TicketId;
  readonly agentId: AgentId | null;
  /** Team in which the agent last acted on it. */
  readonly team: string | null;
  readonly kind: string | null;
  readonly openedAt: Instant;
  /** Latest instant at which something in this row happened: rows older than a window need not be read. */
  readonly lastAt: Instant;
  readonly taken: readonly TakenPart[];
  /** Open business time spent holding it, pauses out, finished spells only; milliseconds. */
  readonly heldMs: number;
  /** Set while the agent holds it and it is not resolved. */
  readonly holdingSince: Instant | null;
  readonly resolutions: readonly ResolutionPart[];
  readonly slaShares: readonly SlaSharePart[];
  readonly responses: readonly ResponsePart[];
  readonly warnings: readonly WarningPart[];
  readonly handoffs: readonly HandoffPart[];
  readonly replies: number;
  readonly notes: number;
  /** When this agent did something on the ticket: replied, noted, changed its status or assignment. Sorted. */
  readonly acts: readonly Instant[];
  readonly edits: readonly EditPart[];
  readonly pauses: readonly PausePart[];
  /** When this agent linked a knowledge article to it. Sorted. */
  readonly articles: readonly Instant[];
  readonly ratings: readonly ScorePart[];
  readonly reviews: readonly ScorePart[];
}

/** Some at a time: a large desk's million are never all there at once, and one by one they would be waited for longer. */
export type ContributionPages = AsyncIterable<readonly Contribution[]> | Iterable<readonly Contribution[]>;

/** A contribution and the spell of knowledge in which it was the row to read: knownFrom <= asOf < knownUntil. */
export interface KnownContribution {
  readonly contribution: Contribution;
  readonly knownFrom: Instant;
  /** Null: still. */
  readonly knownUntil: Instant | null;
}
