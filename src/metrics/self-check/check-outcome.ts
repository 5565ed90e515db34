import { clusteredMean, logScore } from '../../statistics/predictive-score.ts';
import { WeekLumps } from '../week-lumps.ts';
import { AgentSample } from './agent-sample.ts';
import { type Candidate, candidatesOf } from './candidates.ts';
import { type CheckRow, MOST_ROWS, type OutcomeId } from './check-row.ts';
import type { OutcomeCheck } from './outcome-check.ts';
import { agentWeek, isEnough, type Season, seasonOf } from './season.ts';
import { sentenceOf } from './sentence.ts';

/** Whether something is reopened or comes back shows within 14 days, and none of it may be learned earlier. */
const WEEKS_TO_KNOW: Readonly<Record<OutcomeId, number>> = { quality: 2, reopen: 2, bounce: 2, sla: 0, 'own-time': 0 };
/** A gain of fewer standard errors may be chance. */
const ERRORS_TO_COUNT = 2;

/**
 * Whether who did the work foretells an outcome better than the mix of work alone does, on this desk's own history: each week
 * is foretold from the weeks before it. The mix and its tuning are chosen without people, then people are added. Pure; the
 * order of rows does not matter. Source: statistics.md 10.1, 15.
 */
export function checkOutcome(
  outcome: OutcomeId,
  rows: Iterable<CheckRow>,
  { mostRows = MOST_ROWS }: { readonly mostRows?: number } = {},
): OutcomeCheck {
  const sample = new AgentSample<CheckRow>(mostRows);
  for (const row of rows) sample.add(row.agent, row);
  const season = seasonOf(sample.rows(), WEEKS_TO_KNOW[outcome]);
  const counts = { outcome, rows: season.rows.length, scoredRows: season.scored.length, weeks: season.weeks };
  const found = isEnough(season) ? compare(season) : NOTHING;
  return { ...counts, ...found, sentence: sentenceOf({ ...counts, ...found }) };
}

type Compared = Pick<OutcomeCheck, 'candidates' | 'chosen' | 'runnerUp' | 'phi' | 'gain' | 'verdict'>;

const NOTHING: Compared = {
  candidates: [],
  chosen: null,
  runnerUp: null,
  phi: 1,
  gain: null,
  verdict: 'too-little-history',
};

function compare(season: Season): Compared {
  const mixes = candidatesOf(season).map((candidate) => ({ candidate, ...scored(season, candidate) }));
  const best = mixes.reduce((one, other) => (other.score > one.score ? other : one));
  const others = mixes.filter(({ candidate }) => candidate.kind !== best.candidate.kind);
  const { candidate } = best;
  const withPeople = peopleAdded(season, mixes, best);
  const known = withPeople.reduce((one, other) => (other.score > one.score ? other : one));
  const gain = mean(season, (i) => scoreOf(season, known.expected, i) - scoreOf(season, candidate.expected, i));
  const predicts = gain.standardError !== null && gain.mean > ERRORS_TO_COUNT * gain.standardError;
  return {
    candidates: [
      ...mixes.map(({ candidate: { id, kind, title }, score, standardError }) => ({
        id,
        kind,
        title,
        score,
        standardError,
        agents: false,
      })),
      ...withPeople.map(({ expected: _, ...one }) => ({ ...one, agents: true })),
    ].sort((a, b) => b.score - a.score),
    chosen: candidate.id,
    runnerUp: others.reduce((one, other) => (other.score > one.score ? other : one)).candidate.id,
    phi: dispersionOf(season, candidate.expected),
    gain: gain.standardError === null ? null : { mean: gain.mean, standardError: gain.standardError },
    verdict: predicts ? 'predicts' : 'says-nothing',
  };
}

interface Mix {
  readonly candidate: Candidate;
  readonly score: number;
}

/** Who did it, added to the best mix, and to the best of those that learn people along with it: a table does so crudely. */
function peopleAdded(season: Season, mixes: readonly Mix[], best: Mix) {
  const tuned = mixes.filter(({ candidate }) => candidate.tuning !== null);
  const learned = tuned.reduce((one, other) => (other.score > one.score ? other : one), tuned[0] ?? best);
  return [...new Set([best.candidate, learned.candidate])].map((candidate) => {
    const expected = candidate.addPeople();
    const named = { id: `${candidate.id}-people`, kind: candidate.kind, title: `${candidate.title}, and who did it` };
    return { ...named, expected, ...scored(season, { expected }) };
  });
}

const scoreOf = ({ rows }: Season, expected: Float64Array, i: number): number =>
  logScore(expected[i] ?? Number.NaN, rows[i]?.good ?? 0);

function scored(season: Season, { expected }: Pick<Candidate, 'expected'>) {
  const { mean: score, standardError } = mean(season, (i) => scoreOf(season, expected, i));
  return { score, standardError };
}

/** Over the scored rows, by agent-weeks. */
function mean(season: Season, valueAt: (row: number) => number): { mean: number; standardError: number | null } {
  const values = season.scored.map((i) => ({ cluster: agentWeek(season, i), value: valueAt(i) }));
  const found = clusteredMean(values);
  if (found === null) return { mean: 0, standardError: null };
  return { mean: found.mean, standardError: found.clusters < 2 ? null : found.standardError };
}

function dispersionOf(season: Season, expected: Float64Array): number {
  const lumps = new WeekLumps();
  for (const i of season.scored)
    lumps.add(agentWeek(season, i), season.rows[i]?.good ?? 0, clipped(expected[i] ?? Number.NaN));
  return lumps.dispersion();
}

/** As the score clips them: nothing is taken for certain. */
const clipped = (p: number): number => Math.min(0.995, Math.max(0.005, p));
