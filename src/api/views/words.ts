import type { AgentId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/interval.ts';
import { METRICS } from '../../metrics/index.ts';
import type { Metric, Subject } from '../../metrics/metric.ts';
import type { Estimate } from '../../metrics/sample.ts';
import type { People } from '../desk.ts';
import type { EstimateView, SubjectView } from '../schemas.ts';

export const iso = (at: Instant): string => new Date(at).toISOString();
export const isoOrNull = (at: Instant | null): string | null => (at === null ? null : iso(at));

export function subjectView({ kind, id }: Subject, people: People): SubjectView {
  if (kind === 'agent') return { kind, id, name: people.nameOf(id as AgentId), team: people.teamOf(id as AgentId) };
  return { kind, id, name: id, team: kind === 'team' ? id : null };
}

export function estimateView(estimate: Estimate): EstimateView {
  return { ...estimate, upper: Number.isFinite(estimate.upper) ? estimate.upper : null };
}

/** A metric by id, also one that a stored figure still names though it has gone. */
export function metricOf(id: string): Pick<Metric, 'title' | 'definition' | 'counted' | 'unit' | 'attribution'> {
  const known = METRICS.find((metric) => metric.id === id);
  return (
    known ?? {
      title: id,
      definition: 'no longer computed',
      counted: 'resolutions',
      unit: 'ratio',
      attribution: 'unknown',
    }
  );
}
