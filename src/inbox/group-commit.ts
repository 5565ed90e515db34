/** The inbox holds all it may until what waits is kept. The sender is to try again. */
export class InboxFull extends Error {
  override readonly name = 'InboxFull';
}

interface Waiting<T> {
  readonly item: T;
  readonly bytes: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export interface GroupLimits {
  /** How long the first of a group waits for others; milliseconds. */
  readonly waitMs: number;
  /** Items a group has at most. */
  readonly atOnce: number;
  /** What may wait in memory. */
  readonly mostWaiting: number;
  readonly mostBytes: number;
}

const GROUP_LIMITS: GroupLimits = { waitMs: 2, atOnce: 500, mostWaiting: 5_000, mostBytes: 64_000_000 };

/**
 * Many who wait share one commit, as a commit to disk costs the same for one as for hundreds. Each is told only when
 * its own item is kept; what waits is bounded, and more is refused with InboxFull.
 */
export class GroupCommit<T> {
  readonly #commit: (items: readonly T[]) => Promise<unknown>;
  readonly #limits: GroupLimits;
  #waiting: Waiting<T>[] = [];
  #bytes = 0;
  #running: Promise<void> | null = null;

  constructor(commit: (items: readonly T[]) => Promise<unknown>, limits: GroupLimits = GROUP_LIMITS) {
    this.#commit = commit;
    this.#limits = limits;
  }

  /** Resolves when the item is kept. Rejects with InboxFull, or with why it could not be kept. */
  add(item: T, bytes: number): Promise<void> {
    if (this.#waiting.length >= this.#limits.mostWaiting || this.#bytes + bytes > this.#limits.mostBytes) {
      return Promise.reject(new InboxFull('More is waiting to be kept than may. Send it again in half a minute.'));
    }
    this.#bytes += bytes;
    const kept = new Promise<void>((resolve, reject) => {
      this.#waiting.push({ item, bytes, resolve, reject });
    });
    this.#running ??= this.#run();
    return kept;
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }

  async #run(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, this.#limits.waitMs));
    while (this.#waiting.length > 0) {
      const group = this.#waiting.splice(0, this.#limits.atOnce);
      await this.#keep(group);
      for (const { bytes } of group) this.#bytes -= bytes;
    }
    this.#running = null;
  }

  async #keep(group: readonly Waiting<T>[]): Promise<void> {
    try {
      await this.#commit(group.map(({ item }) => item));
      for (const { resolve } of group) resolve();
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }
}
