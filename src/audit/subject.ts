import type { AgentId } from '../domain/ids.ts';
import type { Grouping } from './grouping.ts';

/** Resolutions of one kind of work: how many turned out good, of how many. */
export interface WorkCount {
  readonly good: number;
  readonly n: number;
}

/** One person as the audit sees them. What it gives back is of groups and names nobody. */
export interface AuditSubject {
  readonly agent: AgentId;
  readonly groups: Readonly<Record<Grouping, string>>;
  /** The standardised quality, 0 .. 1; null: they have no such figure. */
  readonly score: number | null;
  /** Whether each rule's flag is up, by the rule's id; absent: the rule did not judge them. */
  readonly selected: ReadonlyMap<string, boolean>;
  /** By stratum: work type x priority. */
  readonly work: ReadonlyMap<string, WorkCount>;
  /** Tickets by the shift and by the team they belonged to, unknown ones left out. */
  readonly ticketsBy: Readonly<Record<'shift' | 'team', ReadonlyMap<string, number>>>;
}

export function ticketsOf({ work }: Pick<AuditSubject, 'work'>): number {
  let sum = 0;
  for (const { n } of work.values()) sum += n;
  return sum;
}
