import { setImmediate as turn } from 'node:timers/promises';
import type { TicketId } from '../../domain/ids.ts';
import { compareSla, type SlaComparison } from '../../domain/sla/compare.ts';
import { OFF_BY, SlaTally, type TargetCompared } from '../../domain/sla/compare-tally.ts';
import { foldTimeline } from '../../domain/timeline.ts';
import type { Desk } from '../desk.ts';
import type { SlaCompareView } from '../sla-compare-schema.ts';

const TICKETS_AT_ONCE = 500;

/** All tickets on which the source says how its own targets ended, page by page; `onPage` hears how many were read, and may stop it by throwing. */
export async function slaCompareView(
  desk: Pick<Desk, 'store' | 'rules' | 'whoIsWho'>,
  onPage: (tickets: number) => void = () => {},
): Promise<SlaCompareView> {
  const { store, rules } = desk;
  const who = await desk.whoIsWho();
  const tally = new SlaTally();
  let after: TicketId | null = null;
  for (let done = 0; ; ) {
    const tickets: TicketId[] = await store.ticketIds(after, TICKETS_AT_ONCE);
    for (const events of (await store.eventsOf(tickets)).values()) {
      if (!events.some(({ fact }) => fact.type === 'sla-reported')) continue;
      for (const comparison of compareSla(foldTimeline(events, who), rules.levels)) tally.add(comparison);
    }
    after = tickets.at(-1) ?? null;
    if (after === null || tickets.length < TICKETS_AT_ONCE) return { targets: tally.targets().map(targetView) };
    done += tickets.length;
    onPage(done);
    await turn(); // an embedded store answers before the event loop turns
  }
}

function targetView({ target, bothMet, bothBreached, differences }: TargetCompared): SlaCompareView['targets'][number] {
  return {
    target,
    bothMet,
    bothBreached,
    differ: differences.reduce((sum, { tickets }) => sum + tickets, 0),
    differences: differences.map(({ reason, tickets, sourceMet, offBy, examples }) => ({
      reason,
      tickets,
      sourceMet,
      offBy: offBy.map((count, i) => ({ upTo: OFF_BY[i] ?? null, tickets: count })),
      examples: examples.map(exampleView),
    })),
  };
}

const exampleView = ({ ticketId, sourceMet, ours }: SlaComparison) => ({ ticket: ticketId, sourceMet, ours });
