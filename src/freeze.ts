import type { Instant } from './domain/interval.ts';
import type { Expectation } from './metrics/expectation/expectation.ts';
import { LEARNED_WEEKS, learnExpectation } from './metrics/expectation/learn.ts';
import { checkedFor, frozenFor } from './rules/evaluation-times.ts';
import type { DeskRules } from './rules/load-rules.ts';
import { shortHash } from './rules/short-hash.ts';
import type { Store } from './store/store.ts';

const WEEK_MS = 7 * 86_400_000;

interface Desk {
  readonly store: Store;
  readonly rules: DeskRules;
}

/**
 * What figures as of an instant are set against: the expectation frozen for its month, from the store, or else learned
 * here from what was known then. `last`: the one used last, which may be it. `isNew`: it is not kept yet. Null: nothing
 * was known by then.
 */
export async function expectationAt(
  desk: Desk,
  asOf: Instant,
  last?: Expectation,
): Promise<{ readonly expectation: Expectation; readonly isNew: boolean } | null> {
  const span = await desk.store.knownSpan();
  if (span === null) return null;
  const frozenAt = frozenFor(desk.rules.desk, asOf, span.first);
  return frozenThen(desk, frozenAt, span.first, last);
}

async function frozenThen(desk: Desk, frozenAt: Instant, first: Instant, last?: Expectation) {
  const { store, rules } = desk;
  if (last?.frozenAt === frozenAt) return { expectation: last, isNew: false };
  const kept = await store.expectation(frozenAt, rules.version);
  if (kept !== null) return { expectation: kept, isNew: false };
  const checkedAt = checkedFor(rules.desk, frozenAt, first);
  // The last one carries the checks of its quarter.
  const ofQuarter = last !== undefined && last.frozenAt >= checkedAt && last.frozenAt < frozenAt ? last : undefined;
  const checked = checkedAt === frozenAt ? null : (ofQuarter ?? (await frozenThen(desk, checkedAt, first)).expectation);
  const learned = await learnExpectation(store.contributions(frozenAt, frozenAt - LEARNED_WEEKS * WEEK_MS), {
    frozenAt,
    maturityDays: rules.windows.maturityDays,
    checks: checked?.checks ?? null,
  });
  return { expectation: { version: shortHash(JSON.stringify(learned)), ...learned }, isNew: true };
}
