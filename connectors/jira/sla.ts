import type { TicketId } from '../../src/domain/ids.ts';
import type { Instant } from '../../src/domain/interval.ts';
import type { TicketEvent } from '../../src/domain/ticket-event.ts';
import type { IssueRead } from './issue-read.ts';
import { eventOf, instant, instantOf, type Reading, SEQ } from './reading.ts';
import { type Sla, slaSchema } from './schema.ts';
import { SLA_NAMES } from './status-map.ts';

type Cycle = NonNullable<Sla['ongoingCycle']>;

/** Whose results, and since when they are worded so: goals and calendars may be changed afterwards. */
interface Worded {
  readonly ticket: TicketId;
  readonly wordedAt: Instant;
}

/**
 * Each cycle that has ended, and one that is breached already. Cycles are told apart by when they began; of one, what was
 * said last counts.
 */
export function slaEvents(sla: Sla, { ticket, wordedAt }: Worded, reading: Reading): TicketEvent[] {
  const { completedCycles, ongoingCycle, name } = sla;
  const id = idOf(sla);
  const word = name ?? id;
  const target = reading.settings.sla.get(word.toLowerCase()) ?? SLA_NAMES.get(word.toLowerCase());
  if (target === undefined) reading.unmapped('sla', word);
  const report = (cycle: Cycle, wording: string, at: Instant, met: boolean) => {
    const of = `sla.${id}.${startOf(cycle)}`;
    const edition = { of, at: wordedAt };
    const fact = { type: 'sla-reported', target: target ?? word, met, edition } as const;
    return eventOf(ticket, `${of}.${wording}`, { at, seq: SEQ.sla, actor: null, fact });
  };
  const ended = (completedCycles ?? []).flatMap((cycle) => {
    const at = instant('stopTime of an SLA cycle', cycle.stopTime);
    return cycle.breached === null
      ? []
      : [report(cycle, `${cycle.breached ? 'broken' : 'met'}.${at}`, at, !cycle.breached)];
  });
  const breachedAt = ongoingCycle?.breached ? (instantOf(ongoingCycle.breachTime) ?? wordedAt) : null;
  if (ongoingCycle === null || breachedAt === null) return ended;
  return [...ended, report(ongoingCycle, 'breach', breachedAt, false)];
}

const startOf = ({ startTime }: Cycle) => instant('startTime of an SLA cycle', startTime);

/** Older answers give the id in the link alone. */
const idOf = ({ id, name, _links }: Sla): string =>
  id ?? /\/sla\/(\d+)$/.exec(_links?.self ?? '')?.[1] ?? name ?? 'sla';

export function slaIssueId({ _links }: Sla): string | null {
  return /\/request\/(\d+)\/sla\//.exec(_links?.self ?? '')?.[1] ?? null;
}

/** SLAs stand among the fields too: whatever has cycles is one. */
export function slaEventsIn({ ticket, issue, updatedAt }: IssueRead, reading: Reading): TicketEvent[] {
  return Object.entries(issue.fields).flatMap(([field, raw]) => {
    if (typeof raw !== 'object' || raw === null || !('completedCycles' in raw)) return [];
    const { data } = slaSchema.safeParse(raw);
    if (data === undefined) reading.unmapped('field', field);
    return data === undefined ? [] : slaEvents(data, { ticket, wordedAt: updatedAt }, reading);
  });
}
