import type { Sample } from '../sample.ts';
import { type OutcomeBook, OutcomeList, YoungList } from './outcome-book.ts';
import { type ChartGround, ownChart } from './own-chart.ts';
import type { WorkBook } from './work-book.ts';

const TEAM_FIRST = "the whole team's chart stands: look at the process first";
/** Of the team's resolutions: one person of fewer cannot make its chart stand alone. */
const GOOD_PART = 0.1;

/** Everybody's chart against their own level before, each made when it is asked for. */
export class OwnCharts {
  readonly #book: OutcomeBook;
  readonly #work: WorkBook;
  readonly #ground: ChartGround;
  readonly #made = { agent: new Map<string, Sample | null>(), team: new Map<string, Sample | null>() };
  #teams: ReadonlyMap<string | null, readonly string[]> | undefined;

  constructor(book: OutcomeBook, work: WorkBook, ground: ChartGround) {
    this.#book = book;
    this.#work = work;
    this.#ground = ground;
  }

  /** Of everybody who has a baseline. */
  *of(kind: 'agent' | 'team'): Iterable<readonly [id: string, sample: Sample]> {
    for (const id of (kind === 'agent' ? this.#book.agents : this.#book.teams).keys()) {
      const sample = this.#chartOf(kind, id);
      if (sample !== null) yield [id, sample];
    }
  }

  /**
   * Why a person's chart that stands is no notice: that of their team stands too (statistics.md 4.4), and, where a good part
   * of its work is theirs, would without them, so that one person's fall does not hide itself. Null: nothing is in its way.
   */
  mutedFor(agent: string): string | null {
    const team = this.#work.usualTeamOf(agent);
    const own = this.#chartOf('agent', agent);
    if (team === null || own === null || !stands(own)) return null;
    const whole = this.#chartOf('team', team);
    if (whole === null || !stands(whole)) return null;
    if (own.sampleSize < GOOD_PART * whole.sampleSize) return TEAM_FIRST;
    const others = this.#chartWithout(agent, team);
    return others !== null && stands(others) ? TEAM_FIRST : null;
  }

  #chartOf(kind: 'agent' | 'team', id: string): Sample | null {
    const made = this.#made[kind];
    const known = made.get(id);
    if (known !== undefined) return known;
    const { agents, teams, youngAgents, youngTeams } = this.#book;
    const [scored, young] = kind === 'agent' ? [agents, youngAgents] : [teams, youngTeams];
    const chart = ownChart(scored.get(id), young.get(id), this.#ground);
    made.set(id, chart);
    return chart;
  }

  #chartWithout(agent: string, team: string): Sample | null {
    const { agents, youngAgents } = this.#book;
    this.#teams ??= Map.groupBy(agents.keys(), (id) => this.#work.usualTeamOf(id));
    const colleagues = (this.#teams.get(team) ?? []).filter((id) => id !== agent);
    const [scored, young] = [new OutcomeList(), new YoungList()];
    for (const id of colleagues) {
      scored.addAll(agents.get(id) ?? new OutcomeList());
      const theirs = youngAgents.get(id) ?? new YoungList();
      young.addAll(theirs);
      young.shown.push(...theirs.shown);
    }
    return ownChart(scored, young, this.#ground);
  }
}

const stands = (chart: Sample): boolean => chart.estimate(0).value >= 1;
