import type { AgentId } from '../../domain/ids.ts';
import { type ThinBench, thinBenches } from '../../progression/bench-risks.ts';
import { type FlagState, flagLife } from '../../progression/flag-life.ts';
import { type StageRef, stageKey, stagesOf } from '../../progression/path.ts';
import { clericalOnly } from '../../progression/stage-risks.ts';
import { stagesHeld } from '../../progression/stages.ts';
import type { Watched, WatchList } from '../watch-schema.ts';
import { dayText, stageTitle } from './decision-words.ts';
import { agentSubject, type Watching } from './watching.ts';
import { iso } from './words.ts';

const WEEK_MS = 7 * 86_400_000;
/** More than these, and one who leaves opens no hole. */
const FEW = 2;
/** The statistic of fewer people is one of persons (statistics.md 8.1). */
const LEAST_PEOPLE = 5;

/** Roles that one or two hold in a region, and that nobody else there is ready for. */
export function watchedBenches(watching: Watching): Watched[] {
  const { desk, log, flags, at, people, isHere } = watching;
  const regionOf = new Map<string, string | null>(people.listed.map(({ id, region }) => [id, region]));
  const regions = new Set([...stagesHeld(log, at).keys()].filter(isHere).map((agent) => regionOf.get(agent) ?? null));
  return [...regions].flatMap((region) => {
    const isTheirs = (agent: string | null) =>
      agent !== null && isHere(agent) && (regionOf.get(agent) ?? null) === region;
    const theirLog = log.filter(({ agent }) => isTheirs(agent));
    const theirFlags = flags.filter(({ subject }) => subject.kind === 'agent' && isTheirs(subject.id));
    return thinBenches({ paths: desk.rules.paths, flags: theirFlags }, theirLog, at)
      .filter(({ holders }) => holders.length <= FEW)
      .map((bench) => watchedBench(watching, bench, region));
  });
}

function watchedBench({ desk, people, log, at }: Watching, bench: ThinBench, region: string | null): Watched {
  const names = bench.holders.map((id) => people.nameOf(id as AgentId));
  const held = stagesHeld(log, at);
  const since = Math.max(...bench.holders.map((id) => held.get(id)?.get(bench.path)?.since ?? at));
  const where = region === null ? '' : ` in ${region}`;
  return {
    subject: { kind: 'region', id: region ?? '-', name: region ?? 'The desk', team: null },
    since: iso(since),
    sentence: `${stageTitle(bench, desk.rules)} is held${where} by ${names.join(' and ')} alone, and nobody else is ready for it now.`,
    flag: null,
  };
}

/** A service level role, by its code of SFIA 9: what compiling reports alone makes fail. */
const SERVICE_LEVELS = 'SLMO';

export function watchedClerical(watching: Watching): Watched[] {
  const { desk, log, at, people, isHere } = watching;
  const stages = desk.rules.paths.flatMap(({ id: path, stages }): StageRef[] =>
    stages
      .filter(({ sfia }) => sfia.some(({ code }) => code === SERVICE_LEVELS))
      .map(({ id: stage }) => ({ path, stage })),
  );
  return clericalOnly(stages, log, at)
    .filter(({ agent }) => isHere(agent))
    .map(({ agent, held, duties, weeks }) => ({
      subject: agentSubject(people, agent),
      since: iso(held.since),
      sentence: `${stageTitle(held, desk.rules)} since ${dayText(held.since, desk.rules)}: ${duties === 1 ? '1 report or duty' : `${duties} reports or duties`} on record in the last ${weeks} weeks, and nothing of their own accord.`,
      flag: null,
    }));
}

const UNDER_WAY: readonly FlagState[] = ['nominated', 'in-support', 'on-probation'];

/** Of each team: how many have a step before them, as that is what keeps people (S003-16). */
export function stepsOfTeams({ desk, log, flags, at, people, isHere }: Watching): WatchList['steps'] {
  const stages = stagesOf(desk.rules.paths);
  const stepping = new Set(
    flags.filter((flag) => UNDER_WAY.includes(flagLife(log, flag, at).state)).map(({ subject }) => subject.id),
  );
  for (const [agent, onPaths] of stagesHeld(log, at)) {
    const inPlan = [...onPaths.values()].some(
      (held) => held.since + (stages.get(stageKey(held))?.plannedWeeks ?? 0) * WEEK_MS > at,
    );
    if (inPlan) stepping.add(agent);
  }
  const teams = new Map<string, { people: number; withStep: number }>();
  for (const { id, team, bot } of people.listed) {
    if (team === null || bot || !isHere(id)) continue;
    const found = teams.get(team) ?? { people: 0, withStep: 0 };
    teams.set(team, { people: found.people + 1, withStep: found.withStep + (stepping.has(id) ? 1 : 0) });
  }
  return [...teams]
    .filter(([, { people: count }]) => count >= LEAST_PEOPLE)
    .map(([team, found]) => ({ team, ...found }))
    .sort((a, b) => a.team.localeCompare(b.team));
}
