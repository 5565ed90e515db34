import type { Instant } from '../domain/interval.ts';
import { type Subject, subjectKey } from '../metrics/metric.ts';
import type { Judgement } from '../progression/judgement.ts';
import type { RoleRule, Verdict } from '../progression/rule.ts';

const WEEKS_A_YEAR = 365.25 / 7;

/** One flag from its raising to its withdrawal. */
interface Episode {
  readonly subject: Subject;
  readonly raisedAt: Instant;
  /** Null: up to the end of the period. */
  readonly withdrawnAt: Instant | null;
  /** The first judgement of the period with it up. */
  readonly shown: Judgement;
}

/** One rule at one evaluation. */
export interface RuleWeek {
  readonly asOf: Instant;
  readonly up: number;
  readonly raised: number;
  readonly withdrawn: number;
  readonly judged: number;
}

/** What one rule did over a period. */
export interface RuleHistory {
  readonly rule: RoleRule;
  readonly weeks: readonly RuleWeek[];
  /** In order of raising; those up before the period first. */
  readonly episodes: readonly Episode[];
  readonly raised: number;
  readonly withdrawn: number;
  /** Subjects judged, summed over the evaluations; of these, with the flag up. */
  readonly judgedWeeks: number;
  readonly upWeeks: number;
  /** Flags raised and withdrawn in a year of one subject; null: nobody was judged. */
  readonly flipsPerYear: number | null;
  /** At the last evaluation, how many subjects were judged how. */
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** Keys of all who were ever judged. */
  readonly subjects: ReadonlySet<string>;
}

/** Follows the flags of one rule; told of each evaluation in order. */
export class FlagHistory {
  readonly #rule: RoleRule;
  readonly #weeks: RuleWeek[] = [];
  readonly #episodes: { subject: Subject; raisedAt: Instant; withdrawnAt: Instant | null; shown: Judgement }[] = [];
  readonly #up = new Map<string, { withdrawnAt: Instant | null }>();
  readonly #subjects = new Set<string>();
  #verdicts: Record<Verdict, number> = none();

  constructor(rule: RoleRule) {
    this.#rule = rule;
  }

  /** Judgements of other rules among them are passed over. */
  add(asOf: Instant, judgements: readonly Judgement[]): void {
    const own = judgements.filter(({ ruleId }) => ruleId === this.#rule.id);
    this.#verdicts = none();
    for (const judgement of own) this.#follow(asOf, judgement);
    this.#weeks.push({
      asOf,
      up: own.filter(({ raisedAt }) => raisedAt !== null).length,
      raised: own.filter(({ raisedAt }) => raisedAt === asOf).length,
      withdrawn: own.filter(({ withdrawn }) => withdrawn !== null).length,
      judged: own.length,
    });
  }

  #follow(asOf: Instant, judgement: Judgement): void {
    const { subject, raisedAt, verdict } = judgement;
    const key = subjectKey(subject);
    this.#subjects.add(key);
    this.#verdicts[verdict] += 1;
    const up = this.#up.get(key);
    if (raisedAt !== null && up === undefined) {
      const episode = { subject, raisedAt, withdrawnAt: null, shown: judgement };
      this.#episodes.push(episode);
      this.#up.set(key, episode);
    }
    if (raisedAt === null && up !== undefined) {
      up.withdrawnAt = asOf;
      this.#up.delete(key);
    }
  }

  done(): RuleHistory {
    const sum = (of: (week: RuleWeek) => number) => this.#weeks.reduce((total, week) => total + of(week), 0);
    const [raised, withdrawn, judgedWeeks] = [sum((w) => w.raised), sum((w) => w.withdrawn), sum((w) => w.judged)];
    return {
      rule: this.#rule,
      weeks: this.#weeks,
      episodes: this.#episodes,
      raised,
      withdrawn,
      judgedWeeks,
      upWeeks: sum((w) => w.up),
      flipsPerYear: judgedWeeks === 0 ? null : (raised + withdrawn) / (judgedWeeks / WEEKS_A_YEAR),
      verdicts: this.#verdicts,
      subjects: this.#subjects,
    };
  }
}

const none = (): Record<Verdict, number> => ({ met: 0, 'not-met': 0, 'not-enough-data': 0 });
