/** The columns of the neutral ticket log in its order; `''` stands for an absent value. */
export interface TicketRow {
  readonly ticket: string;
  readonly at: string;
  readonly event: string;
  readonly known_at: string;
  readonly seq: string;
  readonly actor: string;
  readonly value: string;
  readonly agent: string;
  readonly kind: string;
  readonly priority: string;
  readonly work_type: string;
  readonly channel: string;
  readonly shift: string;
  readonly region: string;
  readonly team: string;
  readonly requester: string;
}

const emptyRow: TicketRow = {
  ticket: '',
  at: '',
  event: '',
  known_at: '',
  seq: '',
  actor: '',
  value: '',
  agent: '',
  kind: '',
  priority: '',
  work_type: '',
  channel: '',
  shift: '',
  region: '',
  team: '',
  requester: '',
};

/** The rows of one ticket as they come to be: times never run back, `seq` counts. */
export class RowWriter {
  readonly #ticket: string;
  readonly #until: number;
  readonly #rows: TicketRow[] = [];
  #latest: number;

  /** Rows at or after `until` (ms) have not happened yet and are left out. */
  constructor(ticket: string, from: number, until: number) {
    this.#ticket = ticket;
    this.#until = until;
    this.#latest = from;
  }

  get rows(): readonly TicketRow[] {
    return this.#rows;
  }

  /** ms of the latest row, left out or not */
  get latest(): number {
    return this.#latest;
  }

  add(at: number, event: string, columns: Partial<TicketRow> = {}): void {
    this.#latest = Math.max(this.#latest, at);
    if (this.#latest >= this.#until) return;
    const seq = String(this.#rows.length + 1);
    this.#rows.push({ ...emptyRow, ...columns, ticket: this.#ticket, at: isoSeconds(this.#latest), event, seq });
  }
}

export function isoSeconds(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
