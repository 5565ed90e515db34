import type { Instant } from '../domain/interval.ts';
import type { Subject } from '../metrics/metric.ts';
import type { RecordEvidence } from './judgement.ts';
import { RECORD_KINDS } from './record-kinds.ts';
import type { Records } from './records.ts';
import type { RecordRequirement } from './rule.ts';

const WEEK_MS = 7 * 86_400_000;

/** What nobody has entered is no failure: it is never not met. Records are kept of people only. */
export function judgeRecord(
  { record, atLeast, weeks, reason: why }: RecordRequirement,
  subject: Subject,
  records: Records,
  asOf: Instant,
): RecordEvidence {
  const count = subject.kind === 'agent' ? records.countOf(subject.id, record, asOf - weeks * WEEK_MS) : 0;
  const number = count === 0 ? 'no record' : count === 1 ? '1 record' : `${count} records`;
  const found = `${number} of ${RECORD_KINDS[record]} in the last ${weeks === 1 ? 'week' : `${weeks} weeks`}`;
  const met = count >= atLeast;
  return {
    record,
    atLeast,
    weeks,
    why,
    count,
    verdict: met ? 'met' : 'not-enough-data',
    reason: met ? found : `${found}; ${atLeast} asked`,
  };
}
