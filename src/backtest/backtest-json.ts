import type { Instant } from '../domain/interval.ts';
import type { BackTest } from './backtest.ts';
import type { RuleHistory } from './flag-history.ts';

const iso = (at: Instant): string => new Date(at).toISOString();
const isoOrNull = (at: Instant | null): string | null => (at === null ? null : iso(at));

/** As `--json` prints it: instants as text, no end of an interval beyond all numbers. */
export function backTestJson({ from, to, histories, calibrations, ...rest }: BackTest) {
  return {
    ...rest,
    from: iso(from),
    to: iso(to),
    rules: histories.map(historyJson),
    calibrations: calibrations.map(({ at, ...one }) => ({ ...one, at: at.map(iso) })),
  };
}

function historyJson({ rule, weeks, episodes, subjects, ...rest }: RuleHistory) {
  return {
    ...rest,
    id: rule.id,
    version: rule.version,
    title: rule.title,
    subjects: subjects.size,
    weekly: weeks.map(({ asOf, ...week }) => ({ asOf: iso(asOf), ...week })),
    flags: episodes.map(({ subject, raisedAt, withdrawnAt, shown }) => ({
      subject,
      raisedAt: iso(raisedAt),
      withdrawnAt: isoOrNull(withdrawnAt),
      evidence: shown.evidence,
    })),
  };
}
