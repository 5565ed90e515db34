import fc from 'fast-check';
import { type Identities, identities } from '../../src/domain/agent.ts';
import { type AccountId, type AgentId, accountId, eventId, ticketId } from '../../src/domain/ids.ts';
import { TICKET_STATUSES, type TicketChange } from '../../src/domain/ticket.ts';
import type { TicketEvent, TicketFact } from '../../src/domain/ticket-event.ts';

export const HOUR = 3_600_000;
/** Hours of a story count from here. */
export const START = Date.UTC(2026, 2, 2, 8);
export const hour = (hours: number): number => START + hours * HOUR;

const SOURCE = 'desk';
const TICKET = ticketId(SOURCE, 'T1');
export const account = (name: string): AccountId => accountId(SOURCE, name);
export const agent = (name: string): AgentId => account(name) as string as AgentId;

/** Everyone stands for themselves; `robo` is an automation. */
export const WHO: Identities = identities(new Map(), new Set([account('robo')]));

/** Hours after START, then a change of the ticket, or another fact. */
export type Step = readonly [hours: number, what: TicketChange | TicketFact, more?: Partial<TicketEvent>];

/** A story's events, in the order told also where they happen at one instant. */
export function story(...steps: Step[]): TicketEvent[] {
  return steps.map(([hours, what, more], i) => ({
    id: eventId(TICKET, `${i}`),
    ticketId: TICKET,
    occurredAt: hour(hours),
    knownAt: hour(hours),
    seq: i,
    actor: null,
    fact: 'type' in what ? what : { type: 'changed', set: what },
    ...more,
  }));
}

export const took = (name: string, team = 'first'): TicketChange => ({ holder: account(name), team });
export const queue = (team = 'first'): TicketChange => ({ holder: null, team });
export const RESOLVED: TicketChange = { status: 'resolved' };
export const OPEN: TicketChange = { status: 'open' };
export const resolvedBy = (name: string): TicketFact => ({ type: 'changed', set: RESOLVED, resolver: account(name) });

const holder = fc.constantFrom(null, account('ann'), account('bob'), account('cy'), account('robo'));
const change: fc.Arbitrary<TicketChange> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ holder, team: fc.constantFrom('first', 'second') }) },
  { weight: 4, arbitrary: fc.record({ status: fc.constantFrom(...TICKET_STATUSES) }) },
  { weight: 1, arbitrary: fc.record({ priority: fc.constantFrom('P1', 'P2') }) },
);
const fact: fc.Arbitrary<TicketFact> = fc.oneof(
  { weight: 6, arbitrary: change.map((set) => ({ type: 'changed', set }) as const) },
  {
    weight: 1,
    arbitrary: fc
      .record({ set: change, resolver: fc.constantFrom(account('ann'), account('bob')) })
      .map((rest) => ({ type: 'changed', ...rest }) as const),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      { type: 'replied' } as const,
      { type: 'noted' } as const,
      { type: 'customer-replied' } as const,
      { type: 'rated', score: 1, about: null } as const,
      { type: 'sla-reported', target: 'resolution', met: false } as const,
    ),
  },
);

/** Any story of one ticket: gaps of 0 to 3 hours (0: several things at one instant), opened by its first step. */
export const anyStory: fc.Arbitrary<TicketEvent[]> = fc
  .array(fc.record({ gap: fc.nat(3), fact, by: holder }), { maxLength: 14 })
  .map((told) => {
    let hours = 0;
    const steps = told.map(({ gap, fact: what, by }): Step => {
      hours += gap;
      return [hours, what, { actor: by }];
    });
    return story([0, { status: 'new', team: 'first', priority: 'P2' }], ...steps);
  });
