import type { Instant } from '../domain/interval.ts';
import type { Subject } from '../metrics/metric.ts';
import type { RecordKind } from './record-kinds.ts';

/** What people have put on record by an instant, as rules ask for it. */
export interface Records {
  /** How many records of a kind somebody has from `since` on. */
  countOf(agent: string, kind: RecordKind, since: Instant): number;
  /** What they said last of their interest in what a rule is about; null: nothing. */
  wants(agent: string, ruleId: string): boolean | null;
  /** A challenge of the flag that is up waits for its answer. */
  isFrozen(ruleId: string, subject: Subject): boolean;
}

export const NO_RECORDS: Records = { countOf: () => 0, wants: () => null, isFrozen: () => false };
