import type { EditPart } from './contribution.ts';
import type { AgentId } from './ids.ts';
import type { Instant } from './interval.ts';
import type { TicketTimeline } from './timeline.ts';

export interface ByPerson<T> {
  readonly by: AgentId;
  readonly what: T;
}

/** Everything people did on a ticket, requesters among them: replied, noted, changed its status or assignment. In time. */
export function actsOf({ replies, statuses, assignments }: TicketTimeline): ByPerson<Instant>[] {
  const said = replies.filter(({ from }) => from !== 'customer').map(({ at, by }) => ({ at, by }));
  const changed = [...statuses, ...assignments].map(({ start, by }) => ({ at: start, by }));
  return [...said, ...changed].flatMap(({ at, by }) => (by === null ? [] : [{ by, what: at }])).sort(inTime);
}

const inTime = (a: ByPerson<Instant>, b: ByPerson<Instant>): number => a.what - b.what;

/** What people changed of priority and work type after the ticket had been assigned to somebody. */
export function editsOf({ edits, assignments }: TicketTimeline): ByPerson<EditPart>[] {
  const assignedAt = assignments.find(({ holder }) => holder !== null)?.start ?? Number.POSITIVE_INFINITY;
  return edits.flatMap(({ at, by, what, from, to }) => {
    if (by === null || at <= assignedAt) return [];
    return [{ by, what: { at, what, easier: what === 'priority' ? isEasier(from, to) : null } }];
  });
}

/** P1 is the most urgent. Null: a source's other words, which have no order. */
function isEasier(from: string, to: string | null): boolean | null {
  const [was, is] = [urgency(from), urgency(to)];
  return was === null || is === null ? null : is > was;
}

function urgency(priority: string | null): number | null {
  const digits = /^P(\d+)$/.exec(priority ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
}

/** Links whose other end is no ticket but something written for others to read. */
const ARTICLE = /knowledge|article|\bkb\b/i;

export function articlesOf({ links }: TicketTimeline): ByPerson<Instant>[] {
  return links.flatMap(({ at, by, relation }) => (by === null || !ARTICLE.test(relation) ? [] : [{ by, what: at }]));
}
