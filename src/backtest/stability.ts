import type { Contribution } from '../domain/contribution.ts';
import { scattered } from '../metrics/expectation/scattered.ts';
import type { Decision } from '../progression/decision.ts';
import { judge } from '../progression/judge.ts';
import { type Judgement, judgementKey } from '../progression/judgement.ts';
import { recordsSo } from '../progression/records.ts';
import type { RoleRule } from '../progression/rule.ts';
import { type DeskRead, longestOf, measurementsAt, usesOf, type Week } from './weeks-of.ts';

const WEEK_MS = 7 * 86_400_000;
/** A flag that rests on chance falls in one of ten of them; more would tell little more and cost as much again. */
export const RESAMPLES = 20;
/** Share of resamples in which a flag has to stay to count as stable. */
const STABLE = 0.9;

/** How many of the flags that are up would still have their ground had the tickets fallen a little differently. */
export interface Stability {
  readonly ruleId: string;
  /** Flags up that had their ground at the last evaluation: those on their way down are not asked after. */
  readonly flags: number;
  /** Of these, kept in 90 % of the resamples or more. */
  readonly stable: number;
  /** Mean share of resamples in which they were kept; null: no flag. */
  readonly kept: number | null;
}

export interface StabilityOptions {
  readonly rules: readonly RoleRule[];
  readonly log: readonly Decision[];
  /** The evaluation that is resampled, what was judged at it, and at the one before. */
  readonly week: Week;
  readonly judged: readonly Judgement[];
  readonly before: ReadonlyMap<string, Judgement>;
  readonly onResample: (done: number) => void;
}

/**
 * The bootstrap, of the whole desk at one evaluation. Drawn are weeks of people, whole, as their tickets come in lumps
 * (statistics.md 10.1 e, 15.4); each comes as often as a Poisson of mean 1 says (Hanley & MacGibbon 2006). The draw is
 * made of the ids, so it is always the same.
 */
export async function stability(
  line: DeskRead,
  { rules, log, week, judged, before, onResample }: StabilityOptions,
): Promise<Stability[]> {
  const up = judged.filter(({ raisedAt, outFor }) => raisedAt !== null && outFor === 0);
  const kept = new Map(up.map((one) => [judgementKey(one.ruleId, one.subject), 0]));
  const asked = rules.filter(({ id }) => up.some(({ ruleId }) => ruleId === id));
  const uses = usesOf(asked);
  const records = recordsSo(log, week.asOf);
  for (let i = 0; i < RESAMPLES && up.length > 0; i++) {
    const drawn = resampled(line.store.contributions(week.asOf, week.asOf - longestOf(uses) * WEEK_MS), i);
    const measurements = await measurementsAt(line, week.asOf, uses, week.expectation, drawn);
    const previous = new Map([...before, ...up.map((one) => [judgementKey(one.ruleId, one.subject), one] as const)]);
    const options = { asOf: week.asOf, previous, records };
    for (const { ruleId, subject, outFor } of judge(asked, measurements, options)) {
      const key = judgementKey(ruleId, subject);
      const count = kept.get(key);
      if (count !== undefined && outFor === 0) kept.set(key, count + 1);
    }
    onResample(i + 1);
  }
  return rules.map(({ id }) => {
    const shares = up
      .filter(({ ruleId }) => ruleId === id)
      .map(({ subject }) => (kept.get(judgementKey(id, subject)) ?? 0) / RESAMPLES);
    return {
      ruleId: id,
      flags: shares.length,
      stable: shares.filter((share) => share >= STABLE).length,
      kept: shares.length === 0 ? null : shares.reduce((sum, share) => sum + share, 0) / shares.length,
    };
  });
}

/** Each person's week as often as its draw says, never more than the cap of an odd draw. */
export async function* resampled(
  contributions: AsyncIterable<readonly Contribution[]>,
  draw: number,
): AsyncIterable<readonly Contribution[]> {
  const asDrawn = (contribution: Contribution): readonly Contribution[] => {
    const { agentId, ticketId, lastAt } = contribution;
    const times = drawnTimes(`${draw} ${agentId ?? ticketId} ${Math.floor(lastAt / WEEK_MS)}`);
    return Array.from({ length: times }, () => contribution);
  };
  for await (const page of contributions) yield page.flatMap(asDrawn);
}

/** A Poisson draw of mean 1 made of a text: from the lower end of its distribution, by a uniform number. */
function drawnTimes(text: string): number {
  // Alike texts have alike hashes in their first bits: the hash of the hash has not.
  const uniform = scattered(`${scattered(text)} ${text}`) / 2 ** 32;
  let [times, chance] = [0, Math.exp(-1)];
  for (let sum = chance; sum < uniform && times < 10; sum += chance) {
    times += 1;
    chance /= times;
  }
  return times;
}
