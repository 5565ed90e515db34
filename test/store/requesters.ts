import fc from 'fast-check';
import { identities } from '../../src/domain/agent.ts';
import { accountId, eventId, type TicketId, ticketId } from '../../src/domain/ids.ts';
import { knownContributions } from '../../src/domain/known-contributions.ts';
import type { Neighbour } from '../../src/domain/neighbours.ts';
import { openingOf } from '../../src/domain/opening.ts';
import type { ServiceLevels } from '../../src/domain/sla/policy.ts';
import type { TicketChange } from '../../src/domain/ticket.ts';
import type { TicketEvent, TicketFact } from '../../src/domain/ticket-event.ts';
import type { NewDelivery } from '../../src/store/delivery.ts';
import type { Fold, ReadDelivery, Store } from '../../src/store/store.ts';
import { NO_PROMISE } from '../domain/levels.ts';
import { delivery } from './facts.ts';

/** Tickets whose requesters come back: what one comes to depends on others. */

const HOUR = 3_600_000;
const START = Date.UTC(2026, 2, 2);
export const hour = (hours: number): number => START + hours * HOUR;
export const id = (name: string): TicketId => ticketId('desk', name);

/** One delivery tells one event, after `hours`; known when it happened, or so many hours later. */
export function told(ticket: string, hours: number, what: TicketChange | TicketFact, late = 0): NewDelivery {
  const fact: TicketFact = 'type' in what ? what : { type: 'changed', set: what };
  const key = `${ticket} ${hours} ${JSON.stringify(what)}`;
  const event: TicketEvent = {
    id: eventId(id(ticket), key),
    ticketId: id(ticket),
    occurredAt: hour(hours),
    knownAt: hour(hours + late),
    seq: 0,
    actor: null,
    fact,
  };
  return delivery(key, {}, { body: JSON.stringify(event) });
}

/** Opened by this requester, resolved by ann. */
export function ticket(name: string, opened: number, resolved: number, requester = 'eve', workType = 'mail') {
  const holder = accountId('desk', 'ann');
  return [
    told(name, opened, { status: 'new', team: 'first', requester, workType, holder }),
    told(name, resolved, { status: 'resolved' }),
  ];
}

export const follows = (name: string, hours: number, other: string): NewDelivery =>
  told(name, hours, { type: 'linked', relation: 'follow-up', other });

const eventIn = ({ body }: Pick<NewDelivery, 'body'>) => JSON.parse(body) as TicketEvent;

export const read: ReadDelivery = (from) => ({ delivery: from, events: [eventIn(from)], agents: [], unmapped: [] });

const WHO = identities(new Map(), new Set());
const LEVELS: ServiceLevels = NO_PROMISE;

export const fold: Fold = (events, _people, neighbours) => ({
  contributions: knownContributions(events, WHO, LEVELS, neighbours),
  due: [],
});

export async function workOff(store: Store, limit: number): Promise<void> {
  while ((await store.settlePending(limit, read)) > 0);
  while ((await store.foldStale(limit, fold)) > 0);
}

/** Every row that is the one to read as of an instant. */
export async function rowsAt(store: Store, asOf: number): Promise<string[]> {
  const pages = await Array.fromAsync(store.contributions(asOf, 0));
  return pages
    .flat()
    .map((row) => JSON.stringify(row))
    .sort();
}

/** The same by comparing every ticket with every other one. */
export function expectedAt(deliveries: readonly NewDelivery[], asOf: number): string[] {
  const tickets = Map.groupBy(deliveries.map(eventIn), ({ ticketId: of }) => of);
  const openings = [...tickets.values()].flatMap((events) => openingOf(events) ?? []);
  const rows = [...tickets].flatMap(([own, events]) => {
    const requester = openingOf(events)?.requester ?? null;
    const others = openings.filter(({ ticketId: other }) => other !== own);
    const neighbours = others.map((one): Neighbour => {
      const same = one.requester !== null && one.requester === requester;
      return {
        ticketId: one.ticketId,
        openedAt: one.openedAt,
        workType: same ? one.workType : null,
        knownAt: same ? one.knownAt : null,
        followsKnownAt: one.follows === own ? one.followsKnownAt : null,
      };
    });
    return knownContributions(events, WHO, LEVELS, neighbours);
  });
  const known = rows.filter(({ knownFrom, knownUntil }) => knownFrom <= asOf && asOf < (knownUntil ?? asOf + 1));
  return known.map(({ contribution }) => JSON.stringify(contribution)).sort();
}

/** Up to 60 tickets, mostly of one requester, within three weeks; some are recoded, reopened, or told of late. */
export const anyDesk: fc.Arbitrary<NewDelivery[]> = fc
  .array(
    fc.record({
      // Many at once, or within an hour, or far apart.
      opened: fc.oneof(
        fc.nat(500),
        fc.nat(40).map((quarters) => 100 + quarters / 4),
      ),
      worked: fc.nat(30).map((n) => n / 4),
      requester: fc.constantFrom('eve', 'eve', 'eve', 'bob', null),
      workType: fc.constantFrom('mail', 'mail', 'network', null),
      late: fc.constantFrom(0, 0, 0, 3, 200),
      reopened: fc.option(fc.nat(300), { nil: null }),
      recoded: fc.option(fc.constantFrom('mail', 'network'), { nil: null }),
      follows: fc.option(fc.nat(60), { nil: null }),
    }),
    { minLength: 2, maxLength: 60 },
  )
  .map((plans) =>
    plans.flatMap(({ opened, worked, requester, workType, late, reopened, recoded, follows: other }, i) => {
      const name = `T${i}`;
      const holder = accountId('desk', i % 3 === 0 ? 'ann' : 'bob');
      const ended = opened + worked;
      return [
        told(name, opened, { status: 'new', team: 'first', requester, workType, holder }, late),
        told(name, ended, { status: 'resolved' }),
        ...(recoded === null ? [] : [told(name, opened + worked / 2, { workType: recoded, requester: 'bob' })]),
        ...(other === null ? [] : [follows(name, opened, `T${other}`)]),
        ...(reopened === null ? [] : [told(name, ended + reopened, { status: 'open' })]),
        ...(reopened === null ? [] : [told(name, ended + reopened + 1, { status: 'resolved' })]),
      ];
    }),
  );
