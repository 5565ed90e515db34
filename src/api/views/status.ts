import { RECORD_KINDS } from '../../progression/record-kinds.ts';
import type { Evaluation } from '../../store/store.ts';
import type { Desk } from '../desk.ts';
import type { EvaluationView, RulesView, StatusView } from '../schemas.ts';
import { iso } from './words.ts';

export async function statusView({ store, rules }: Desk): Promise<StatusView> {
  const counts = await store.counts();
  const latest = (await store.evaluations()).at(-1);
  return {
    ...counts,
    oldestPending: counts.oldestPending === null ? null : iso(counts.oldestPending),
    setAside: (await store.setAside()).map((one) => ({ ...one })),
    unmapped: (await store.unmapped()).map(({ source, what, word, count }) => ({ source, what, word, count })),
    latestEvaluation: latest === undefined ? null : evaluationView(latest),
    rulesVersion: rules.version,
  };
}

export async function evaluationsView({ store }: Desk): Promise<EvaluationView[]> {
  return (await store.evaluations()).map(evaluationView);
}

const evaluationView = ({ asOf, rulesVersion, stale }: Evaluation): EvaluationView => ({
  asOf: iso(asOf),
  rulesVersion,
  stale,
});

export function rulesView({ rules: { version, rules } }: Desk): RulesView {
  return {
    version,
    rules: rules.map(({ requirements, records, expressions, askPeople, file: _, from, until, ...rule }) => ({
      ...rule,
      from: Number.isFinite(from) ? iso(from) : null,
      until: Number.isFinite(until) ? iso(until) : null,
      records: records.map((asked) => ({ ...asked, title: RECORD_KINDS[asked.record] })),
      expressions: expressions.map(({ expression, reason }) => ({ expression, reason })),
      askPeople: [...askPeople],
      requirements: requirements.map(({ metric, ...rest }) => ({ ...rest, metric: metric.id })),
    })),
  };
}
