import type { Cell } from '../../domain/contribution.ts';
import type { Instant } from '../../domain/interval.ts';
import type { SlaClock } from '../../domain/sla/clock.ts';
import { attribute } from '../../domain/sla/split.ts';
import { LEAST_HOLDINGS, usualHolding } from '../../domain/sla/usual-holding.ts';
import type { TicketTimeline } from '../../domain/timeline.ts';
import { slaOwnTime } from '../../metrics/sla-own-time.ts';
import { viewOf } from '../../metrics/view.ts';
import type { Desk } from '../desk.ts';
import type { ClockView } from '../ticket-clocks-schema.ts';
import type { Named } from './held-by.ts';
import { percents } from './rounded.ts';

/** How long one person usually holds such work, and where that comes from. */
export interface Budget {
  readonly medianMs: number | null;
  readonly holdings: number;
  readonly words: string;
}

/**
 * By the window of the figure that judges by it, as of the latest evaluation settled by then: a ticket is shown by what
 * its figure was judged by. Reads all contributions of that window.
 */
export async function budgetOf(desk: Desk, timeline: TicketTimeline, asOf: Instant): Promise<Budget> {
  const { windows } = desk.rules;
  const settled = (await desk.store.evaluations()).map((evaluation) => evaluation.asOf).filter((at) => at <= asOf);
  const until = settled.length === 0 ? asOf : Math.max(...settled);
  const weeks = windows.weeksOf(slaOwnTime.id);
  const { window } = viewOf(weeks, { asOf: until, maturityDays: windows.maturityDays });
  const such = cellOf(timeline);
  const { medianMs, holdings } = await usualHolding(desk.store.contributions(until, window.start), such, window);
  const which = `such work (${such.workType}, ${such.priority}) in the ${weeks} weeks to ${new Date(until).toISOString().slice(0, 10)}`;
  const words =
    medianMs === null
      ? `Only ${holdings} holdings by people of ${which} are known, and ${LEAST_HOLDINGS} are needed to say what is usual.`
      : `The median of ${holdings} holdings by people of ${which}.`;
  return { medianMs, holdings, words };
}

/** The same words by which contributions sort work (src/domain/contribute.ts). */
function cellOf({ state, firstPriority }: TicketTimeline): Pick<Cell, 'workType' | 'priority'> {
  return { workType: state.workType ?? 'unknown', priority: firstPriority ?? 'unknown' };
}

const RESOLUTION_ONLY: Budget = {
  medianMs: null,
  holdings: 0,
  words: 'What is usual is known of resolution clocks only.',
};

/** On whom an overrun is laid, in three ways; null: there is none. `known`: what is usual on resolution clocks. */
export function overrunView(clock: SlaClock, named: Named, known: Budget | null): ClockView['attribution'] {
  const { breachedAt, targetMs, elapsedMs } = clock;
  if (breachedAt === null || targetMs === null) return null;
  const budget = (clock.clock === 'resolution' ? known : null) ?? RESOLUTION_ONLY;
  const { medianMs } = budget;
  const { atBreach, byShare, byBudgetExcess } = attribute(clock, () => medianMs ?? 0);
  const laid = (parts: typeof byShare) => {
    const percent = percents(parts.map(({ ms }) => ms));
    return parts.map(({ ms, ...held }, i) => ({ ...named(held), ms, percent: percent[i] ?? 0 }));
  };
  return {
    overMs: Math.max(0, elapsedMs - targetMs),
    atBreach: atBreach && named(atBreach),
    byShare: laid(byShare),
    byBudgetExcess: medianMs === null ? null : laid(byBudgetExcess),
    budget: { ...budget },
  };
}
