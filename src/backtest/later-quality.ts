import type { Contribution } from '../domain/contribution.ts';
import type { Instant } from '../domain/interval.ts';
import { mixCellOf } from '../metrics/expectation/mix-cell.ts';
import { expectedLogit, type OutcomeModel } from '../metrics/expectation/outcome-model.ts';
import { type SubjectKind, subjectKey } from '../metrics/metric.ts';
import { type ScoredResolution, scoredResolutions } from '../metrics/outcome.ts';
import type { View } from '../metrics/sample.ts';
import { boundsOf, ClusteredMean } from './clustered-mean.ts';
import type { RuleHistory } from './flag-history.ts';
import type { DeskRead } from './weeks-of.ts';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** How long after its raising a flag is followed. */
const FOLLOWED_MS = 90 * DAY_MS;

/** Difference of shares of good outcomes, in 0..1, with its 95 % interval. */
interface Difference {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/** What came of the work of one group. `subjects`: people, teams ..., as the rule is about. */
export interface LaterWork {
  readonly subjects: number;
  readonly resolutions: number;
  /** Share of good outcomes, and the share expected of anybody on the same work; null: no resolution. */
  readonly good: number | null;
  readonly expected: number | null;
  /** Good less expected; null: too few person-weeks to tell. */
  readonly beyond: Difference | null;
}

/** One rule: those flagged, in the 90 days after, beside all others it judged who had no flag then. */
export interface LaterQuality {
  readonly ruleId: string;
  readonly kind: SubjectKind;
  readonly flagged: LaterWork;
  readonly rest: LaterWork;
  /** What of the flagged goes beyond the mix of work, less that of the rest. */
  readonly difference: Difference | null;
}

export interface LaterOptions {
  readonly from: Instant;
  readonly to: Instant;
  /** Chances of anybody's work: one yardstick for all. */
  readonly model: OutcomeModel;
}

/** From one pass over what was resolved in the period and the 90 days after it, as far as it can be scored by now. */
export async function laterQuality(
  { store, rules }: DeskRead,
  histories: readonly RuleHistory[],
  { from, to, model }: LaterOptions,
): Promise<LaterQuality[]> {
  const maturityMs = rules.windows.maturityDays * DAY_MS;
  const until = Math.min(to + FOLLOWED_MS + maturityMs, ((await store.knownSpan())?.last ?? to) + 1);
  const view = { asOf: until, window: { start: from, end: until }, maturedBy: until - maturityMs, maturityMs };
  const people = new Map((await store.agents()).map((agent) => [agent.id as string, agent]));
  const placeOf = (kind: 'region' | 'shift', agent: string) => people.get(agent)?.[kind] ?? null;
  const followed = histories.map((history) => new Followed(history));
  const chances = new Map<string, number>();
  const follow = (contribution: Contribution): void => {
    for (const scored of scoredIn(contribution, view, to + FOLLOWED_MS)) {
      const expected = chanceOf(scored, model, chances);
      for (const one of followed) one.add(idOf(one.kind, scored, contribution, placeOf), scored, expected);
    }
  };
  for await (const page of store.contributions(until, from)) page.forEach(follow);
  return followed.map((one) => one.done());
}

function scoredIn(contribution: Contribution, view: View, end: Instant): readonly ScoredResolution[] {
  return scoredResolutions(contribution, view).filter(({ part }) => part.at < end);
}

function chanceOf({ part }: ScoredResolution, model: OutcomeModel, known: Map<string, number>): number {
  const cell = mixCellOf(part);
  const key = Object.values(cell).join('\n');
  const chance = known.get(key) ?? 1 / (1 + Math.exp(-expectedLogit(model, cell)));
  known.set(key, chance);
  return chance;
}

function idOf(
  kind: SubjectKind,
  { part }: ScoredResolution,
  { agentId }: Contribution,
  placeOf: (kind: 'region' | 'shift', agent: string) => string | null,
): string | null {
  switch (kind) {
    case 'agent':
      return agentId;
    case 'team':
      return part.team;
    case 'work-type':
      return part.cell.workType;
    case 'region':
    case 'shift':
      return agentId === null ? null : placeOf(kind, agentId);
  }
}

/** The work of those a rule flagged, and of the rest. */
class Followed {
  readonly #history: RuleHistory;
  readonly #spells: ReadonlyMap<string, readonly { readonly up: Instant; readonly down: Instant | null }[]>;
  readonly #flagged = new Work();
  readonly #rest = new Work();

  constructor(history: RuleHistory) {
    this.#history = history;
    const spells = history.episodes.map(({ subject, raisedAt: up, withdrawnAt: down }) => ({
      key: subjectKey(subject),
      up,
      down,
    }));
    this.#spells = Map.groupBy(spells, ({ key }) => key);
  }

  get kind(): SubjectKind {
    return this.#history.rule.subject;
  }

  add(id: string | null, { part: { at }, good }: ScoredResolution, expected: number): void {
    const key = id === null ? null : subjectKey({ kind: this.kind, id });
    if (key === null || !this.#history.subjects.has(key)) return;
    const spells = this.#spells.get(key) ?? [];
    const first = this.#history.weeks[0]?.asOf ?? at;
    // Followed are only flags that the period saw rise: of older ones it is not known how they began.
    if (spells.some(({ up }) => up >= first && at >= up && at < up + FOLLOWED_MS))
      this.#flagged.add(key, at, { good, expected });
    else if (!spells.some(({ up, down }) => at >= up && (down === null || at < down)))
      this.#rest.add(key, at, { good, expected });
  }

  done(): LaterQuality {
    const [flagged, rest] = [this.#flagged.mean(), this.#rest.mean()];
    return {
      ruleId: this.#history.rule.id,
      kind: this.kind,
      flagged: this.#flagged.done(),
      rest: this.#rest.done(),
      difference:
        flagged === null || rest === null
          ? null
          : differenceOf(flagged.value - rest.value, Math.hypot(flagged.standardError, rest.standardError)),
    };
  }
}

class Work {
  readonly #beyond = new ClusteredMean();
  readonly #subjects = new Set<string>();
  #n = 0;
  #good = 0;
  #expected = 0;

  add(key: string, at: Instant, { good, expected }: { good: boolean; expected: number }): void {
    this.#subjects.add(key);
    this.#n += 1;
    this.#good += Number(good);
    this.#expected += expected;
    this.#beyond.add(`${key} ${Math.floor(at / WEEK_MS)}`, Number(good) - expected);
  }

  mean() {
    return this.#beyond.mean();
  }

  done(): LaterWork {
    const mean = this.mean();
    const share = (sum: number) => (this.#n === 0 ? null : sum / this.#n);
    return {
      subjects: this.#subjects.size,
      resolutions: this.#n,
      good: share(this.#good),
      expected: share(this.#expected),
      beyond: mean === null ? null : differenceOf(mean.value, mean.standardError),
    };
  }
}

const differenceOf = (value: number, standardError: number): Difference => ({
  value,
  ...boundsOf({ value, standardError }),
});
