import type { AccountId, TicketId } from '../../src/domain/ids.ts';
import type { Instant } from '../../src/domain/interval.ts';
import type { TicketEvent } from '../../src/domain/ticket-event.ts';
import { type Aspect, after, before, isAbout, type Value } from './aspects.ts';
import { eventOf, instant, parsed, type Reading, SEQ } from './reading.ts';
import { historySchema, type Item } from './schema.ts';

/** One entry of a change log: what somebody changed at once. */
export interface History {
  readonly id: string;
  readonly at: Instant;
  readonly actor: AccountId | null;
  readonly items: readonly Item[];
}

/** What one entry did to one aspect. */
interface Step {
  readonly from: Value;
  readonly to: Value;
}

export function historyOf(raw: unknown, reading: Reading): History {
  const { id, created, author, items } = parsed('history', historySchema, raw);
  const at = instant('created of a history', created);
  return { id: id ?? `at.${at}`, at, actor: reading.account(author), items };
}

/** As they happened: Cloud lists the newest first, Data Center the oldest. */
export function inTime(a: History, b: History): number {
  return a.at - b.at || Number(a.id) - Number(b.id) || (a.id < b.id ? -1 : 1);
}

/** A field of several values is told in one item for each that went and each that came: what came counts. */
export function stepOf(aspect: Aspect, { items }: History): Step | null {
  const about = items.filter((item) => isAbout(aspect, item));
  const [first] = about;
  const last = about.findLast((item) => !isNothing(after(aspect, item))) ?? about.at(-1);
  if (first === undefined || last === undefined) return null;
  return { from: before(aspect, first), to: after(aspect, last) };
}

const isNothing = ({ id, text }: Value): boolean => id === null && text === null;

/** An event for each aspect: a change log asked for some fields only gives the same ones. */
export function historyEvents(
  history: History,
  ticket: TicketId,
  aspects: readonly Aspect[],
  reading: Reading,
): TicketEvent[] {
  return aspects.flatMap((aspect, position) => {
    const step = stepOf(aspect, history);
    const set = step === null ? null : aspect.change(step.to, reading);
    if (set === null) return [];
    const { at, actor } = history;
    const seq = orderOf(history.id) + position;
    return [eventOf(ticket, `${history.id}.${aspect.name}`, { at, seq, actor, fact: { type: 'changed', set } })];
  });
}

/** Of one instant the earlier number came first. More than there are aspects lies between two. */
function orderOf(id: string): number {
  const order = Number(id) * 16;
  return order > 0 && order < Number.MAX_SAFE_INTEGER - SEQ.change - 16 ? order + SEQ.change : SEQ.change;
}
