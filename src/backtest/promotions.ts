import type { Instant } from '../domain/interval.ts';
import type { Decision } from '../progression/decision.ts';
import { isAct, linesInForce } from '../progression/decision-log.ts';
import { exactPoissonCount } from '../statistics/standardised-ratio.ts';
import type { RuleHistory } from './flag-history.ts';
import type { Period } from './weeks-of.ts';

const YEAR_MS = 365.25 * 86_400_000;

/** How often a first risk flag rose per person-year, with its exact 95 % interval. */
export interface Hazard {
  readonly people: number;
  readonly reviews: number;
  readonly personYears: number;
  readonly perYear: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** Whether those whom the desk appointed were asked after later more often than the others. */
export interface Promotions {
  readonly appointed: Hazard;
  readonly others: Hazard;
}

/** Null: the log holds no appointment up to the end of the period. Only people flagged get appointed: so the rest is kept beside them. */
export function promotions(
  log: readonly Decision[],
  histories: readonly RuleHistory[],
  { from, to }: Period,
): Promotions | null {
  const appointedAt = new Map<string, Instant>();
  for (const line of linesInForce(log, to))
    if (isAct(line, 'appoint') && line.agent !== null && !appointedAt.has(line.agent))
      appointedAt.set(line.agent, line.at);
  if (appointedAt.size === 0) return null;
  const risks = histories.filter(({ rule }) => rule.kind === 'risk' && rule.subject === 'agent');
  const raised = risks.flatMap(({ episodes }) =>
    episodes.map(({ subject, raisedAt }) => ({ id: subject.id, raisedAt })),
  );
  const byPerson = Map.groupBy(raised, ({ id }) => id);
  const followed = (id: string, start: Instant): Followed => {
    const reviews = (byPerson.get(id) ?? []).map(({ raisedAt }) => raisedAt).filter((at) => at >= start);
    const first = reviews.length === 0 ? null : Math.min(...reviews);
    return { reviewed: first !== null, forMs: (first ?? to) - start };
  };
  const others = [...new Set(risks.flatMap(({ subjects }) => [...subjects]))]
    .map((key) => key.slice('agent:'.length))
    .filter((id) => !appointedAt.has(id));
  return {
    appointed: hazard([...appointedAt].map(([id, at]) => followed(id, Math.max(at, from)))),
    others: hazard(others.map((id) => followed(id, from))),
  };
}

interface Followed {
  readonly reviewed: boolean;
  readonly forMs: number;
}

function hazard(people: readonly Followed[]): Hazard {
  const reviews = people.filter(({ reviewed }) => reviewed).length;
  const personYears = people.reduce((sum, { forMs }) => sum + forMs, 0) / YEAR_MS;
  const about = { people: people.length, reviews, personYears };
  if (personYears === 0) return { ...about, perYear: null, lower: null, upper: null };
  const { lower, upper } = exactPoissonCount(reviews, 0.95);
  return { ...about, perYear: reviews / personYears, lower: lower / personYears, upper: upper / personYears };
}
