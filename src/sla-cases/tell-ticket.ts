import { identities } from '../domain/agent.ts';
import type { BusinessCalendar } from '../domain/calendar.ts';
import { type AccountId, accountId, eventId, ticketId } from '../domain/ids.ts';
import type { Instant } from '../domain/interval.ts';
import type { ClockName, ServiceLevels } from '../domain/sla/policy.ts';
import type { TicketChange } from '../domain/ticket.ts';
import type { TicketEvent, TicketFact } from '../domain/ticket-event.ts';
import { foldTimeline, type TicketTimeline } from '../domain/timeline.ts';
import type { CalendarOf } from './case-calendars.ts';
import { type CaseEvent, readEvents } from './case-events.ts';
import type { ClockCase } from './clock-case.ts';
import { statusReader } from './clock-words.ts';

const SOURCE = 'case';
const TICKET = ticketId(SOURCE, '1');
const [AGENT, BOT] = [accountId(SOURCE, 'agent'), accountId(SOURCE, 'bot')];
const WHO = identities(new Map(), new Set([BOT]));

interface Told {
  readonly at: Instant;
  readonly fact: TicketFact;
  readonly by?: AccountId;
}

/** What applies from a change of priority or policy on. */
interface Promised {
  readonly targetMs: number | null;
  readonly calendar: BusinessCalendar;
}

export interface ToldTicket {
  readonly timeline: TicketTimeline;
  readonly levels: ServiceLevels;
  readonly asOf: Instant;
}

/**
 * A case as a ticket that the engine can be asked about, and the promise it is under; each change of priority or policy
 * is a promise of its own. What the case says of the time after its stop is left out.
 */
export function tellTicket(
  worked: ClockCase,
  clock: ClockName,
  calendar: BusinessCalendar,
  calendarOf: CalendarOf,
): ToldTicket {
  const end = worked.stop_at ?? worked.as_of ?? Number.POSITIVE_INFINITY;
  const events = readEvents(worked.events).filter(({ at }) => at <= end);
  const statusOf = statusReader(worked.pause_statuses);
  const promises: Promised[] = [{ targetMs: worked.target_seconds ?? null, calendar }];
  const told = events.map((event): Told => {
    if (event.type === 'status') return change(event.at, { status: statusOf(event.to) });
    if (event.type !== 'promise') return said(event);
    promises.push(promisedAnew(event, promises.at(-1) ?? { targetMs: null, calendar }, calendarOf));
    return change(event.at, { priority: promiseName(promises.length - 1) });
  });
  const start = change(openingOf(worked, clock), {
    status: statusOf(worked.initial_status),
    priority: promiseName(0),
  });
  const all = [start, ...startOf(worked, clock, events), ...told, ...stopOf(worked, clock)];
  return {
    timeline: foldTimeline(all.map(asEvent), WHO),
    levels: levelsOf(worked, clock, promises),
    asOf: worked.stop_at ?? worked.as_of ?? Math.max(worked.start, ...events.map(({ at }) => at)),
  };
}

const change = (at: Instant, set: TicketChange): Told => ({ at, fact: { type: 'changed', set } });

function said({ type, at }: Exclude<CaseEvent, { type: 'status' | 'promise' }>): Told {
  if (type === 'customer') return { at, fact: { type: 'customer-replied' } };
  if (type === 'note') return { at, fact: { type: 'noted' }, by: AGENT };
  return { at, fact: { type: 'replied' }, by: type === 'bot' ? BOT : AGENT };
}

function promisedAnew(
  { targetMs, calendar }: Extract<CaseEvent, { type: 'promise' }>,
  before: Promised,
  calendarOf: CalendarOf,
): Promised {
  return {
    targetMs: targetMs ?? before.targetMs,
    calendar: calendar === undefined ? before.calendar : calendarOf(calendar),
  };
}

const awaitsAgent = (clock: ClockName): boolean => clock === 'next-response' || clock.endsWith('update');

/** These clocks start after a first reply, so the ticket of such a case is a little older than its start. */
const openingOf = ({ start }: ClockCase, clock: ClockName): Instant => (awaitsAgent(clock) ? start - 2 : start);

/** What has to have happened for the clock to start where the case starts it. */
function startOf({ start }: ClockCase, clock: ClockName, events: readonly CaseEvent[]): Told[] {
  if (clock.endsWith('update')) return [{ at: start, fact: { type: 'replied' }, by: AGENT }];
  if (clock !== 'next-response') return [];
  const first: Told = { at: start - 1, fact: { type: 'replied' }, by: AGENT };
  const asked = events.some(({ type }) => type === 'customer');
  return asked ? [first] : [first, { at: start, fact: { type: 'customer-replied' } }];
}

/** The stop that a case states, by what stops the clock. */
function stopOf({ stop_at: at }: ClockCase, clock: ClockName): Told[] {
  if (at === undefined) return [];
  if (clock === 'own') return [change(at, { holder: AGENT })];
  if (awaitsAgent(clock) || clock === 'first-response') return [{ at, fact: { type: 'replied' }, by: AGENT }];
  return [change(at, { status: 'resolved' })];
}

function asEvent({ at, fact, by }: Told, seq: number): TicketEvent {
  const id = eventId(TICKET, String(seq));
  return { id, ticketId: TICKET, occurredAt: at, knownAt: at, seq, actor: by ?? null, fact };
}

const promiseName = (i: number): string => `promise ${i + 1}`;

function levelsOf(worked: ClockCase, clock: ClockName, promises: readonly Promised[]): ServiceLevels {
  const pausing = worked.pause_statuses === undefined ? clock === 'pausable-update' : worked.pause_statuses.length > 0;
  const pauses = pausing ? (['pending'] as const) : [];
  const options = {
    boundary: worked.boundary,
    holdUnit: worked.hold_unit,
    onChange: worked.on_change,
    solveCountsAsReply: worked.solve_counts_as_reply,
    // A case lists the statuses in which its clock stands, whichever clock that is.
    responsesPause: worked.pause_statuses !== undefined,
    // Sources that know it count every status of it; a rest that does not count is listed as a pause.
    restsCount: true,
  };
  const policies = promises.map(({ targetMs, calendar }, i) => ({
    id: promiseName(i),
    kind: 'sla' as const,
    title: promiseName(i),
    from: Number.NEGATIVE_INFINITY,
    until: Number.POSITIVE_INFINITY,
    match: { priority: [promiseName(i)] },
    calendar,
    pauses,
    targets: targetMs === null ? {} : { [clock]: { [promiseName(i)]: targetMs } },
    options,
  }));
  const calendar = promises[0]?.calendar;
  if (calendar === undefined) throw new RangeError('a case has a promise at its start');
  return { policies, calendar, pauses };
}
