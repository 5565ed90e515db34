import type { Contribution, ContributionPages } from '../../domain/contribution.ts';
import type { Instant } from '../../domain/interval.ts';
import { METRICS } from '../index.ts';
import type { TermsLearner } from '../metric.ts';
import { checkOutcome } from '../self-check/check-outcome.ts';
import { OUTCOMES } from '../self-check/check-row.ts';
import { CheckRowsCollector } from '../self-check/check-rows.ts';
import type { OutcomeCheck } from '../self-check/outcome-check.ts';
import { viewOf } from '../view.ts';
import type { Learned } from './expectation.ts';
import { OutcomeBook } from './outcome-book.ts';
import { learnOutcomeModel } from './outcome-model.ts';
import { ShowingLearner } from './showing.ts';

export interface LearnOptions {
  readonly frozenAt: Instant;
  readonly maturityDays: number;
  /** Made earlier; null: the desk is to be checked now. */
  readonly checks: readonly OutcomeCheck[] | null;
}

/** Weeks of history an expectation is learned from. */
export const LEARNED_WEEKS = 52;

/**
 * Learns the desk's expectation from what was known at `frozenAt`, in one pass. Pure; the order of the contributions does
 * not matter.
 */
export async function learnExpectation(
  contributions: ContributionPages,
  { frozenAt, maturityDays, checks: known }: LearnOptions,
): Promise<Learned> {
  const view = viewOf(LEARNED_WEEKS, { asOf: frozenAt, maturityDays });
  const book = new OutcomeBook(view);
  const showing = new ShowingLearner(view);
  const rows = known === null ? new CheckRowsCollector(view) : null;
  const learners = METRICS.flatMap((metric) => {
    const learner = metric.subjects.includes('agent') ? metric.collect?.learn?.() : undefined;
    return learner === undefined ? [] : [{ metric, learner }];
  });
  const add = (contribution: Contribution): void => {
    book.add(contribution);
    showing.add(contribution);
    rows?.add(contribution);
    const { agentId } = contribution;
    if (agentId === null) return;
    for (const { metric, learner } of learners) {
      for (const observation of metric.observe(contribution, view)) learner.add(agentId, observation);
    }
  };
  for await (const page of contributions) page.forEach(add);
  const checks = known ?? checksOf(rows);
  return {
    frozenAt,
    outcome: learnOutcomeModel(book, showing.showing(), handOversTell(checks)),
    shares: Object.fromEntries(learners.flatMap(({ metric, learner }) => termsOf(metric.id, learner))),
    checks,
  };
}

/**
 * What hand-overs before the resolver tell is partly who is handed what: they become part of the mix only where they tell
 * much, as where tickets arrive late through many hands (statistics.md 15: .481 to .424).
 */
const MUCH = 0.01;

function handOversTell(checks: readonly OutcomeCheck[]): boolean {
  const { candidates = [] } = checks.find(({ outcome }) => outcome === 'quality') ?? {};
  const best = (handOvers: boolean) =>
    Math.max(
      ...candidates
        .filter(({ kind, agents }) => !agents && (kind === 'work-before') === handOvers)
        .map(({ score }) => score),
    );
  return best(true) - best(false) > MUCH;
}

const checksOf = (rows: CheckRowsCollector | null): OutcomeCheck[] =>
  OUTCOMES.map((outcome) => checkOutcome(outcome, rows?.rows(outcome) ?? []));

function termsOf(id: string, learner: TermsLearner) {
  const terms = learner.terms();
  return terms === null ? [] : [[id, terms] as const];
}
