import { Numbers } from '../numbers.ts';
import { withRoom } from '../with-room.ts';
import type { Mastery } from './mastery.ts';
import { MasteryRows } from './mastery-rows.ts';
import type { Standings } from './standings.ts';
import type { TakenOfType } from './work-book.ts';

/** Where one person stands with one kind of work. */
export interface SettledMastery extends TakenOfType {
  readonly agent: string;
  readonly workType: string;
  /** Null: no resolution of theirs can be scored by now. */
  readonly mastery: Mastery | null;
}

/** Of everybody, each kind of work that they resolved or that came to them. By agent, then type. */
export function settledMasteries(standings: Standings): Iterable<SettledMastery> {
  const settled = new SettledRows();
  const agents = new Set([...standings.book.agents.keys(), ...standings.work.agents()]);
  for (const agent of [...agents].sort()) {
    const masteries = standings.masteriesOf(agent);
    const taken = standings.work.takenBy(agent);
    for (const workType of [...new Set([...masteries.keys(), ...taken.keys()])].sort())
      settled.add(agent, workType, masteries.get(workType) ?? null, taken.get(workType) ?? NONE_TAKEN);
  }
  return settled;
}

const NONE_TAKEN: TakenOfType = { taken: 0, alone: 0 };

/** Can be gone through again and again, and outlasts what it was read off. */
class SettledRows implements Iterable<SettledMastery> {
  readonly #rows = new MasteryRows();
  readonly #agents = new Numbers();
  #agent = new Int32Array(0);
  #taken = new Int32Array(0);
  #alone = new Int32Array(0);

  add(agent: string, workType: string, mastery: Mastery | null, { taken, alone }: TakenOfType): void {
    const row = this.#rows.size;
    this.#rows.add(workType, mastery);
    this.#agent = withRoom(this.#agent, this.#rows.size);
    this.#taken = withRoom(this.#taken, this.#rows.size);
    this.#alone = withRoom(this.#alone, this.#rows.size);
    this.#agent[row] = this.#agents.of(agent);
    this.#taken[row] = taken;
    this.#alone[row] = alone;
  }

  *[Symbol.iterator](): Iterator<SettledMastery> {
    for (let row = 0; row < this.#rows.size; row++) {
      const agent = this.#agents.words[this.#agent[row] ?? 0] ?? '';
      const [taken, alone] = [this.#taken[row] ?? 0, this.#alone[row] ?? 0];
      yield { agent, workType: this.#rows.typeAt(row), mastery: this.#rows.at(row), taken, alone };
    }
  }
}
