import type { Instant } from '../../domain/interval.ts';
import type { ShareTerms } from '../metric.ts';
import type { OutcomeCheck } from '../self-check/outcome-check.ts';
import type { OutcomeModel } from './outcome-model.ts';

/**
 * What the desk as a whole has shown up to an instant, and one person's figures are set against: how hard which work is,
 * how much people differ, how lumpy the work is, and whether who does it tells anything at all. Frozen for a month, so
 * that nobody's figure moves because the yardstick did; stored, and named by every figure that was made with it.
 */
export interface Expectation {
  /** First characters of the SHA-256 of all the rest. */
  readonly version: string;
  readonly frozenAt: Instant;
  /** Null: nothing could be learned yet. */
  readonly outcome: OutcomeModel | null;
  /** By metric id. */
  readonly shares: Readonly<Record<string, ShareTerms>>;
  readonly checks: readonly OutcomeCheck[];
}

export type Learned = Omit<Expectation, 'version'>;
