import { type Arrival, arrivalsOn, workloadsOf } from './arrivals.ts';
import { checkPlan, DAY, type DeskPlan, endOf } from './desk-plan.ts';
import { colleagueOf, holdersBefore, holdersWithBounce } from './hand-overs.ts';
import { BOT_ACCOUNT, type Person, peopleOf } from './people.ts';
import { type Random, STREAM, seededRandom } from './random.ts';
import { isoSeconds, type TicketRow } from './ticket-row.ts';
import { type Outcome, type TicketStory, ticketStory } from './ticket-story.ts';
import { chanceOfGood, type DeskTruth, type PersonClass, truthOf } from './truth.ts';
import { cellsOf } from './work-mix.ts';

export type { TicketRow } from './ticket-row.ts';

/** A row of the agents file of the neutral ticket log; `''` stands for an absent value. */
export interface SimulatedAgent {
  readonly agent: string;
  readonly name: string;
  readonly team: string;
  readonly region: string;
  readonly shift: string;
  readonly timezone: string;
  readonly manager: string;
  readonly started: string;
  readonly ended: string;
  readonly bot: string;
}

interface Desk {
  readonly plan: DeskPlan;
  readonly people: readonly Person[];
  readonly truth: DeskTruth;
}

/** How failures show, of those that do. */
const FAILURES = { late: 0.45, reopened: 0.35 } as const;
/** Share of failures that only come back as a new ticket. */
const HIDDEN_FAILURES = { 'early-closer': 0.55, others: 0.03 } as const;
const SELF_PICKS = { 'cherry-picker': 0.9, others: 0.35 } as const;
const OTHER_SOLVES_REOPENED = 0.3;
const NAMES_FORMER_TICKET = 0.5;
/** Of failures that come back as a new ticket, those that do within a week, the time in which one looks for them (statistics sheet 10.2). */
const BACK_WITHIN_A_WEEK = 0.75;

/** The people of the desk and its one bot. Throws a RangeError for a plan that cannot be simulated. */
export function simulateAgents(plan: DeskPlan): readonly SimulatedAgent[] {
  checkPlan(plan);
  const bot = { agent: BOT_ACCOUNT, name: 'Auto close', team: '', region: '', shift: '', timezone: '', manager: '' };
  return [...peopleOf(plan).map(agentRow), { ...bot, started: '', ended: '', bot: 'true' }];
}

/**
 * The rows of all tickets: those of one ticket together and in order of time, tickets in order of creation, told one by one.
 * Nothing after the plan's end is told, so the last tickets are still open. Throws as simulateAgents does.
 */
export function simulateTickets(plan: DeskPlan): Iterable<TicketRow> {
  checkPlan(plan);
  return tellTickets({ plan, people: peopleOf(plan), truth: truthOf(plan) });
}

function* tellTickets(desk: Desk): Generator<TicketRow> {
  const { plan } = desk;
  const workloads = workloadsOf(desk.people, desk.truth);
  let waiting: readonly Arrival[] = []; // at most a night of arrivals and two weeks of follow-ups
  let count = 0;
  for (let day = 0; day < plan.weeks * 7; day++) {
    const arrivals = [...waiting, ...arrivalsOn(plan, day, workloads)].sort((a, b) => a.created - b.created);
    const isDue = (arrival: Arrival): boolean => arrival.created < plan.start + (day + 1) * DAY;
    const later = arrivals.filter((arrival) => !isDue(arrival));
    for (const arrival of arrivals.filter(isDue)) {
      const { rows, followUp } = tellTicket(desk, arrival, ++count);
      yield* rows;
      if (followUp !== undefined) later.push(followUp);
    }
    waiting = later;
  }
}

interface ToldTicket {
  readonly rows: readonly TicketRow[];
  readonly followUp: Arrival | undefined;
}

function tellTicket(desk: Desk, arrival: Arrival, count: number): ToldTicket {
  const { resolver, created: at, cell } = arrival;
  const random = seededRandom(desk.plan.seed, STREAM.ticket, count);
  const truth = desk.truth.of(resolver.account);
  const isGood = random.chance(
    chanceOfGood(desk.plan, truth, cell, { person: resolver, at, difficulty: random.normal() }),
  );
  const wished = isGood ? 'good' : failureOf(truth.class, random);
  const bounce = wished === 'bounced' ? holdersWithBounce(resolver, at, desk.people, random) : undefined;
  const outcome = wished === 'bounced' && bounce === undefined ? 'reopened' : wished;
  const ticket = `SIM-${String(count).padStart(6, '0')}`;
  const draft = {
    ...arrival,
    ticket,
    until: endOf(desk.plan),
    outcome,
    holders: bounce ?? holdersBefore(resolver, at, desk.people, random),
    second: outcome === 'reopened' ? secondTry(desk, resolver, at, random) : resolver,
    selfPicks: truth.class === 'cherry-picker' ? SELF_PICKS['cherry-picker'] : SELF_PICKS.others,
    followUpOf: random.chance(NAMES_FORMER_TICKET) ? arrival.followUpOf : '',
  };
  const story = ticketStory(draft, random, seededRandom(desk.plan.seed, STREAM.paperwork, count));
  return {
    rows: story.rows,
    followUp: outcome === 'repeat' ? followUpAfter(desk, arrival, ticket, story, random) : undefined,
  };
}

function secondTry(desk: Desk, resolver: Person, at: number, random: Random): Person {
  if (!random.chance(OTHER_SOLVES_REOPENED)) return resolver;
  return colleagueOf(resolver, { line: resolver.line, at, except: [resolver] }, desk.people, random) ?? resolver;
}

function failureOf(personClass: PersonClass, random: Random): Outcome {
  const hidden = personClass === 'early-closer' ? HIDDEN_FAILURES['early-closer'] : HIDDEN_FAILURES.others;
  if (random.chance(hidden)) return 'repeat';
  const point = random.uniform();
  if (point < FAILURES.late) return 'late';
  return point < FAILURES.late + FAILURES.reopened ? 'reopened' : 'bounced';
}

/** Same requester, same work, mostly within a week and to somebody else. */
function followUpAfter(desk: Desk, arrival: Arrival, ticket: string, story: TicketStory, random: Random): Arrival {
  const { resolver, cell } = arrival;
  const waited = random.between(1, 6) + (random.chance(BACK_WITHIN_A_WEEK) ? 0 : 7);
  const created = Math.ceil((story.resolvedAt + waited * DAY) / 1000) * 1000;
  const wanted = { line: resolver.line, at: created, except: [resolver] };
  const next = resolver.phoneExpert ? resolver : (colleagueOf(resolver, wanted, desk.people, random) ?? resolver);
  const isSame = (other: typeof cell): boolean =>
    other.workType === cell.workType && other.priority === cell.priority && other.channel === cell.channel;
  return { ...arrival, created, resolver: next, cell: cellsOf(next.shift).find(isSame) ?? cell, followUpOf: ticket };
}

function agentRow(person: Person): SimulatedAgent {
  const { account: agent, name, team, region, shift, timezone, manager } = person;
  return {
    agent,
    name,
    team,
    region,
    shift,
    timezone,
    manager,
    started: isoSeconds(person.startedAt).slice(0, 10),
    ended: '',
    bot: 'false',
  };
}
