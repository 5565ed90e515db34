import { zendesk } from '../../../connectors/zendesk/index.ts';
import type { ConfiguredSource, DeliveredFact, Normalised } from '../../../src/connector/connector.ts';
import { Rejected } from '../../../src/connector/rejected.ts';

const RECEIVED_AT = Date.UTC(2026, 5, 1);

type Row = Readonly<Record<string, unknown>>;

const made = new Map<string | null, ConfiguredSource>();

/** Reading settings takes longer than reading a row. */
function configured(settings: string | null): ConfiguredSource {
  const source = made.get(settings) ?? zendesk.configure('zd', settings);
  made.set(settings, source);
  return source;
}

/** What `rows` become, one after the other; text: why it was set aside. */
export function read(settings: string | null, ...rows: readonly Row[]): (Normalised | string)[] {
  const { normalise } = configured(settings);
  return rows.map((fields, i) => {
    const fact: DeliveredFact = { about: 'ticket', receivedAt: RECEIVED_AT, key: `${i}`, fields };
    try {
      return normalise(fact);
    } catch (error) {
      if (error instanceof Rejected) return error.message;
      throw error;
    }
  });
}

export const eventsOf = (outcomes: readonly (Normalised | string)[]) =>
  outcomes.flatMap((one) => (typeof one === 'string' ? [] : one.events));

export const unmappedOf = (outcomes: readonly (Normalised | string)[]) =>
  outcomes.flatMap((one) => (typeof one === 'string' ? [] : one.unmapped));
