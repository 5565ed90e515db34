import type { Normalised, Unmapped } from '../../src/connector/connector.ts';
import { eventId, ticketId } from '../../src/domain/ids.ts';
import type { Instant } from '../../src/domain/interval.ts';
import { type Envelope, instantOf, isTrue, type Row, sysIdOf, textOf } from './schema.ts';
import { type Desk, own } from './settings.ts';

const TARGETS: Readonly<Record<string, string>> = { response: 'first-response', resolution: 'resolution' };

/** One row of task_sla: a promise attached to a ticket, and what has come of it. Told once it is kept or broken. */
export function normaliseTaskSla(desk: Desk, { data }: Envelope): Normalised {
  const id = ticketId(desk.source, sysIdOf(data, 'task'));
  const sla = sysIdOf(data, 'sys_id');
  const { target, unmapped } = targetOf(desk, data);
  const result = resultOf(data);
  if (target === null || result === null) return { events: [], agents: [], unmapped };
  const { at, met } = result;
  // A promise attached late, with a start long past, cannot have been known before it was there.
  const attachedAt = instantOf(data, 'sys_created_on') ?? instantOf(data, 'sys_updated_on') ?? at;
  // Due may be moved, and what looked broken be kept: of one row the latest word counts.
  const edition = { of: `sla.${sla}`, at: instantOf(data, 'sys_updated_on') ?? at };
  const event = {
    id: eventId(id, `sla.${sla}.${at}.${met ? 'met' : 'broken'}`),
    ticketId: id,
    occurredAt: at,
    knownAt: Math.max(at, attachedAt),
    seq: 0,
    actor: null,
    fact: { type: 'sla-reported', target, met, edition } as const,
  };
  return { events: [event], agents: [], unmapped };
}

/** What the definition promises: as the settings say, else by its own `target`, read as `sla.target`. */
function targetOf(desk: Desk, data: Row): { target: string | null; unmapped: Unmapped[] } {
  const definition = textOf(data, 'sla') ?? '';
  const name = textOf(data, 'sla.name') ?? '';
  const chosen = own(desk.sla, definition) ?? own(desk.sla, name);
  if (chosen !== undefined) return { target: chosen === 'ignore' ? null : chosen, unmapped: [] };
  const type = textOf(data, 'sla.type') || 'SLA';
  // What teams and suppliers promise each other is no promise to the customer.
  if (type !== 'SLA') return { target: null, unmapped: [] };
  const target = own(TARGETS, textOf(data, 'sla.target') ?? '') ?? null;
  return { target, unmapped: target === null ? [{ what: 'sla', word: name || definition }] : [] };
}

/**
 * Judged by `planned_end_time`: `has_breached` is brought up to date by jobs that may come days later.
 * Null: still open, cancelled, or in a stage nobody knows.
 */
function resultOf(data: Row): { at: Instant; met: boolean } | null {
  const stage = textOf(data, 'stage') ?? '';
  const due = instantOf(data, 'planned_end_time');
  const breached = isTrue(data, 'has_breached');
  if (stage === 'completed' || stage === 'achieved') {
    const end = instantOf(data, 'end_time');
    if (end === null) return null;
    const met = due === null ? !breached : end <= due;
    return { at: met ? end : (due ?? end), met };
  }
  if (stage !== 'in_progress' && stage !== 'paused' && stage !== 'breached') return null;
  const seen = stage === 'paused' ? instantOf(data, 'pause_time') : instantOf(data, 'sys_updated_on');
  const isOver = breached || stage === 'breached' || (due !== null && seen !== null && seen > due);
  return due !== null && isOver ? { at: due, met: false } : null;
}
