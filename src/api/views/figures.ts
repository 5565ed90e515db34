import type { AgentId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/interval.ts';
import { METRICS } from '../../metrics/index.ts';
import type { SubjectKind } from '../../metrics/metric.ts';
import { type Desk, NotFound, type People, peopleOf } from '../desk.ts';
import type { AgentView, Figure, MetricView } from '../schemas.ts';
import { estimateView, iso, metricOf, subjectView } from './words.ts';

const WEEK_MS = 7 * 86_400_000;

export function metricsView({ rules }: Desk): MetricView[] {
  return METRICS.map((metric) => ({
    id: metric.id,
    title: metric.title,
    family: metric.family,
    definition: metric.definition,
    counted: metric.counted,
    unit: metric.unit,
    direction: metric.direction,
    attribution: metric.attribution,
    source: metric.source,
    gaming: metric.gaming,
    minimumSample: rules.windows.minimumSampleOf(metric.id),
    personalGate: metric.personalGate,
    weeks: rules.windows.weeksOf(metric.id),
  }));
}

/** Settled figures of the latest evaluation at or before `asOf`, in the metrics' own order. */
export async function figuresView(desk: Desk, kind: SubjectKind, id?: string, asOf?: Instant): Promise<Figure[]> {
  const settled = await desk.store.evaluations();
  const at = settled.findLast((evaluation) => asOf === undefined || evaluation.asOf <= asOf)?.asOf;
  if (at === undefined) return [];
  const people = await peopleOf(desk, kind === 'agent' ? (id as AgentId | undefined) : undefined);
  const figures = await desk.store.figures(at, kind, id);
  const order = new Map(METRICS.map((metric, i) => [metric.id, i]));
  return figures
    .map((figure) => {
      const { title, counted, unit, attribution } = metricOf(figure.metric);
      return {
        metric: figure.metric,
        title,
        counted,
        unit,
        attribution,
        subject: subjectView(figure.subject, people),
        weeks: figure.weeks,
        from: iso(at - figure.weeks * WEEK_MS),
        to: iso(at),
        estimate: estimateView(figure.estimate),
        atTarget: figure.atTarget,
        heldBack: figure.heldBack,
        expectation: figure.expectation,
        enough: figure.estimate.sampleSize >= desk.rules.windows.minimumSampleOf(figure.metric),
      };
    })
    .sort(
      (a, b) =>
        a.subject.name.localeCompare(b.subject.name) || (order.get(a.metric) ?? 99) - (order.get(b.metric) ?? 99),
    );
}

export const agentsView = async (desk: Desk): Promise<AgentView[]> => agentViews(await peopleOf(desk));

export async function agentView(desk: Desk, id: string): Promise<AgentView> {
  const agent = agentViews(await peopleOf(desk, id as AgentId)).find((one) => one.id === id);
  if (agent === undefined) throw new NotFound(`There is no agent ${id}. \`stepladder agents\` lists them.`);
  return agent;
}

function agentViews(people: People): AgentView[] {
  const listed = new Map(people.listed.filter(({ bot }) => !bot).map((agent) => [agent.id, agent]));
  const ids = new Set<AgentId>([...listed.keys(), ...people.contributors.map(({ agent }) => agent)]);
  return [...ids]
    .map((id) => ({
      id,
      name: people.nameOf(id),
      team: people.teamOf(id),
      region: listed.get(id)?.region ?? null,
      shift: listed.get(id)?.shift ?? null,
      accounts: [...people.accountsOf(id)],
    }))
    .sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
}
