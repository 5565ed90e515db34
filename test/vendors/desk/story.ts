/** One simulated desk whose truth is known: what happened to each ticket, whatever system it is kept in. */
export interface Desk {
  readonly agents: readonly DeskAgent[];
  readonly groups: readonly DeskGroup[];
  readonly customers: readonly DeskCustomer[];
  /** By `n`, from 1 on, in order of their opening. */
  readonly tickets: readonly TicketStory[];
}

interface DeskGroup {
  readonly n: number;
  readonly name: string;
}

/** People who work tickets, `n` from 1 on. */
export interface DeskAgent {
  readonly n: number;
  readonly name: string;
  readonly email: string;
  readonly group: number;
  readonly timeZone: string;
}

/** People who ask, `n` from 1 on: a count of their own, apart from the agents'. */
export interface DeskCustomer {
  readonly n: number;
  readonly name: string;
  readonly email: string;
}

export type DeskPriority = 'P1' | 'P2' | 'P3' | 'P4';
export type DeskStatus = 'open' | 'pending' | 'on-hold' | 'resolved' | 'closed';

export interface TicketStory {
  readonly n: number;
  readonly requester: number;
  readonly workType: string;
  readonly channel: 'mail' | 'web' | 'phone';
  /** In order; no two in the same second, the first is `opened`, nothing comes after `deleted`. */
  readonly happenings: readonly Happening[];
}

/** Who did it: an agent's `n`, the ticket's requester, or the system itself. */
export type Actor = { readonly agent: number } | 'requester' | 'automation';

/** `at`: milliseconds UTC, whole seconds. */
export type Happening = { readonly at: number; readonly by: Actor } & (
  | { readonly kind: 'opened'; readonly group: number; readonly priority: DeskPriority }
  /** `to` null: the group's queue. */
  | { readonly kind: 'assigned'; readonly to: number | null; readonly group: number }
  | { readonly kind: 'status'; readonly to: DeskStatus }
  | { readonly kind: 'priority'; readonly to: DeskPriority }
  | { readonly kind: 'reply' }
  | { readonly kind: 'note' }
  | { readonly kind: 'customer-reply' }
  /** 1 to 5 stars; given again, it replaces the one before. */
  | { readonly kind: 'rated'; readonly stars: 1 | 3 | 5 }
  | { readonly kind: 'deleted' }
);
