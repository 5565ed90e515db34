import type { Interval } from '../../domain/interval.ts';
import type { Sample } from '../sample.ts';
import type { OutcomeBook } from './outcome-book.ts';
import { OutcomeList, YoungList } from './outcome-list.ts';
import { type ChartGround, ownChart } from './own-chart.ts';
import type { WorkBook } from './work-book.ts';

/** Leave and onboarding of people, in which nothing is charted: work done then is no sign of a fall (roles.md, S001-5). */
export type Away = ReadonlyMap<string, readonly Interval[]>;

const TEAM_FIRST = "the whole team's chart stands: look at the process first";

/** Everybody's chart against their own level before, each made when it is asked for. */
export class OwnCharts {
  readonly #book: OutcomeBook;
  readonly #work: WorkBook;
  readonly #ground: Omit<ChartGround, 'away'>;
  readonly #away: Away;
  readonly #made = { agent: new Map<string, Sample | null>(), team: new Map<string, Sample | null>() };
  readonly #fallen = new Map<string, boolean>();
  #teams: ReadonlyMap<string | null, readonly string[]> | undefined;

  constructor(
    book: OutcomeBook,
    work: WorkBook,
    { away, ...ground }: Omit<ChartGround, 'away'> & { readonly away: Away },
  ) {
    this.#book = book;
    this.#work = work;
    this.#ground = ground;
    this.#away = away;
  }

  /** Of everybody who has a baseline. */
  *of(kind: 'agent' | 'team'): Iterable<readonly [id: string, sample: Sample]> {
    for (const id of this.#book.of(kind).scored.keys()) {
      const sample = this.#chartOf(kind, id);
      if (sample !== null) yield [id, sample];
    }
  }

  /** Why a person's chart that stands is no notice: their whole team fell (statistics.md 4.4). Null: nothing is in its way. */
  mutedFor(agent: string): string | null {
    const team = this.#work.usualTeamOf(agent);
    if (team === null || !stands(this.#chartOf('agent', agent))) return null;
    const known = this.#fallen.get(team) ?? this.#isFallen(team);
    this.#fallen.set(team, known);
    return known ? TEAM_FIRST : null;
  }

  /**
   * Its chart stands, and not by a few: most of its people stand themselves, or those who do not stand together. Else one
   * person's fall would hide itself in a small team, and two would hide each other.
   */
  #isFallen(team: string): boolean {
    if (!stands(this.#chartOf('team', team))) return false;
    this.#teams ??= Map.groupBy(this.#book.agents.keys(), (id) => this.#work.usualTeamOf(id));
    const people = this.#teams.get(team) ?? [];
    const others = people.filter((id) => !stands(this.#chartOf('agent', id)));
    const standing = people.length - others.length;
    return (standing > 1 && standing > others.length) || stands(this.#chartOfAll(others));
  }

  #chartOf(kind: 'agent' | 'team', id: string): Sample | null {
    const made = this.#made[kind];
    const known = made.get(id);
    if (known !== undefined) return known;
    const { scored, young } = this.#book.of(kind);
    const chart = ownChart(scored.get(id), young.get(id), {
      ...this.#ground,
      away: this.#away.get(id),
      offsets: kind === 'agent' ? this.#ground.offsets : undefined,
    });
    made.set(id, chart);
    return chart;
  }

  #chartOfAll(people: readonly string[]): Sample | null {
    const all = this.#book.of('agent');
    const [scored, young] = [new OutcomeList(), new YoungList()];
    for (const id of people) {
      scored.addAll(all.scored.get(id) ?? new OutcomeList());
      const theirs = all.young.get(id) ?? new YoungList();
      young.addAll(theirs);
      for (const shown of theirs.shown) young.shown.push(shown);
    }
    return ownChart(scored, young, { ...this.#ground, offsets: undefined });
  }
}

const stands = (chart: Sample | null): boolean => chart !== null && chart.estimate(0).value >= 1;
