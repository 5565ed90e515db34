import { createHash } from 'node:crypto';
import type { Instant } from '../../domain/interval.ts';
import { type Subject, subjectKey } from '../../metrics/metric.ts';
import type { Decision, FlagShown } from '../../progression/decision.ts';
import type { Flag } from '../../progression/flag-life.ts';
import { inForce, type RoleRule } from '../../progression/rule.ts';
import type { StoredJudgement } from '../../store/store.ts';
import type { Desk } from '../desk.ts';

/** A flag as the judgements of one evaluation left it. */
export interface Raised {
  readonly flag: Flag;
  /** The last that had to do with it. */
  readonly judgement: StoredJudgement;
}

/** The very version that judged or, where its text has changed since, the one that is in force at that time now. */
export const ruleOf = (desk: Desk, { ruleId, ruleVersion, asOf }: StoredJudgement): RoleRule | undefined =>
  desk.rules.rules.find(({ id, version }) => id === ruleId && version === ruleVersion) ?? ruleAt(desk, ruleId, asOf);

export const ruleAt = ({ rules: { rules } }: Desk, id: string, asOf: Instant): RoleRule | undefined =>
  inForce(rules, asOf).find((rule) => rule.id === id) ?? rules.find((rule) => rule.id === id);

export async function latestEvaluation({ store }: Desk, asOf: Instant | undefined): Promise<Instant | null> {
  const settled = await store.evaluations();
  return settled.findLast((evaluation) => asOf === undefined || evaluation.asOf <= asOf)?.asOf ?? null;
}

/** The same flag has the same id wherever and whenever it is rebuilt. */
function flagId(ruleId: string, subject: Subject, raisedAt: Instant): string {
  return createHash('sha256')
    .update(`${ruleId} ${subjectKey(subject)} ${raisedAt}`)
    .digest('hex')
    .slice(0, 10);
}

/**
 * Flags that are up after an evaluation, those taken down until then, and those of `log` whose rule is gone: what people
 * decided about is not to vanish with a rule.
 */
export async function raisedUntil(desk: Desk, asOf: Instant, log: readonly Decision[]): Promise<Raised[]> {
  const up = await desk.store.judgements({ asOf, flag: 'up' });
  const down = (await desk.store.judgements({ flag: 'withdrawn' })).filter((judgement) => judgement.asOf <= asOf);
  const found = [...up.map((one) => raised(desk, one)), ...down.map((one) => raised(desk, one))];
  const known = new Set(found.map(({ flag }) => flag.id));
  const decided = new Map(log.flatMap(({ shown }) => (shown === null ? [] : [[shown.flag, shown] as const])));
  const lost = [...decided.values()].filter(({ flag }) => !known.has(flag));
  const expired = await Promise.all(lost.map((shown) => expiredFlag(desk, shown, asOf)));
  return [...found, ...expired.flatMap((one) => one ?? [])];
}

function raised(desk: Desk, judgement: StoredJudgement): Raised {
  const { ruleId, subject, withdrawn } = judgement;
  const raisedAt = withdrawn?.raisedAt ?? judgement.raisedAt ?? judgement.asOf;
  const gone =
    withdrawn === null ? null : ({ how: 'withdrawn', at: judgement.asOf, reason: withdrawn.reason } as const);
  const kind = ruleOf(desk, judgement)?.kind ?? 'risk';
  return { flag: { id: flagId(ruleId, subject, raisedAt), kind, ruleId, subject, raisedAt, gone }, judgement };
}

/**
 * A risk of which the person is told first is theirs and their mentor's (statistics.md 0): nobody else sees it until
 * something was said of it, as a challenge asks for an answer. `log`: all about the flag or the person.
 */
export function isHeldForPerson(desk: Desk, { flag, judgement }: Raised, log: readonly Decision[]): boolean {
  const isTheirs = flag.kind === 'risk' && flag.subject.kind === 'agent';
  const isFirst = ruleOf(desk, judgement)?.firstSeenBy === 'agent';
  return isTheirs && isFirst && !log.some(({ shown }) => shown?.flag === flag.id);
}

/** As it was at the last evaluation that knew its rule; null: that has been deleted, or is yet to come. */
async function expiredFlag(desk: Desk, shown: FlagShown, asOf: Instant): Promise<Raised | null> {
  const { ruleId, subject, raisedAt } = shown;
  const judged = await desk.store.judgements({ ruleId, subject, flag: 'up' });
  const judgement = judged.findLast((one) => one.raisedAt === raisedAt && one.asOf <= asOf);
  if (judgement === undefined) return null;
  const gone = { how: 'expired', at: judgement.asOf, reason: 'its rule is no longer in force' } as const;
  const { flag, ...rest } = raised(desk, judgement);
  return { flag: { ...flag, gone }, ...rest };
}
