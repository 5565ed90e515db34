import { identities } from '../src/domain/agent.ts';
import { compileCalendar } from '../src/domain/calendar.ts';
import { accountId, eventId, ticketId } from '../src/domain/ids.ts';
import type { Instant } from '../src/domain/interval.ts';
import { type ClockName, DEFAULT_OPTIONS, type ServiceLevels } from '../src/domain/sla/policy.ts';
import type { TicketChange } from '../src/domain/ticket.ts';
import type { TicketEvent, TicketFact } from '../src/domain/ticket-event.ts';
import { foldTimeline, type TicketTimeline } from '../src/domain/timeline.ts';
import { type Random, STREAM, seededRandom } from '../src/simulator/random.ts';

const SOURCE = 'bench';
const HOUR = 3_600_000;
const YEAR = 365 * 24 * HOUR;
const FROM = Date.UTC(2026, 0, 1);
const AGENTS = ['ann', 'bob', 'cy', 'dan'] as const;

/** The five clocks that are measured. */
export const BENCH_CLOCKS = [
  'own',
  'first-response',
  'next-response',
  'resolution',
  'full-resolution',
] as const satisfies readonly ClockName[];

/** A target for each of them in office hours, over a zone with summer time and with a yearly holiday. */
export function levelsForBench(): ServiceLevels {
  const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [['08:00', '18:00']]] as const);
  const weekly = Object.fromEntries(weekdays);
  const calendar = compileCalendar({
    id: 'office',
    timezone: 'Europe/Berlin',
    weekly,
    holidays: ['*-12-25'],
    exceptions: {},
  });
  const hours = { own: 1, 'first-response': 2, 'next-response': 4, resolution: 8, 'full-resolution': 16 };
  const targets = Object.fromEntries(
    Object.entries(hours).map(([clock, target]) => [clock, { P1: (target / 2) * HOUR, P2: target * HOUR }]),
  );
  const [from, until] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const options = DEFAULT_OPTIONS;
  const pauses = ['pending'] as const;
  const policy = {
    id: 'office',
    kind: 'sla',
    title: 'Office',
    from,
    until,
    match: {},
    calendar,
    pauses,
    targets,
    options,
  } as const;
  return { policies: [policy], calendar, pauses };
}

/**
 * The events of simple tickets over one year, the same for the same seed: taken, answered, asked and answered again,
 * half of them pending meanwhile, a quarter handed over, a fifth raised to P1, most resolved, a tenth reopened. Each has
 * every one of the five clocks.
 */
export function eventsForBench(n: number, seed = 1): TicketEvent[][] {
  return Array.from({ length: n }, (_, i) => eventsOf(i, seededRandom(seed, STREAM.ticket, i)));
}

const NOBODY = identities(new Map(), new Set());

export const timelineOf = (events: readonly TicketEvent[]): TicketTimeline => foldTimeline(events, NOBODY);

function eventsOf(number: number, random: Random): TicketEvent[] {
  const story = new Story(number, FROM + Math.floor(random.uniform() * YEAR));
  const someone = () => random.pick(AGENTS);
  const wait = (median: number) => story.wait(random.logNormal(median * HOUR, 1));
  story.change({ status: 'new', team: 'first', priority: random.chance(0.2) ? 'P1' : 'P2', kind: 'incident' });
  wait(0.5);
  story.change({ status: 'open', holder: accountId(SOURCE, someone()) });
  wait(0.5);
  story.say('replied', someone());
  if (random.chance(0.2)) story.change({ priority: 'P1' });
  wait(2);
  const waits = random.chance(0.5);
  if (waits) story.change({ status: 'pending' });
  wait(8);
  story.say('customer-replied', 'requester');
  if (waits) story.change({ status: 'open' });
  wait(1);
  story.say('replied', someone());
  if (random.chance(0.25)) story.change({ holder: accountId(SOURCE, someone()), team: 'second' });
  wait(3);
  if (random.chance(0.05)) return story.events;
  story.change({ status: 'resolved' });
  wait(48);
  if (random.chance(0.1)) {
    story.say('customer-replied', 'requester');
    story.change({ status: 'open' });
    wait(3);
    story.change({ status: 'resolved' });
    wait(48);
  }
  story.change({ status: 'closed' });
  return story.events;
}

class Story {
  readonly events: TicketEvent[] = [];
  readonly #ticket;
  #now: Instant;

  constructor(number: number, openedAt: Instant) {
    this.#ticket = ticketId(SOURCE, `T${number}`);
    this.#now = openedAt;
  }

  wait(ms: number): void {
    this.#now += Math.ceil(ms);
  }

  change(set: TicketChange): void {
    this.#tell({ type: 'changed', set }, null);
  }

  say(type: 'replied' | 'customer-replied', by: string): void {
    this.#tell({ type }, by);
  }

  #tell(fact: TicketFact, by: string | null): void {
    const seq = this.events.length;
    const [ticket, at] = [this.#ticket, this.#now];
    const actor = by === null ? null : accountId(SOURCE, by);
    this.events.push({
      id: eventId(ticket, `${seq}`),
      ticketId: ticket,
      occurredAt: at,
      knownAt: at,
      seq,
      actor,
      fact,
    });
  }
}
