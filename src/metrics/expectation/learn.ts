import type { Contribution } from '../../domain/contribution.ts';
import type { Instant } from '../../domain/interval.ts';
import { METRICS } from '../index.ts';
import type { TermsLearner } from '../metric.ts';
import { checkOutcome } from '../self-check/check-outcome.ts';
import { CheckRowsCollector } from '../self-check/check-rows.ts';
import { viewOf } from '../view.ts';
import type { Learned } from './expectation.ts';
import { OutcomeBook } from './outcome-book.ts';
import { learnOutcomeModel } from './outcome-model.ts';

/** Weeks of history an expectation is learned from. */
export const LEARNED_WEEKS = 52;

/**
 * Learns the desk's expectation from what was known at `frozenAt`, in one pass. Pure; the order of the contributions does
 * not matter.
 */
export async function learnExpectation(
  contributions: AsyncIterable<Contribution> | Iterable<Contribution>,
  { frozenAt, maturityDays }: { frozenAt: Instant; maturityDays: number },
): Promise<Learned> {
  const view = viewOf(LEARNED_WEEKS, { asOf: frozenAt, maturityDays });
  const book = new OutcomeBook(view);
  const rows = new CheckRowsCollector(view);
  const learners = METRICS.flatMap((metric) => {
    const learner = metric.subjects.includes('agent') ? metric.collect?.learn?.() : undefined;
    return learner === undefined ? [] : [{ metric, learner }];
  });
  for await (const contribution of contributions) {
    book.add(contribution);
    rows.add(contribution);
    const { agentId } = contribution;
    if (agentId === null) continue;
    for (const { metric, learner } of learners) {
      for (const observation of metric.observe(contribution, view)) learner.add(agentId, observation);
    }
  }
  const checks = OUTCOMES.map((outcome) => checkOutcome(outcome, rows.rows(outcome)));
  const quality = checks.find(({ outcome }) => outcome === 'quality');
  return {
    frozenAt,
    outcome: learnOutcomeModel(book, quality?.chosen?.startsWith('work-before') ?? false),
    shares: Object.fromEntries(learners.flatMap(({ metric, learner }) => termsOf(metric.id, learner))),
    checks,
  };
}

const OUTCOMES = ['quality', 'sla', 'own-time', 'bounce', 'reopen'] as const;

function termsOf(id: string, learner: TermsLearner) {
  const terms = learner.terms();
  return terms === null ? [] : [[id, terms] as const];
}
