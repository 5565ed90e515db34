import type { AgentId } from '../ids.ts';
import type { Instant } from '../interval.ts';
import { isDone, type TicketState, type TicketStatus } from '../ticket.ts';
import type { TicketTimeline } from '../timeline.ts';

/** What held of a ticket from an instant on, until the next moment. */
export interface Moment {
  readonly start: Instant;
  readonly status: TicketStatus;
  /** Nobody has to work on it. A status that nobody knows does not tell: it goes on as it was. */
  readonly resting: boolean;
  readonly holder: AgentId | null;
  readonly team: string | null;
  readonly state: TicketState;
}

/** A ticket's statuses, assignments and states as one sorted list; the first moment is the opening. */
export function momentsOf(timeline: TicketTimeline): Moment[] {
  const statuses = new Begun(timeline.statuses);
  const assignments = new Begun(timeline.assignments);
  const states = new Begun(timeline.states);
  const moments: Moment[] = [];
  let resting = false;
  for (let start = timeline.openedAt; start < Number.POSITIVE_INFINITY; ) {
    statuses.beginUntil(start, ({ status }) => {
      if (status !== 'unknown') resting = isDone(status);
    });
    assignments.beginUntil(start);
    states.beginUntil(start);
    const state = states.current?.state ?? timeline.state;
    const status = statuses.current?.status ?? timeline.state.status;
    const { holder, team } = assignments.current ?? { holder: null, team: state.team };
    moments.push({ start, status, resting, holder, team, state });
    start = Math.min(statuses.nextStart, assignments.nextStart, states.nextStart);
  }
  return moments;
}

/** Walks once through spells sorted by their start. */
class Begun<S extends { readonly start: Instant }> {
  readonly #spells: readonly S[];
  #next = 0;
  current: S | undefined;

  constructor(spells: readonly S[]) {
    this.#spells = spells;
  }

  get nextStart(): Instant {
    return this.#spells[this.#next]?.start ?? Number.POSITIVE_INFINITY;
  }

  beginUntil(instant: Instant, each?: (spell: S) => void): void {
    for (let spell = this.#spells[this.#next]; spell !== undefined && spell.start <= instant; ) {
      this.current = spell;
      each?.(spell);
      this.#next += 1;
      spell = this.#spells[this.#next];
    }
  }
}
