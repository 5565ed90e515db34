import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Connector, DeliveredFact, Normalised } from '../../src/connector/connector.ts';
import { Rejected } from '../../src/connector/rejected.ts';

export const CONNECTORS_FOLDER = join(import.meta.dirname, '../../connectors');

/** `NAME.json`: rows as a source writes them. `settings` is the connector's mapping file, from the connector's folder. */
interface Fixture {
  readonly source: string;
  readonly settings: string | null;
  readonly about: DeliveredFact['about'];
  readonly rows: readonly Record<string, unknown>[];
}

/** What a row became, or why it was set aside. */
export type Outcome = Normalised | { readonly setAside: string };

const folderOf = (connectorId: string): string => join(CONNECTORS_FOLDER, connectorId, 'fixtures');

export function fixtureNames(connectorId: string): string[] {
  const folder = folderOf(connectorId);
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.json') && !name.endsWith('.events.json'));
  return names.map((name) => name.slice(0, -'.json'.length)).sort();
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** What is expected of the fixture's rows, one after the other; undefined: nobody has written it down. */
export function expectedOf(connectorId: string, name: string): unknown {
  const path = join(folderOf(connectorId), `${name}.events.json`);
  return existsSync(path) ? readJson(path) : undefined;
}

/** The rows as the connector reads them, each by itself, with its number from 1 as its key. */
export function outcomesOf(connector: Connector, name: string): Outcome[] {
  const { source, settings, about, rows } = readJson(join(folderOf(connector.id), `${name}.json`)) as Fixture;
  const text = settings === null ? null : readFileSync(join(CONNECTORS_FOLDER, connector.id, settings), 'utf8');
  const { normalise } = connector.configure(source, text);
  return rows.map((fields, i) => {
    try {
      return normalise({ about, receivedAt: Date.UTC(2026, 5, 1), key: `${i + 1}`, fields });
    } catch (error) {
      if (error instanceof Rejected) return { setAside: error.message };
      throw error;
    }
  });
}

const INSTANTS = new Set(['occurredAt', 'knownAt', 'openedAt', 'startedAt', 'endedAt']);

/** As golden files have it, to be checked by eye: instants as ISO 8601, empty lists left out. */
export function asWritten(outcome: Outcome): unknown {
  return JSON.parse(
    JSON.stringify(outcome, (name, value: unknown) => {
      if (INSTANTS.has(name) && typeof value === 'number') return new Date(value).toISOString();
      return Array.isArray(value) && value.length === 0 ? undefined : value;
    }),
  );
}
