import { lnBeta } from './beta-distribution.ts';

/** Good tickets of n, each 0 or more; may be fractional (effective counts, both divided by the over-dispersion). */
export interface Tally {
  readonly good: number;
  readonly n: number;
}

/** A beta distribution of shares: a prior good and b prior bad tickets; mean a / (a + b), worth a + b tickets. */
export interface BetaShape {
  readonly a: number;
  readonly b: number;
}

/** A prior learned from a team. `detectable` is false where members differ no more than chance would make them: say so beside the figure. */
export interface TeamPrior extends BetaShape {
  readonly detectable: boolean;
}

/** Worth of the prior, in tickets, where no difference between members is detectable. */
const MOST_TICKETS = 500;
const LEAST_TICKETS = 0.001;

/**
 * How good a member of this team is before their own tickets are looked at, by the method of moments.
 * Source: statistics.md 1.2; Kleinman 1973, JASA 68:46.
 * @param team tallies of its members, over-dispersion taken out; those without tickets say nothing
 * @returns prior tickets a and b, together .001 .. 500
 * @throws RangeError when a tally makes no sense or nobody has a ticket
 */
export function momentsPrior(team: readonly Tally[]): TeamPrior {
  checkTeam(team);
  const seen = team.filter(({ n }) => n > 0);
  const sum = (of: (tally: Tally) => number): number => seen.reduce((total, tally) => total + of(tally), 0);
  const n = sum((tally) => tally.n);
  const mean = sum((tally) => tally.good) / n;
  const spread = sum((tally) => tally.n * (tally.good / tally.n - mean) ** 2);
  const free = seen.length - 1;
  const room = n - sum((tally) => tally.n ** 2) / n - free;
  const rho = room > 0 && mean > 0 && mean < 1 ? (spread / (mean * (1 - mean)) - free) / room : 0;
  if (!(rho > 1 / (MOST_TICKETS + 1))) return { ...shapeOf(mean, MOST_TICKETS, n), detectable: false };
  return { ...shapeOf(mean, Math.max(LEAST_TICKETS, 1 / rho - 1), n), detectable: true };
}

/**
 * The same by maximum likelihood (beta-binomial), searched over (logit mean, ln tickets) from the moments on.
 * Source: statistics.md 1.2; Griffiths 1973, Biometrics 29:637; search by Hooke & Jeeves 1961, J. ACM 8:212.
 * Below 15 members take `teamPriors` instead: one prior as if it were known is too sure.
 * @throws RangeError as `momentsPrior`
 */
export function likelihoodPrior(team: readonly Tally[]): TeamPrior {
  const { a, b } = momentsPrior(team);
  let best = { mean: Math.log(a / b), size: Math.log(a + b), fit: lnMarginal(team, { a, b }) };
  for (let step = 1; step > 1e-7; ) {
    const moved = neighbours(best, step).reduce<typeof best>((top, next) => {
      const fit = lnMarginal(team, fromLogit(next.mean, next.size));
      return fit > top.fit ? { ...next, fit } : top;
    }, best);
    if (moved === best) step /= 2;
    best = moved;
  }
  return { ...fromLogit(best.mean, best.size), detectable: best.size < Math.log(MOST_TICKETS) - 1e-6 };
}

/** Log probability of the team's tallies under a prior, up to a constant of the tallies: sum of ln B(a + x, b + n - x) - ln B(a, b). */
export function lnMarginal(team: readonly Tally[], { a, b }: BetaShape): number {
  const none = lnBeta(a, b);
  let sum = 0;
  for (const { good, n } of team) if (n > 0) sum += lnBeta(a + good, b + (n - good)) - none;
  return sum;
}

/** @param logit of the mean share; @param lnTickets logarithm of a + b */
export function fromLogit(logit: number, lnTickets: number): BetaShape {
  const tickets = Math.exp(lnTickets);
  return { a: tickets / (1 + Math.exp(-logit)), b: tickets / (1 + Math.exp(logit)) };
}

function checkTeam(team: readonly Tally[]): void {
  for (const { good, n } of team) {
    if (!(good >= 0 && good <= n && n < Infinity)) {
      throw new RangeError(`Give finite counts with 0 <= good <= n for each member, not ${good} of ${n}.`);
    }
  }
  if (!team.some(({ n }) => n > 0)) {
    throw new RangeError('Give a team in which somebody has a ticket: without any there is no prior to learn.');
  }
}

function neighbours({ mean, size }: { mean: number; size: number }, step: number): { mean: number; size: number }[] {
  const sizes = [size - step, size, size + step].filter(
    (s) => s >= Math.log(LEAST_TICKETS) && s <= Math.log(MOST_TICKETS),
  );
  return sizes.flatMap((s) => [mean - step, mean, mean + step].map((m) => ({ mean: m, size: s })));
}

/** Half a ticket short of the ends, where everybody is good or everybody bad, so that both shapes stay above 0. */
function shapeOf(mean: number, tickets: number, n: number): BetaShape {
  const inside = Math.min(1 - 0.5 / (n + 1), Math.max(0.5 / (n + 1), mean));
  return { a: inside * tickets, b: (1 - inside) * tickets };
}
