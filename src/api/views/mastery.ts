import type { AgentId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/interval.ts';
import { MASTERED } from '../../metrics/expectation/mastery.ts';
import type { SettledMastery } from '../../metrics/expectation/settled-mastery.ts';
import { type Desk, NotFound, type People, peopleOf } from '../desk.ts';
import type { AgentMastery, TeamMastery, TypeMastery } from '../mastery-schema.ts';
import { agentView } from './figures.ts';
import { estimateView, iso, isoOrNull } from './words.ts';

/** Who had fewer tickets of a kind could not show that they master it. */
const OFFERED = 5;

/** One person's mastery of each kind of work, as settled with the latest evaluation at or before `asOf`. */
export async function agentMasteryView(desk: Desk, id: string, asOf?: Instant): Promise<AgentMastery> {
  const { id: agent, name, team } = await agentView(desk, id);
  const at = await settledAt(desk, asOf);
  const about = { asOf: isoOrNull(at), agent: { id: agent, name, team } };
  if (at === null) return { ...about, heldBack: null, types: [] };
  const own = new Map((await desk.store.masteries(at, { agent })).map((one) => [one.workType, one]));
  const types = new Set([...(await typesOf(desk, at)).keys(), ...own.keys()]);
  return {
    ...about,
    heldBack: await heldBack(desk, at),
    types: [...types].sort(byWord).map((workType) => typeView(workType, own.get(workType))),
  };
}

/** Of a team, or of the whole desk: who can do what, in order of name. */
export async function teamMasteryView(desk: Desk, team: string | null, asOf?: Instant): Promise<TeamMastery> {
  const people = await peopleOf(desk);
  const teams = teamsOf(people);
  if (team !== null && !teams.includes(team))
    throw new NotFound(`There is no team ${team}. There are ${teams.join(', ')}.`);
  const at = await settledAt(desk, asOf);
  if (at === null) return { asOf: null, team, teams, heldBack: null, types: [], people: [] };
  const settled = (await desk.store.masteries(at)).filter(
    ({ agent }) => team === null || people.teamOf(agent as AgentId) === team,
  );
  const types = await typesOf(desk, at);
  for (const { workType } of settled) if (!types.has(workType)) types.set(workType, NO_FIGURES);
  return {
    asOf: iso(at),
    team,
    teams,
    heldBack: await heldBack(desk, at),
    types: [...types].sort(([a], [b]) => byWord(a, b)).map(([workType, figures]) => ({ workType, ...figures })),
    people: peopleWith(settled, people),
  };
}

const NO_FIGURES = { busFactor: null, nobodyPresent: null };
type TypeFigures = Pick<TeamMastery['types'][number], 'busFactor' | 'nobodyPresent'>;

async function settledAt({ store }: Desk, asOf?: Instant): Promise<Instant | null> {
  const settled = await store.evaluations();
  return settled.findLast((evaluation) => asOf === undefined || evaluation.asOf <= asOf)?.asOf ?? null;
}

/** Kinds of work the desk does regularly; each with what is known of who can do it. */
async function typesOf({ store, rules }: Desk, at: Instant): Promise<Map<string, TypeFigures>> {
  const types = new Map<string, TypeFigures>();
  for (const { metric, weeks, subject, estimate } of await store.figures(at, 'work-type')) {
    const name = NAMES.get(metric);
    if (name === undefined || weeks !== rules.windows.weeksOf(metric)) continue;
    types.set(subject.id, { ...(types.get(subject.id) ?? NO_FIGURES), [name]: estimateView(estimate) });
  }
  return types;
}

const NAMES = new Map([
  ['bus-factor', 'busFactor'],
  ['nobody-present', 'nobodyPresent'],
]);

/** Where who did the work does not predict the outcome, mastery says nothing about a person (statistics.md 15). */
async function heldBack({ store }: Desk, at: Instant): Promise<string | null> {
  const check = (await store.latestExpectation(at))?.checks.find(({ outcome }) => outcome === 'quality');
  return check === undefined || check.verdict === 'predicts' ? null : check.sentence;
}

function typeView(workType: string, settled: SettledMastery | undefined): TypeMastery {
  const { mastery = null, taken = 0, alone = 0 } = settled ?? {};
  const mastered = (mastery?.probability ?? 0) >= MASTERED;
  return {
    workType,
    state: mastered ? 'mastered' : taken < OFFERED ? 'not-offered' : 'not-shown',
    probability: mastery?.probability ?? null,
    estimate: mastery === null ? null : estimateView(mastery.estimate),
    lastAt: isoOrNull(mastery?.lastAt ?? null),
    missing: mastery?.missing ?? null,
    taken,
    alone,
  };
}

function peopleWith(settled: readonly SettledMastery[], people: People): TeamMastery['people'] {
  const cells = Map.groupBy(settled, ({ agent }) => agent as AgentId);
  return [...cells]
    .map(([id, own]) => ({
      agent: { id, name: people.nameOf(id), team: people.teamOf(id) },
      cells: own.map((one) => typeView(one.workType, one)),
    }))
    .sort((a, b) => byWord(a.agent.name, b.agent.name) || byWord(a.agent.id, b.agent.id));
}

function teamsOf(people: People): string[] {
  const ids = [...people.listed.map(({ id }) => id), ...people.contributors.map(({ agent }) => agent)];
  return [...new Set(ids.flatMap((id) => people.teamOf(id) ?? []))].sort(byWord);
}

const byWord = (a: string, b: string): number => a.localeCompare(b);
