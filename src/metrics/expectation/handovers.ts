import type { HandoffPart } from '../../domain/contribution.ts';
import type { Instant } from '../../domain/interval.ts';
import { Numbers } from '../numbers.ts';
import { withRoom } from '../with-room.ts';

/** A ticket that one person let go. */
export interface Handover {
  readonly at: Instant;
  readonly from: string;
  /** Null: nobody has taken it since. */
  readonly to: string | null;
  readonly team: string | null;
  readonly workType: string;
  readonly outcome: HandoffPart['outcome'];
}

/** Of a hand-over: from, to, team, work type and what came of it. */
const WORDS = 5;
/** Stands for none in place of a word's number. */
const NONE = -1;

/** Hand-overs in the order they were added, packed into numbers: a large desk has hundreds of thousands. */
export class Handovers implements Iterable<Handover> {
  readonly #numbers = new Numbers();
  #at = new Float64Array(0);
  #words = new Int32Array(0);
  #size = 0;

  add({ at, from, to, team, workType, outcome }: Handover): void {
    this.#at = withRoom(this.#at, this.#size + 1);
    this.#words = withRoom(this.#words, (this.#size + 1) * WORDS);
    this.#at[this.#size] = at;
    const start = this.#size * WORDS;
    this.#words[start] = this.#numbers.of(from);
    this.#words[start + 1] = to === null ? NONE : this.#numbers.of(to);
    this.#words[start + 2] = team === null ? NONE : this.#numbers.of(team);
    this.#words[start + 3] = this.#numbers.of(workType);
    this.#words[start + 4] = this.#numbers.of(outcome);
    this.#size += 1;
  }

  *[Symbol.iterator](): Iterator<Handover> {
    for (let i = 0; i < this.#size; i++) {
      const word = (place: number) => this.#numbers.words[this.#words[i * WORDS + place] ?? NONE] ?? null;
      yield {
        at: this.#at[i] ?? 0,
        from: word(0) ?? '',
        to: word(1),
        team: word(2),
        workType: word(3) ?? '',
        outcome: word(4) as Handover['outcome'],
      };
    }
  }
}
