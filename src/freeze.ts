import type { Instant } from './domain/interval.ts';
import type { Expectation } from './metrics/expectation/expectation.ts';
import { LEARNED_WEEKS, learnExpectation } from './metrics/expectation/learn.ts';
import { frozenFor } from './rules/evaluation-times.ts';
import type { DeskRules } from './rules/load-rules.ts';
import { shortHash } from './rules/short-hash.ts';
import type { Store } from './store/store.ts';

const WEEK_MS = 7 * 86_400_000;

/**
 * What figures as of an instant are set against: the expectation frozen for its month, from the store, or else learned
 * here from what was known then. `last`: the one used last, which may be it. `isNew`: it is not kept yet. Null: nothing
 * was known by then.
 */
export async function expectationAt(
  { store, rules }: { readonly store: Store; readonly rules: DeskRules },
  asOf: Instant,
  last?: Expectation,
): Promise<{ readonly expectation: Expectation; readonly isNew: boolean } | null> {
  const span = await store.knownSpan();
  if (span === null) return null;
  const frozenAt = frozenFor(rules.desk, asOf, span.first);
  if (last?.frozenAt === frozenAt) return { expectation: last, isNew: false };
  const kept = await store.expectation(frozenAt, rules.version);
  if (kept !== null) return { expectation: kept, isNew: false };
  const learned = await learnExpectation(store.contributions(frozenAt, frozenAt - LEARNED_WEEKS * WEEK_MS), {
    frozenAt,
    maturityDays: rules.windows.maturityDays,
  });
  return { expectation: { version: shortHash(JSON.stringify(learned)), ...learned }, isNew: true };
}
