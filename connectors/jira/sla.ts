import type { TicketId } from '../../src/domain/ids.ts';
import type { TicketEvent } from '../../src/domain/ticket-event.ts';
import type { IssueRead } from './issue-read.ts';
import { eventOf, instant, instantOf, type Reading, SEQ } from './reading.ts';
import { type Sla, slaSchema } from './schema.ts';
import { SLA_NAMES } from './status-map.ts';

type Cycle = NonNullable<Sla['ongoingCycle']>;

/** Each cycle that has ended, and one that is breached already. Cycles are told apart by when they began. */
export function slaEvents(sla: Sla, ticket: TicketId, reading: Reading): TicketEvent[] {
  const { completedCycles, ongoingCycle, name } = sla;
  const id = idOf(sla);
  const word = name ?? id;
  const target = reading.settings.sla.get(word.toLowerCase()) ?? SLA_NAMES.get(word.toLowerCase());
  if (target === undefined) reading.unmapped('sla', word);
  const report = (key: string, at: number, met: boolean) =>
    eventOf(ticket, `sla.${id}.${key}`, {
      at,
      seq: SEQ.sla,
      actor: null,
      fact: { type: 'sla-reported', target: target ?? word, met },
    });
  const ended = (completedCycles ?? []).flatMap((cycle) => {
    const at = instant('stopTime of an SLA cycle', cycle.stopTime);
    return cycle.breached === null ? [] : [report(`${startOf(cycle)}`, at, !cycle.breached)];
  });
  const breachedAt = ongoingCycle?.breached ? instantOf(ongoingCycle.breachTime) : null;
  if (ongoingCycle === null || breachedAt === null) return ended;
  return [...ended, report(`${startOf(ongoingCycle)}.breach`, breachedAt, false)];
}

const startOf = ({ startTime }: Cycle) => instant('startTime of an SLA cycle', startTime);

/** Older answers give the id in the link alone. */
const idOf = ({ id, name, _links }: Sla): string =>
  id ?? /\/sla\/(\d+)$/.exec(_links?.self ?? '')?.[1] ?? name ?? 'sla';

export function slaIssueId({ _links }: Sla): string | null {
  return /\/request\/(\d+)\/sla\//.exec(_links?.self ?? '')?.[1] ?? null;
}

/** SLAs stand among the fields too: whatever has cycles is one. */
export function slaEventsIn({ ticket, issue }: IssueRead, reading: Reading): TicketEvent[] {
  return Object.entries(issue.fields).flatMap(([field, raw]) => {
    if (typeof raw !== 'object' || raw === null || !('completedCycles' in raw)) return [];
    const { data } = slaSchema.safeParse(raw);
    if (data === undefined) reading.unmapped('field', field);
    return data === undefined ? [] : slaEvents(data, ticket, reading);
  });
}
