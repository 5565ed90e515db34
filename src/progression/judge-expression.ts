import type { Instant } from '../domain/interval.ts';
import { countedText } from '../metrics/metric.ts';
import type { Estimate, Sample } from '../metrics/sample.ts';
import type { ExpressionEvidence } from './judgement.ts';
import type { RecordKind } from './record-kinds.ts';
import type { AskedFigure, ExpressionRequirement, Known } from './rule.ts';

/** Two-sided: an expression goes by the intervals that pages show. */
const LEVEL = 0.95;
/** More than any expression asks for. */
const MANY = 1e6;

export interface ExpressionFacts {
  readonly asOf: Instant;
  found(figure: AskedFigure): { readonly sample: Sample; readonly heldBack: string | null } | undefined;
  countOf(record: RecordKind, since: Instant): number;
  /** Confidence by which a raised flag is asked whether it stays; undefined: it is asked whether it rises. */
  readonly staying?: number;
}

const WEEK_MS = 7 * 86_400_000;

/**
 * Not met where it would not hold with the ends of all intervals exchanged and any number of records either: what nobody
 * has put down is no failure, and what an interval leaves open is not told. A flag that is up stays where it would rise.
 */
export function judgeExpression(asked: ExpressionRequirement, facts: ExpressionFacts): ExpressionEvidence {
  const { expression, holds, reason: why } = asked;
  const figures = asked.figures.map((one) => readFigure(one, facts));
  const records = asked.records.map(({ record, weeks }) => ({
    record,
    weeks,
    count: facts.countOf(record, facts.asOf - weeks * WEEK_MS),
  }));
  const missing = figures.flatMap(({ lack }) => lack ?? []);
  const level = facts.staying === undefined ? LEVEL : 2 * facts.staying - 1;
  const told = (at: number, exchanged: boolean) => holds(knownBy(figures, records, { level: at, exchanged }));
  const met = told(level, false) === true || told(LEVEL, false) === true;
  const verdict = met ? 'met' : told(LEVEL, true) === false ? 'not-met' : 'not-enough-data';
  return {
    expression,
    why,
    verdict,
    reason: reasonOf(verdict, missing),
    enough: missing.length === 0 || verdict !== 'not-enough-data',
    figures: figures.map(({ asked: { metric, weeks }, estimate }) => ({ metric: metric.id, weeks, estimate })),
    records,
  };
}

interface Read {
  readonly asked: AskedFigure;
  readonly sample: Sample | undefined;
  readonly estimate: Estimate | null;
  /** Why it must not be gone by; null: it may. */
  readonly lack: string | null;
}

function readFigure(asked: AskedFigure, { found, staying }: ExpressionFacts): Read {
  const { metric, minimumSample } = asked;
  const { sample, heldBack = null } = found(asked) ?? {};
  if (sample === undefined || sample.sampleSize === 0)
    return { asked, sample, estimate: null, lack: `no ${metric.counted} for ${metric.id}` };
  const estimate = sample.estimate(LEVEL);
  const few = staying === undefined && estimate.effectiveSampleSize < minimumSample;
  const worth = Math.floor(estimate.effectiveSampleSize);
  const tooFew = `${worth} of the ${countedText(minimumSample, metric.counted)} needed for ${metric.id}`;
  return { asked, sample, estimate, lack: heldBack ?? (few ? tooFew : null) };
}

function knownBy(
  figures: readonly Read[],
  records: ExpressionEvidence['records'],
  { level, exchanged }: { readonly level: number; readonly exchanged: boolean },
): Known {
  const known = figures.flatMap(({ asked: { metric }, sample, lack }) => {
    if (sample === undefined || lack !== null) return [];
    const { value, lower, upper, sampleSize: n } = sample.estimate(level);
    const ends = exchanged ? { lower: upper, upper: lower } : { lower, upper };
    return [[metric.id, { value, ...ends, n }] as const];
  });
  return {
    figure: Object.fromEntries(known),
    record: Object.fromEntries(records.map(({ record, count }) => [record, exchanged ? MANY : count])),
  };
}

function reasonOf(verdict: ExpressionEvidence['verdict'], missing: readonly string[]): string {
  if (verdict === 'met') return 'it holds by these figures and records';
  if (verdict === 'not-met') return 'it does not hold, and would not at the other ends of the intervals either';
  if (missing.length > 0) return missing.join('; ');
  return 'it does not hold, and might by more tickets or more on record: these cannot tell';
}
