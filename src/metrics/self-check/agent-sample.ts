/**
 * All rows of as many agents as the budget holds, always the same agents whatever the order of the rows: those whose ids
 * have the lowest hashes. Whole agents, because what is asked is whether a person's earlier tickets foretell their later
 * ones. Never keeps more than the budget and one row; the first agent stays even where it alone is more.
 */
export class AgentSample<Row> {
  readonly #budget: number;
  readonly #kept = new Map<string, { readonly hash: number; readonly rows: Row[] }>();
  #size = 0;
  /** Agents from this hash on are out. */
  #limit = Infinity;

  constructor(budget: number) {
    this.#budget = budget;
  }

  /** Whether a row of this agent may still count; once false it stays so. */
  takes(agent: string): boolean {
    return this.#kept.has(agent) || hashOf(agent) < this.#limit;
  }

  add(agent: string, row: Row): void {
    const known = this.#kept.get(agent);
    const hash = known?.hash ?? hashOf(agent);
    if (hash >= this.#limit) return;
    if (known === undefined) this.#kept.set(agent, { hash, rows: [row] });
    else known.rows.push(row);
    this.#size += 1;
    while (this.#size > this.#budget && this.#kept.size > 1) this.#leaveOutTheLast();
  }

  *rows(): Iterable<Row> {
    for (const { rows } of this.#kept.values()) yield* rows;
  }

  #leaveOutTheLast(): void {
    let last = -1;
    for (const { hash } of this.#kept.values()) last = Math.max(last, hash);
    this.#limit = last;
    for (const [agent, { hash, rows }] of this.#kept) {
      if (hash < last) continue;
      this.#size -= rows.length;
      this.#kept.delete(agent);
    }
  }
}

/** FNV-1a of the UTF-16 code units, stirred so that ids which differ in their last digit only lie far apart; 32 bits. */
function hashOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad);
  return (hash ^ (hash >>> 15)) >>> 0;
}
