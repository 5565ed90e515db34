import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serviceNow } from '../../../connectors/servicenow/index.ts';
import type { Normalised } from '../../../src/connector/connector.ts';
import { Rejected } from '../../../src/connector/rejected.ts';
import type { TicketEvent } from '../../../src/domain/ticket-event.ts';
import { CONNECTORS_FOLDER } from '../fixtures.ts';

export type Row = Readonly<Record<string, unknown>>;

export const FOLDER = join(CONNECTORS_FOLDER, 'servicenow');
export const EXAMPLE = readFileSync(join(FOLDER, 'settings.example.yaml'), 'utf8');

export function reader(settings: string | null = null): (fields: Row) => Normalised {
  const { normalise } = serviceNow.configure('snow', settings);
  return (fields) => normalise({ about: 'ticket', receivedAt: 0, key: 'k', fields });
}

/** As `normalise`, a refusal as its message. Whatever else is thrown is a bug. */
export function outcome(fields: Row, settings: string | null = null): Normalised | string {
  try {
    return reader(settings)(fields);
  } catch (error) {
    if (error instanceof Rejected) return error.message;
    throw error;
  }
}

/** What the store keeps: of two events with one id, the one that came first. */
export function kept(deliveries: readonly Row[], settings: string | null = null): TicketEvent[] {
  const read = reader(settings);
  const events = new Map<string, TicketEvent>();
  for (const event of deliveries.flatMap((one) => read(one).events)) {
    if (!events.has(event.id)) events.set(event.id, event);
  }
  return [...events.values()];
}
