import type { Measurement } from '../../src/metrics/measure.ts';
import type { Sample } from '../../src/metrics/sample.ts';
import { slaAttainment } from '../../src/metrics/sla-attainment.ts';
import { judge } from '../../src/progression/judge.ts';
import { type Judgement, judgementKey } from '../../src/progression/judgement.ts';
import { NO_RECORDS, type Records } from '../../src/progression/records.ts';
import type { RoleRule } from '../../src/progression/rule.ts';

export const WEEK = 7 * 86_400_000;
const ANN = { kind: 'agent', id: 'ann' } as const;

/** What one evaluation finds of the person: their figure, and what people have put down by then. */
interface Week {
  readonly sample: Sample;
  readonly records?: Partial<Records>;
}

/** Judges one person week by week. */
export function weekly(versions: readonly RoleRule[], weeks: readonly Week[]): Judgement[] {
  let previous = new Map<string, Judgement>();
  return weeks.map(({ sample, records }, week) => {
    const measurement: Measurement = { metric: slaAttainment, weeks: 13, heldBack: null, subject: ANN, sample };
    const options = { asOf: week * WEEK, previous, records: { ...NO_RECORDS, ...records } };
    const [judged] = judge(versions, [measurement], options);
    if (judged === undefined) throw new Error('Nobody was judged. Correct the test.');
    previous = new Map([[judgementKey(judged.ruleId, judged.subject), judged]]);
    return judged;
  });
}

export const upSince = (judgements: readonly Judgement[]) =>
  judgements.map(({ raisedAt }) => (raisedAt === null ? null : raisedAt / WEEK));
