// npm run bench:predict [-- --json]: how well each next week's tickets of the real ServiceNow log are foretold (statistics.md 15),
// beside dashboards, and whether who did the work foretells anything beyond the mix of work. Exit code 1 when a bar is missed.
import { existsSync } from 'node:fs';
import { type Candidate, candidatesOf } from '../src/metrics/self-check/candidates.ts';
import { checkOutcome } from '../src/metrics/self-check/check-outcome.ts';
import { foretell, logistic } from '../src/metrics/self-check/foretell.ts';
import { mixesOf, withPeople } from '../src/metrics/self-check/mixes.ts';
import { agentWeek, type Season, seasonOf, seenBy } from '../src/metrics/self-check/season.ts';
import { clusteredMean, logScore } from '../src/statistics/predictive-score.ts';
import { DASHBOARDS, foretoldBy } from './predict/dashboards.ts';
import { type Incident, LOG, readIncidents } from './predict/incidents.ts';
import { lineChecks } from './predict/line-checks.ts';
import { agentMonths, coverage } from './predict/next-month.ts';
import { reliabilityOf } from './predict/people.ts';
import { atLeast, atMost, printReport, type Row } from './sla/report.ts';

const OURS = 'ours, the chosen mix';
const PEOPLE = 'ours, and who did it';
const WITH_PEOPLE = 'with people';
/** The interval that is judged: what is known of the person and their work, and weeks as lumpy as they have been. */
const JUDGED = `${WITH_PEOPLE}: lumps of a week`;

if (!existsSync(LOG)) {
  process.stdout.write(`Nothing measured: ${LOG} is not there. Put UCI data set 498 in its place.\n`);
} else await run();

async function run(): Promise<void> {
  const incidents = await readIncidents();
  const season = seasonOf(incidents);
  const check = checkOutcome('sla', incidents);
  const candidates = candidatesOf(season);
  const chosen = candidates.find(({ id }) => id === check.chosen);
  if (chosen === undefined) throw new Error('The log is too short for a check: give all of it.');
  const people = chosen.addPeople();
  const expected = new Map<string, Float64Array>([
    ...Object.entries(DASHBOARDS).map(
      ([what, predict]) => [what, foretoldBy(predict, season.rows as readonly Incident[])] as const,
    ),
    ...candidates.filter(({ tuning }) => tuning === null).map(({ title, expected: p }) => [title, p] as const),
    [OURS, chosen.expected],
    [PEOPLE, people],
  ]);
  const scores = [...expected].map(([what, p]) => scoreRow(season, what, p));
  const months = coverageRows(season, chosen);
  const lines = await lineChecks();
  const rows: Row[] = [
    ...scores,
    gainRow('SLA made, gain from knowing the agent', check),
    ...lines.map((line) => ({ ...gainRow(`${line.outcome} by the line`, line), cpuSeconds: line.seconds })),
    ...reliabilityRows(season, chosen.expected),
    ...months,
  ];
  const covered = Number(months.find(({ what }) => what.endsWith(JUDGED))?.['covered'] ?? 0);
  const bars = [
    atLeast('log-score-sla-made', Number(scores.find(({ what }) => what === OURS)?.['score']), -0.43),
    atLeast('next-month-covered', covered, 0.85),
    atMost('next-month-covered-at-most', covered, 0.95),
  ];
  if (process.argv.includes('--json')) {
    process.stdout.write(`${JSON.stringify({ bench: 'predict', rows, bars, checks: [check, ...lines] }, null, 2)}\n`);
  } else {
    printReport({ rows, bars });
    process.stdout.write(`\n${[check, ...lines].map(({ sentence }) => sentence).join('\n')}\n`);
  }
  process.exitCode = bars.every(({ ok }) => ok) ? 0 : 1;
}

function scoreRow(season: Season, what: string, expected: Float64Array): Row {
  const values = season.scored.map((i) => ({
    cluster: agentWeek(season, i),
    value: logScore(expected[i] ?? Number.NaN, season.rows[i]?.good ?? 0),
  }));
  const mean = clusteredMean(values);
  return { what, score: mean?.mean ?? 0, standardError: mean?.standardError ?? 0, tickets: values.length };
}

function gainRow(what: string, { gain, phi, verdict, chosen, scoredRows }: ReturnType<typeof checkOutcome>): Row {
  return {
    what,
    gain: gain?.mean ?? 'none',
    standardError: gain?.standardError ?? 'none',
    rows: scoredRows,
    phi,
    chosen: chosen ?? 'none',
    verdict,
  };
}

function reliabilityRows(season: Season, expected: Float64Array): Row[] {
  const good = (i: number) => season.rows[i]?.good ?? 0;
  return [
    { what: 'split-half reliability, raw share', ...reliabilityOf(season, good) },
    {
      what: 'split-half reliability, ours (less the mix)',
      ...reliabilityOf(season, (i) => good(i) - (expected[i] ?? 0)),
    },
  ];
}

function coverageRows(season: Season, { kind, tuning }: Candidate): Row[] {
  const { work, workAndBefore } = mixesOf(season.rows);
  const mix = kind === 'work-before' ? (workAndBefore ?? work) : work;
  if (tuning === null) return [];
  return [
    { name: 'mix alone', of: mix },
    { name: WITH_PEOPLE, of: withPeople(mix) },
  ].flatMap(({ name, of }) => {
    const model = () => logistic(of.variances(tuning.together), tuning);
    const seen = seenBy(season, of.levelsOf);
    const ways = coverage(season, agentMonths(season, seen, model()), foretell(season, seen, model()));
    return Object.entries(ways).map(([way, found]) => ({ what: `90 % of next month, ${name}: ${way}`, ...found }));
  });
}
