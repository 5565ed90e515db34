/** What failed is done again this much later, each time twice as long up to the most; milliseconds. */
const FIRST_WAIT = 1_000;
const MOST_WAIT = 60_000;

/** When to do again what failed, as a database that is down will be back. */
export class TryingAgain {
  readonly #work: () => void;
  #wait = FIRST_WAIT;
  #timer: NodeJS.Timeout | undefined;

  constructor(work: () => void) {
    this.#work = work;
  }

  /** Returns in how many milliseconds it is done again. */
  failed(): number {
    const wait = this.#wait;
    this.#timer = setTimeout(this.#work, wait);
    this.#wait = Math.min(wait * 2, MOST_WAIT);
    return wait;
  }

  wentWell(): void {
    this.#wait = FIRST_WAIT;
  }

  /** Not again, unless it fails once more. */
  cancel(): void {
    clearTimeout(this.#timer);
  }
}
