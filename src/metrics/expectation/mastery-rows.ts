import { Numbers } from '../numbers.ts';
import { withRoom } from '../with-room.ts';
import { MASTERY_LEVEL, type Mastery } from './mastery.ts';

/** Of probability, value, lower, upper, sampleSize, effectiveSampleSize, lastAt, missing, in this order. */
const NUMBERS_EACH = 8;

/**
 * Masteries as rows of numbers beside the heap, which are objects only while they are looked at: ten thousand people have a
 * hundred and forty thousand, 40 MB of objects, in each window that is read.
 */
export class MasteryRows {
  readonly #types = new Numbers();
  #type = new Int32Array(0);
  /** Beginning with NaN: there is none. */
  #told = new Float64Array(0);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(workType: string, mastery: Mastery | null): void {
    const row = this.#size;
    this.#size += 1;
    this.#type = withRoom(this.#type, this.#size);
    this.#told = withRoom(this.#told, this.#size * NUMBERS_EACH);
    this.#type[row] = this.#types.of(workType);
    if (mastery === null) {
      this.#told[row * NUMBERS_EACH] = Number.NaN;
      return;
    }
    const { probability, estimate, lastAt, missing } = mastery;
    const { value, lower, upper, sampleSize, effectiveSampleSize } = estimate;
    const told = [probability, value, lower, upper, sampleSize, effectiveSampleSize, lastAt, missing ?? Number.NaN];
    this.#told.set(told, row * NUMBERS_EACH);
  }

  typeAt(row: number): string {
    return this.#types.words[this.#type[row] ?? 0] ?? '';
  }

  at(row: number): Mastery | null {
    const place = row * NUMBERS_EACH;
    const told = (column: number) => this.#told[place + column] ?? Number.NaN;
    const probability = told(0);
    if (Number.isNaN(probability)) return null;
    return {
      probability,
      estimate: {
        value: told(1),
        lower: told(2),
        upper: told(3),
        level: MASTERY_LEVEL,
        sampleSize: told(4),
        effectiveSampleSize: told(5),
      },
      lastAt: told(6),
      missing: Number.isNaN(told(7)) ? null : told(7),
    };
  }
}
