const WINDOW_MS = 300_000;
const OPEN_MS = 5000;
const ENOUGH = 100;
const WORST_SHARE = 0.7;
const MOST_FAILURES = 1000;

/** Stops calling a receiver that fails: 70 % of at least 100 calls, or over 1000, in five minutes. Then it probes. */
export class Breaker {
  #told: { readonly at: number; readonly ok: boolean }[] = [];
  #failed = 0;
  #openUntil: number | null = null;
  #isProbing = false;

  told(now: number, ok: boolean): void {
    if (this.#isProbing) {
      this.#isProbing = false;
      this.#openUntil = ok ? null : now + OPEN_MS;
      if (ok) [this.#told, this.#failed] = [[], 0];
      return;
    }
    this.#told.push({ at: now, ok });
    if (!ok) this.#failed++;
    for (let old = this.#told[0]; old !== undefined && old.at <= now - WINDOW_MS; old = this.#told[0]) {
      if (!old.ok) this.#failed--;
      this.#told.shift();
    }
    const isBad = this.#told.length >= ENOUGH && this.#failed >= WORST_SHARE * this.#told.length;
    if (isBad || this.#failed > MOST_FAILURES) this.#openUntil ??= now + OPEN_MS;
  }

  /** Whether a delivery goes out; while open, one in a while tries. */
  lets(now: number): boolean {
    if (this.#openUntil === null) return true;
    if (this.#isProbing || now < this.#openUntil) return false;
    this.#isProbing = true;
    return true;
  }
}
