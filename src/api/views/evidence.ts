import type { Contribution } from '../../domain/contribution.ts';
import type { AgentId } from '../../domain/ids.ts';
import { METRICS } from '../../metrics/index.ts';
import type { Metric, Subject } from '../../metrics/metric.ts';
import type { View } from '../../metrics/sample.ts';
import { viewOf } from '../../metrics/view.ts';
import type { Evidence, ExpressionEvidence, RecordEvidence } from '../../progression/judgement.ts';
import { RECORD_KINDS } from '../../progression/record-kinds.ts';
import type { StoredFigure, StoredJudgement } from '../../store/store.ts';
import type { Desk } from '../desk.ts';
import type { EvidenceView, ExpressionEvidenceView, RecordEvidenceView } from '../schemas.ts';
import { estimateView, metricOf } from './words.ts';

/** As many of each outcome as a page shows at once; the totals say how many there are. */
const MOST_SHOWN = 50;

export async function evidenceView(
  desk: Desk,
  { asOf, subject }: StoredJudgement,
  evidence: Evidence,
  figures: readonly StoredFigure[],
  nameOf: (agent: string) => string,
): Promise<EvidenceView> {
  const { title, definition, counted, unit, attribution } = metricOf(evidence.metric);
  // What was judged before evidence told of these has none of them.
  const { mainAgent, estimate, evidenceRatio = null, atTarget = null, stayTarget = null, ...rest } = evidence;
  const { enough = evidence.verdict !== 'not-enough-data' } = evidence;
  const figure = figures.find(({ metric, weeks }) => metric === evidence.metric && weeks === evidence.weeks);
  return {
    ...rest,
    enough,
    title,
    definition,
    counted,
    unit,
    attribution,
    estimate: estimate === null ? null : estimateView(estimate),
    stayTarget,
    evidenceRatio,
    atTarget,
    heldBack: figure?.heldBack ?? null,
    expectation: figure?.expectation ?? null,
    mainAgent: mainAgent === null ? null : nameOf(mainAgent),
    tickets: await ticketsBehind(desk, subject, evidence, asOf),
  };
}

export const recordView = (evidence: RecordEvidence): RecordEvidenceView => ({
  ...evidence,
  title: RECORD_KINDS[evidence.record],
});

export const expressionView = (
  { enough: _, figures, records, ...rest }: ExpressionEvidence,
  stored: readonly StoredFigure[],
): ExpressionEvidenceView => ({
  ...rest,
  figures: figures.map(({ metric, weeks, estimate }) => {
    const { title, counted, unit } = metricOf(metric);
    const heldBack = stored.find((one) => one.metric === metric && one.weeks === weeks)?.heldBack ?? null;
    return {
      metric,
      title,
      counted,
      unit,
      weeks,
      estimate: estimate === null ? null : estimateView(estimate),
      heldBack,
    };
  }),
  records: records.map((one) => ({ ...one, title: RECORD_KINDS[one.record] })),
});

/** The tickets that were counted, latest first, found again from the contributions as they were known then. */
async function ticketsBehind(
  desk: Desk,
  subject: Subject,
  { metric: id, weeks }: Evidence,
  asOf: number,
): Promise<EvidenceView['tickets']> {
  const metric = METRICS.find((one) => one.id === id);
  if (metric === undefined) return { total: 0, hits: [], misses: [] };
  const view = viewOf(weeks, { asOf, maturityDays: desk.rules.windows.maturityDays });
  const counted: { ticket: string; at: number; hit: boolean }[] = [];
  for await (const page of contributionsOf(desk, subject, view)) {
    for (const contribution of page) counted.push(...countedIn(metric, contribution, subject, view));
  }
  counted.sort((a, b) => b.at - a.at || (a.ticket < b.ticket ? -1 : 1));
  const of = (hit: boolean) => [...new Set(counted.filter((one) => one.hit === hit).map(({ ticket }) => ticket))];
  return { total: counted.length, hits: of(true).slice(0, MOST_SHOWN), misses: of(false).slice(0, MOST_SHOWN) };
}

async function* contributionsOf({ store }: Desk, subject: Subject, view: View): AsyncIterable<readonly Contribution[]> {
  if (subject.kind === 'agent') yield await store.contributionsOf(subject.id as AgentId, view.asOf);
  else yield* store.contributions(view.asOf, view.window.start);
}

function countedIn(metric: Metric, contribution: Contribution, subject: Subject, view: View) {
  const from = metric.judgedFrom?.(view) ?? view.window.start;
  return metric
    .observe(contribution, view)
    .filter(
      ({ at, team, cell }) =>
        at >= from &&
        (subject.kind === 'agent' || (subject.kind === 'team' ? team === subject.id : cell?.workType === subject.id)),
    )
    .map(({ at, hit }) => ({ ticket: contribution.ticketId, at, hit }));
}
