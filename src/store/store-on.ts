import type { Kysely } from 'kysely';
import { alone } from './alone.ts';
import { inTransaction } from './conflict.ts';
import * as contribution from './contribution-tables.ts';
import * as decision from './decision-table.ts';
import { isPostgres } from './dialect.ts';
import { digest } from './digest.ts';
import * as evaluation from './evaluation-tables.ts';
import * as events from './event-table.ts';
import { foldStale } from './fold-stale.ts';
import { forgotten } from './forgotten.ts';
import * as inbox from './inbox-tables.ts';
import { rowCounts } from './kept-tables.ts';
import * as mastery from './mastery-table.ts';
import * as note from './note-table.ts';
import * as offDay from './off-day-table.ts';
import * as people from './people-tables.ts';
import * as reading from './reading-tables.ts';
import * as aside from './set-aside.ts';
import * as sla from './sla-tables.ts';
import * as source from './source-tables.ts';
import { markAllTicketsStale } from './stale.ts';
import type { Store, StoreCounts } from './store.ts';
import type { Tables } from './tables.ts';
import * as wanted from './wanted-tables.ts';

/** The store on an open database that has the tables of this program, whatever engine it is of. */
export function storeOn(db: Kysely<Tables>): Store {
  return {
    shared: isPostgres(db),
    alone: (name, work) => alone(db, name, work),
    configureSource: (config) => source.configureSource(db, config),
    sources: () => source.sources(db),
    addDeliveries: (deliveries) => inbox.addDeliveries(db, deliveries),
    deliveriesAfter: (id, limit) => inbox.deliveriesAfter(db, id, limit),
    forgetDerived: () => inbox.forgetDerived(db),
    settlePending: (limit, read) => inbox.settlePending(db, limit, read),
    setAside: () => aside.setAside(db),
    setAsideDeliveries: (filter, limit) => aside.setAsideDeliveries(db, filter, limit),
    setAsideTickets: (limit) => aside.setAsideTickets(db, limit),
    setAsidePoisoned: (poisoned) => aside.setAsidePoisoned(db, poisoned),
    retrySetAside: (filter) => aside.retrySetAside(db, filter),
    retryTickets: () => aside.retryTickets(db),
    dropSetAside: (filter) => aside.dropSetAside(db, filter),
    takeWanted: (of, about) => wanted.takeWanted(db, of, about),
    keepReads: (of, reads) => reading.keepReads(db, of, reads),
    putOffReads: (of, tickets, until) => wanted.putOffReads(db, of, tickets, until),
    keepPage: (of, page) => reading.keepPage(db, of, page),
    wantReads: (of, tickets, about) => wanted.wantReads(db, of, tickets, about),
    sourceTickets: (of, since, after, limit) => reading.sourceTickets(db, of, since, after, limit),
    notes: (of) => reading.notes(db, of),
    note: (of, name, value, at) => reading.note(db, of, name, value, at),
    readingCounts: (of) => reading.readingCounts(db, of),
    unmapped: () => inbox.unmapped(db),
    foldStale: (limit, fold) => foldStale(db, limit, fold),
    markAllTicketsStale: () => inTransaction(db, markAllTicketsStale),
    eventsOf: (tickets) => events.eventsOf(db, tickets),
    ticketIds: (after, limit) => events.ticketIds(db, after, limit),
    contributions: (asOf, since) => contribution.contributions(db, asOf, since),
    contributionsOf: (agent, asOf) => contribution.contributionsOf(db, agent, asOf),
    knownSpan: () => events.knownSpan(db),
    slaDue: (limit) => sla.slaDue(db, limit),
    raiseDue: (now, limit, raise) => sla.raiseDue(db, now, limit, raise),
    slaNotices: (limit) => sla.slaNotices(db, limit),
    slaCounts: () => sla.slaCounts(db),
    slaComparison: () => sla.slaComparison(db),
    saveSlaComparison: (comparison) => sla.saveSlaComparison(db, comparison),
    agents: (id) => people.agents(db, id),
    contributors: (id) => contribution.contributors(db, id),
    aliases: () => people.aliases(db),
    confirmAliases: (aliases) => people.confirmAliases(db, aliases),
    saveRules: (version, files) => evaluation.saveRules(db, version, files),
    rulesFiles: (version) => evaluation.rulesFiles(db, version),
    evaluations: () => evaluation.evaluations(db),
    beginEvaluation: (asOf) => evaluation.beginEvaluation(db, asOf),
    saveEvaluation: (about, ...rest) => evaluation.saveEvaluation(db, about, ...rest),
    expectation: (frozenAt, rulesVersion) => evaluation.expectation(db, frozenAt, rulesVersion),
    latestExpectation: (asOf) => evaluation.latestExpectation(db, asOf),
    judgements: (filter) => evaluation.judgements(db, filter),
    carried: (asOf) => evaluation.carried(db, asOf),
    verdictCounts: (asOf) => evaluation.verdictCounts(db, asOf),
    figures: (asOf, kind, id) => evaluation.figures(db, asOf, kind, id),
    qualityNotes: (asOf) => note.qualityNotes(db, asOf),
    offDays: (asOf) => offDay.offDays(db, asOf),
    masteries: (asOf, filter) => mastery.masteries(db, asOf, filter),
    decisions: (filter) => decision.decisions(db, filter),
    addDecision: (one, after) => decision.addDecision(db, one, after),
    eraseDecisions: (agent) => decision.eraseDecisions(db, agent),
    counts: () => counts(db),
    forgotten: () => forgotten(db),
    digest: () => digest(db),
    close: () => db.destroy(),
  };
}

async function counts(db: Kysely<Tables>): Promise<StoreCounts> {
  const states = await db
    .selectFrom('delivery')
    .select((eb) => ['state', eb.fn.countAll<number>().as('n')])
    .groupBy('state')
    .execute();
  const waiting = await db
    .selectFrom('delivery')
    .select('received_at')
    .where('state', '=', 'pending')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  const of = (state: string) => Number(states.find((row) => row.state === state)?.n ?? 0);
  const events = await db
    .selectFrom('ticket_event')
    .select((eb) => [eb.fn.countAll<number>().as('events'), eb.fn.count<number>('ticket_id').distinct().as('tickets')])
    .executeTakeFirstOrThrow();
  const rows = await rowCounts(db, ['contribution', 'superseded_contribution']);
  return {
    deliveries: { pending: of('pending'), done: of('done'), setAside: of('set-aside') },
    oldestPending: waiting === undefined ? null : Number(waiting.received_at),
    tickets: Number(events.tickets),
    events: Number(events.events),
    contributions: Object.values(rows).reduce((sum, n) => sum + n, 0),
  };
}
