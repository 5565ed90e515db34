import { DAY, type DeskPlan } from './desk-plan.ts';
import type { Person } from './people.ts';
import { type Random, STREAM, seededRandom } from './random.ts';
import type { DeskTruth, PersonClass } from './truth.ts';
import { type Cell, cellsOf, type WorkType } from './work-mix.ts';
import { isWorking, nextShiftStart, SHIFT_LENGTH } from './working-hours.ts';

/** A ticket that reaches the desk, with the person who will resolve it. */
export interface Arrival {
  /** ms, whole seconds */
  readonly created: number;
  readonly resolver: Person;
  readonly cell: Cell;
  readonly requester: string;
  /** Id of the ticket that should have been the end of it, or '' */
  readonly followUpOf: string;
}

/** The cells one person is given or takes, with the running sums of their weights. */
interface Workload {
  readonly person: Person;
  readonly cells: readonly Cell[];
  readonly sums: readonly number[];
}

/** Volumes are per 30 days, of which five of seven are worked. */
const WORKED_DAYS = (30 * 5) / 7;
const REQUESTERS_PER_AGENT = 50;
/** Only what first line hands over reaches second line. */
const SECOND_LINE_TAKES: Readonly<Partial<Record<WorkType, number>>> = { network: 3, software: 1.5, hardware: 0.6 };
const EXPERT_TELEPHONY = 100;
/** How strongly the cherry picker leans to what is easy, in logits of choice by logit of ease. */
const PICKING = 1.6;

export function workloadsOf(people: readonly Person[], truth: DeskTruth): readonly Workload[] {
  return people.map((person) => {
    const cells = cellsOf(person.shift);
    let sum = 0;
    const sums = cells.map((cell) => {
      sum += cell.share * leaningOf(person, truth.of(person.account).class, cell, people.length);
      return sum;
    });
    return { person, cells, sums };
  });
}

/** All tickets of the shifts that begin on that UTC day of the plan; not sorted, and some created on the day after. */
export function arrivalsOn(plan: DeskPlan, day: number, workloads: readonly Workload[]): readonly Arrival[] {
  const random = seededRandom(plan.seed, STREAM.arrivals, day);
  return workloads.flatMap(({ person, cells, sums }) => {
    const from = nextShiftStart(person, plan.start + day * DAY);
    if (!isWorking(person, from)) return [];
    return Array.from({ length: random.poisson(person.volume / WORKED_DAYS) }, () => ({
      created: from + Math.floor((random.uniform() * SHIFT_LENGTH) / 1000) * 1000,
      resolver: person,
      cell: drawCell(cells, sums, random),
      requester: `${person.region.toLowerCase()}-user-${Math.floor(random.between(1, plan.agents * REQUESTERS_PER_AGENT))}`,
      followUpOf: '',
    }));
  });
}

/** Factor on a cell's share for this person. */
function leaningOf(person: Person, personClass: PersonClass, cell: Cell, agents: number): number {
  const others = Math.min(0.04, 1.2 / agents); // so that the expert has about 96 % of telephony on any desk
  if (cell.workType === 'telephony') return person.phoneExpert ? EXPERT_TELEPHONY : others;
  if (person.line === 'second') return SECOND_LINE_TAKES[cell.workType] ?? 0;
  return personClass === 'cherry-picker' ? Math.exp(PICKING * cell.ease) : 1;
}

function drawCell(cells: readonly Cell[], sums: readonly number[], random: Random): Cell {
  const point = random.uniform() * (sums.at(-1) ?? 0);
  const cell = cells[sums.findIndex((sum) => sum > point)];
  if (cell === undefined) throw new RangeError('A shift without work: give work-mix.ts shares above zero.');
  return cell;
}
