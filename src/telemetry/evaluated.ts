import { directory } from '../domain/directory.ts';
import type { AgentId } from '../domain/ids.ts';
import type { Instant } from '../domain/interval.ts';
import { METRICS } from '../metrics/index.ts';
import type { Subject } from '../metrics/metric.ts';
import type { Estimate } from '../metrics/sample.ts';
import type { Verdict } from '../progression/rule.ts';
import type { Store, StoredFigure } from '../store/store.ts';
import { type TeamLabels, teamLabels } from './team-labels.ts';

/** One time series of an instrument, without its name. */
export interface Row {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export type Rule = { readonly id: string; readonly kind: 'readiness' | 'risk' };

/** What one evaluation found, by team at the finest: nobody can be told from it. */
export interface Evaluated {
  readonly flags: readonly Row[];
  readonly verdicts: readonly Row[];
  readonly figures: Readonly<Record<'value' | 'lower' | 'upper' | 'sampleSize', readonly Row[]>>;
  readonly withheld: readonly Row[];
  readonly teamsFolded: readonly Row[];
}

const VERDICTS: readonly Verdict[] = ['met', 'not-met', 'not-enough-data'];
const METRIC_OF = new Map(METRICS.map((metric) => [metric.id, metric]));

export async function readEvaluated(
  store: Store,
  asOf: Instant,
  rules: readonly Rule[],
  minimumSampleOf: (metricId: string) => number,
): Promise<Evaluated> {
  const [figures, flags, verdicts, people] = await Promise.all([
    store.figures(asOf, 'team'),
    store.judgements({ asOf, flag: 'up' }),
    store.verdictCounts(asOf),
    peopleOf(store, asOf),
  ]);
  const { teamOf } = people;
  const flagged = flags.map(({ ruleId, subject }) => ({ ruleId, team: teamOfSubject(subject, teamOf) }));
  const teams = teamLabels(
    [
      ...figures.map(({ subject }) => subject.id),
      ...flagged.flatMap(({ team }) => team ?? []),
      ...people.inTeam.keys(),
    ],
    people.inTeam,
  );
  const known = figures.filter(({ metric }) => METRIC_OF.has(metric));
  const shown = known.filter(
    ({ metric, subject, estimate }) => teams.isShown(subject.id) && estimate.sampleSize >= minimumSampleOf(metric),
  );
  return {
    flags: flagRows(rules, flagged, teams),
    verdicts: verdictRows(rules, verdicts),
    figures: {
      value: figureRows(shown, ({ value }) => value),
      lower: figureRows(shown, ({ lower }) => lower),
      upper: figureRows(shown, ({ upper }) => upper),
      sampleSize: figureRows(shown, ({ sampleSize }) => sampleSize),
    },
    withheld: withheldRows(known, shown),
    teamsFolded: [{ labels: {}, value: teams.folded }],
  };
}

/** Who is in which team, and how many: those listed or seen at work, without automations and those who have left. */
async function peopleOf(store: Store, asOf: Instant) {
  const [agents, contributors, aliases] = await Promise.all([store.agents(), store.contributors(), store.aliases()]);
  const { teamOf } = directory(agents, contributors, aliases);
  const same = new Map(aliases.map(({ account, agent }) => [account as string, agent]));
  const gone = new Set(agents.filter(({ bot, endedAt }) => bot || (endedAt ?? asOf) < asOf).map(({ id }) => id));
  const ids = [...agents.map(({ id }) => id), ...contributors.map(({ agent }) => agent)];
  const inTeam = new Map<string, number>();
  for (const id of new Set(ids.filter((one) => !gone.has(one)).map((one) => same.get(one) ?? one))) {
    const team = teamOf(id);
    if (team !== null) inTeam.set(team, (inTeam.get(team) ?? 0) + 1);
  }
  return { teamOf, inTeam };
}

function teamOfSubject({ kind, id }: Subject, teamOf: (agent: AgentId) => string | null): string | null {
  if (kind === 'team') return id;
  return kind === 'agent' ? teamOf(id as AgentId) : null;
}

/** A rule without a flag shows zero; a flag of a rule since removed stays visible until it is settled without it. */
function flagRows(
  rules: readonly Rule[],
  flagged: readonly { readonly ruleId: string; readonly team: string | null }[],
  teams: TeamLabels,
): Row[] {
  const kinds = new Map(rules.map(({ id, kind }) => [id, kind]));
  const labelsOf = (rule: string, team: string) => ({ kind: kinds.get(rule) ?? 'unknown', rule, team });
  return summed([
    ...rules.map(({ id }) => ({ labels: labelsOf(id, teams.labelOf(null)), value: 0 })),
    ...flagged.map(({ ruleId, team }) => ({ labels: labelsOf(ruleId, teams.labelOf(team)), value: 1 })),
  ]);
}

function verdictRows(rules: readonly Rule[], counts: Awaited<ReturnType<Store['verdictCounts']>>): Row[] {
  return summed([
    ...rules.flatMap(({ id }) => VERDICTS.map((verdict) => ({ labels: { rule: id, verdict }, value: 0 }))),
    ...counts.map(({ ruleId, verdict, subjects }) => ({ labels: { rule: ruleId, verdict }, value: subjects })),
  ]);
}

function figureRows(figures: readonly StoredFigure[], of: (estimate: Estimate) => number): Row[] {
  return figures.map(({ metric, weeks, subject, estimate }) => ({
    labels: { metric, team: subject.id, weeks: String(weeks), unit: METRIC_OF.get(metric)?.unit ?? '' },
    value: of(estimate),
  }));
}

function withheldRows(known: readonly StoredFigure[], shown: readonly StoredFigure[]): Row[] {
  const ofTeams = METRICS.filter(({ subjects }) => subjects.includes('team'));
  return summed([
    ...ofTeams.map(({ id }) => ({ labels: { metric: id }, value: 0 })),
    ...known.map(({ metric }) => ({ labels: { metric }, value: 1 })),
    ...shown.map(({ metric }) => ({ labels: { metric }, value: -1 })),
  ]);
}

/** Rows of equal labels, given in the same order, become one. */
export function summed(rows: readonly Row[]): Row[] {
  const sums = new Map<string, Row>();
  for (const { labels, value } of rows) {
    const key = JSON.stringify(labels);
    sums.set(key, { labels, value: (sums.get(key)?.value ?? 0) + value });
  }
  return [...sums.values()];
}
