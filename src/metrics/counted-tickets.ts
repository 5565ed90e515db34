import type { Contribution } from '../domain/contribution.ts';
import type { TicketId } from '../domain/ids.ts';
import type { Instant } from '../domain/interval.ts';
import type { Expectation } from './expectation/expectation.ts';
import { mixCellOf } from './expectation/mix-cell.ts';
import { dayOfWork, type OffDay, OffDays, type OwnOutcome } from './expectation/off-days.ts';
import { expectedLogit, type OutcomeModel } from './expectation/outcome-model.ts';
import { shownResolutions } from './expectation/showing.ts';
import type { Metric } from './metric.ts';
import { reasonsAgainst } from './outcome.ts';
import type { View } from './sample.ts';

const WEEK_MS = 7 * 86_400_000;
const HALF_LIFE_WEEKS = 8;
const OFF_DAY = 'came in on a day on which the whole team or desk was off';

/** One thing that was counted for a person's figure, and what it did to it. */
export interface CountedTicket {
  readonly ticket: TicketId;
  readonly at: Instant;
  readonly kind: string | null;
  readonly good: boolean;
  /** What stood against it, and that its day was off; in words, empty where nothing is to be said. */
  readonly why: readonly string[];
  /** Chance of a good outcome for the average colleague, 0..1; null: the figure expects nothing of a single ticket. */
  readonly expected: number | null;
  /** How much of a fresh ticket it still counts, 0..1. */
  readonly weight: number;
  /** By how much it moved the figure, in its unit; as if it were the last to come. */
  readonly moved: number;
}

export interface CountedGround {
  readonly view: View;
  readonly expectation: Expectation | null;
  /** Those the figure made an allowance for. */
  readonly offDays?: readonly OffDay[];
  readonly value: number;
}

/** Everything counted for one person's figure, what moved it most first. */
export function countedTickets(
  metric: Metric,
  contributions: readonly Contribution[],
  { view, expectation, offDays = [], value }: CountedGround,
): CountedTicket[] {
  const model = expectation?.outcome ?? null;
  const counted =
    metric.unit === 'share' && metric.stand !== undefined && metric.restsOn === 'quality' && model !== null
      ? scored(contributions, { view, model, offDays, value })
      : observed(metric, contributions, view, value);
  return counted.sort((a, b) => Math.abs(b.moved) - Math.abs(a.moved) || (a.ticket < b.ticket ? -1 : 1));
}

/**
 * The batch form of the filter: residual times weight over the information of all (statistics.md 2.4, "explain" view), on
 * the scale of the rate.
 */
function scored(
  contributions: readonly Contribution[],
  { view, model, offDays, value }: Omit<Required<CountedGround>, 'expectation'> & { readonly model: OutcomeModel },
): CountedTicket[] {
  const rows = contributions.flatMap((one) =>
    shownResolutions(one, view, model.showing).map((resolution) => ({ one, ...resolution })),
  );
  const own = rows.map(({ one, part, good, shown }): OwnOutcome => {
    const logit = expectedLogit(model, mixCellOf(part));
    return { day: dayOfWork(one, part), team: part.team, logit, good: good ? 1 : 0, shown };
  });
  const offsets = new OffDays(offDays, model.phi).offsets(own);
  const weighed = rows.map((row, i) => {
    const offset = offsets[i] ?? 0;
    const expected = 1 / (1 + Math.exp(-(own[i]?.logit ?? 0) - offset));
    const weight = row.shown * 2 ** (-(view.asOf - row.part.at) / WEEK_MS / HALF_LIFE_WEEKS);
    return { ...row, offset, expected, weight };
  });
  const information = weighed.reduce(
    (sum, { expected, weight }) => sum + (weight * expected * (1 - expected)) / model.phi,
    0,
  );
  const slope = (value * (1 - value)) / (information + 1 / model.spread ** 2);
  return weighed.map(({ one, part, good, offset, expected, weight }) => ({
    ticket: one.ticketId,
    at: part.at,
    kind: part.cell.workType,
    good,
    why: [...reasonsAgainst(part, one, view), ...(offset === 0 ? [] : [OFF_DAY])],
    expected,
    weight,
    moved: ((weight * ((good ? 1 : 0) - expected)) / model.phi) * slope,
  }));
}

function observed(metric: Metric, contributions: readonly Contribution[], view: View, value: number): CountedTicket[] {
  const all = contributions.flatMap((one) => metric.observe(one, view).map((observation) => ({ one, ...observation })));
  return all.map(({ one, at, cell, hit }) => ({
    ticket: one.ticketId,
    at,
    kind: cell?.workType ?? one.kind,
    good: hit,
    why: [],
    expected: null,
    weight: 1,
    moved: metric.unit === 'share' ? ((hit ? 1 : 0) - value) / all.length : 0,
  }));
}
