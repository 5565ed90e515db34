import type { TicketView } from '../../api/ticket-schema.ts';
import { percentAlong } from './axis.ts';

/** A spell as it is drawn: left end and width in percent of the picture. */
export interface DrawnSpell {
  readonly key: string;
  readonly left: number;
  readonly width: number;
  readonly label: string;
  readonly start: string;
  /** null: still so */
  readonly end: string | null;
  readonly status: string | null;
}

export interface DrawnTicket {
  readonly from: number;
  readonly to: number;
  readonly statuses: readonly DrawnSpell[];
  readonly holders: readonly DrawnSpell[];
  readonly marks: readonly { readonly at: string; readonly left: number; readonly label: string }[];
}

/** How much of the picture a spell without an end gets beyond the last thing known. */
const OPEN_TAIL = 0.1;
/** A ticket on which everything happened at once is still drawn. */
const LEAST_SPAN_MS = 60_000;

export function drawnTicket(ticket: TicketView): DrawnTicket {
  const from = Date.parse(ticket.openedAt);
  const last = Math.max(from + LEAST_SPAN_MS, ...instantsOf(ticket).map((at) => Date.parse(at)));
  const span = { from, to: last + (last - from) * OPEN_TAIL };
  const draw = (spell: { start: string; end: string | null }, label: string, status: string | null): DrawnSpell => {
    const left = percentAlong(span, Date.parse(spell.start));
    const right = spell.end === null ? 100 : percentAlong(span, Date.parse(spell.end));
    const { start, end } = spell;
    return { key: `${start} ${label}`, left, width: right - left, label, start, end, status };
  };
  return {
    ...span,
    statuses: ticket.statuses.map((spell) => draw(spell, spell.status, spell.status)),
    holders: ticket.assignments.map((spell) => draw(spell, holderText(spell), spell.holder === null ? null : 'held')),
    marks: ticket.resolutions.flatMap(({ at, reopenedAt }) => [
      { at, left: percentAlong(span, Date.parse(at)), label: 'Resolved' },
      ...(reopenedAt === null
        ? []
        : [{ at: reopenedAt, left: percentAlong(span, Date.parse(reopenedAt)), label: 'Reopened' }]),
    ]),
  };
}

export function holderText({ holder, team }: { holder: string | null; team: string | null }): string {
  if (holder !== null) return holder;
  return team === null ? 'nobody' : `nobody in ${team}`;
}

function instantsOf({ statuses, assignments, resolutions }: TicketView): string[] {
  const spells = [...statuses, ...assignments].flatMap(({ start, end }) => (end === null ? [start] : [start, end]));
  return [...spells, ...resolutions.flatMap(({ at, reopenedAt }) => (reopenedAt === null ? [at] : [at, reopenedAt]))];
}
