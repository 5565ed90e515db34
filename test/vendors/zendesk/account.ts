import type { StandInOptions } from '../desk/stand-in.ts';
import type { Happening, TicketStory } from '../desk/story.ts';
import { type Audit, type AuditEvent, doneBy, type EventDraft } from './audit.ts';
import { Feed } from './feed.ts';
import { zendeskIds } from './ids.ts';
import { type People, peopleOf } from './people.ts';
import { Promises } from './promises.ts';
import { newTicket, type Ticket } from './ticket.ts';
import type { Traps } from './traps.ts';
import { applied } from './update.ts';

/** What one update did, for those who are told. */
export interface Update {
  readonly ticket: Ticket;
  readonly happening: Happening;
  readonly audit: Audit;
  readonly nextBreachBefore: number | null;
}

/** The account's records, and the orders in which they can be read. */
export class Account {
  readonly people: People;
  readonly promises = new Promises();
  /** In the order of their ids, which is that of their opening. */
  readonly tickets: Ticket[] = [];
  readonly byId = new Map<number, Ticket>();
  /** By the last update. */
  readonly updated = new Feed<Ticket>();
  /** By the time the exports go by: updates, and what the system touched. */
  readonly exported = new Feed<Ticket>();
  readonly audits = new Feed<Audit>();
  /** Each once, by the time of the first rating. */
  readonly rated = new Feed<Ticket>();
  readonly deleted: Ticket[] = [];
  readonly clock: () => number;
  readonly traps: Traps;
  #nextId = zendeskIds.firstAudit;
  #lastTouched = 0;

  constructor({ desk, clock }: StandInOptions, traps: Traps) {
    this.clock = clock;
    this.traps = traps;
    this.people = peopleOf(desk, clock());
  }

  /** Time passes: promises break. */
  advance(now: number): void {
    this.promises.advance(now, (ticket, at) => {
      if (this.traps.unchangedRowsReappear && ticket.deletedAt === null) this.exported.add(at, ticket);
    });
  }

  happen(story: TicketStory, happening: Happening): Update {
    this.advance(happening.at);
    const ticket = this.#ticketOf(story, happening);
    const nextBreachBefore = ticket.nextBreach;
    const drafts = applied(ticket, happening, this.traps.surveyInsteadOfRating);
    if (happening.kind !== 'deleted') ticket.happened.push(happening);
    ticket.updatedAt = happening.at;
    const audit = this.#audited(ticket, happening, drafts);
    this.updated.add(happening.at, ticket);
    this.exported.add(happening.at, ticket);
    if (happening.kind === 'rated' && !this.rated.has(ticket)) this.rated.add(happening.at, ticket);
    if (happening.kind === 'deleted') this.deleted.push(ticket);
    if (this.traps.unchangedRowsReappear) this.#touchAnother(happening.at);
    this.promises.refresh(ticket, happening.at);
    return { ticket, happening, audit, nextBreachBefore };
  }

  #ticketOf(story: TicketStory, happening: Happening): Ticket {
    const known = this.byId.get(zendeskIds.ticket(story.n));
    if (known !== undefined) return known;
    if (happening.kind !== 'opened') {
      throw new Error(`ticket ${story.n} was never opened: tell its happenings from the first on`);
    }
    const ticket = newTicket(story, happening);
    this.tickets.push(ticket);
    this.byId.set(ticket.id, ticket);
    return ticket;
  }

  #audited(ticket: Ticket, { at, by, kind }: Happening, drafts: readonly EventDraft[]): Audit {
    const id = this.#nextId++;
    const events = drafts.map((draft): AuditEvent => ({ id: this.#nextId++, ...draft }));
    const audit = { id, ticketId: ticket.id, at, events, ...doneBy(by, ticket.story, kind === 'assigned') };
    ticket.audits.push(audit);
    this.audits.add(at, audit);
    return audit;
  }

  /** Recalculations of the system: a ticket comes back in exports although nobody changed it. */
  #touchAnother(at: number): void {
    const ticket = this.tickets[this.#lastTouched++ % this.tickets.length];
    if (ticket !== undefined) this.exported.add(at, ticket);
  }
}
