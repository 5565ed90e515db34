import type { Grouping } from './grouping.ts';
import type { LikeForLike } from './like-for-like.ts';
import type { Rates } from './rates.ts';
import type { Hidden } from './suppress.ts';

/** How many people and tickets a group has; tickets and the comparison null where it is hidden. */
export interface GroupWork {
  readonly group: string;
  readonly hidden: Hidden | null;
  readonly people: number;
  readonly tickets: number | null;
  /** Against all others shown; null too where they share no kind of work. */
  readonly likeForLike: LikeForLike | null;
}

/** Whether people work across shifts or teams enough to tell hard work from weak people; null: their tickets do not say. */
export interface CrossOver {
  /** Share (0 .. 1) of tickets worked outside the person's own main group. */
  readonly crossOver: number;
  readonly comparable: boolean;
  /** Sets of groups that nobody ties together. */
  readonly parts: number;
}

/** The numbers of one grouping. */
export interface Findings {
  readonly by: Grouping;
  readonly groups: readonly GroupWork[];
  /** Null too where groups are of another kind, or all of them are hidden. */
  readonly crossOver: CrossOver | null;
  readonly rates: readonly Rates[];
}

export interface GroupingAudit extends Findings {
  /** What the numbers show and what they do not. */
  readonly says: readonly string[];
}
