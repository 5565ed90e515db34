import type { ConfiguredSource, Connector } from '../connector/connector.ts';
import { Rejected } from '../connector/rejected.ts';
import { Unusable } from '../settings/unusable.ts';
import type { Delivery, DeliveryOutcome, SourceConfig } from '../store/store.ts';

/**
 * Sources by name, each ready to read its deliveries. Throws InvalidSettings for settings that no longer fit, Unusable
 * for a connector that is not there.
 */
export function configured(
  configs: readonly SourceConfig[],
  connectors: readonly Connector[],
): Map<string, ConfiguredSource> {
  return new Map(
    configs.map(({ source, connector: id, settings }) => {
      const connector = connectors.find((one) => one.id === id);
      if (connector === undefined) {
        throw new Unusable(
          `Source ${source} was set up with connector ${id}, which this program lacks. Start the version that has it.`,
        );
      }
      return [source, connector.configure(source, settings)];
    }),
  );
}

/** What a delivery says. One that cannot be understood is set aside with its reason and never stops the others. */
export function understand(sources: ReadonlyMap<string, ConfiguredSource>, delivery: Delivery): DeliveryOutcome {
  try {
    const source = sources.get(delivery.source);
    if (source === undefined) throw new Rejected('unknown source', delivery.source, 'Set the source up, then retry.');
    const { about, receivedAt, key } = delivery;
    return { delivery, ...source.normalise({ about, receivedAt, key, fields: fieldsOf(delivery) }) };
  } catch (error) {
    if (error instanceof Rejected) return { delivery, setAside: { reason: error.reason, detail: error.message } };
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return {
      delivery,
      setAside: { reason: 'a mistake of this program', detail: `${detail}\nReport it, with this row.` },
    };
  }
}

function fieldsOf({ columns, body }: Delivery): Readonly<Record<string, unknown>> {
  const read = parsed(body);
  if (columns === null) return asFields(read);
  const values = read as unknown[];
  return Object.fromEntries(columns.map((name, i) => [name, values[i]]));
}

const SEND_JSON = 'Let the sender send JSON, then retry.';

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new Rejected('not JSON', error instanceof Error ? error.message : String(error), SEND_JSON);
  }
}

/** A list is taken for the rows of a message. */
function asFields(read: unknown): Readonly<Record<string, unknown>> {
  if (Array.isArray(read)) return { rows: read };
  if (typeof read === 'object' && read !== null) return read as Record<string, unknown>;
  throw new Rejected('not an object', `the body is ${JSON.stringify(read)?.slice(0, 40)}`, SEND_JSON);
}
