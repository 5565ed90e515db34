import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONNECTORS } from '../../connectors/index.ts';
import { asWritten, CONNECTORS_FOLDER, expectedOf, fixtureNames, outcomesOf } from './fixtures.ts';

const folders = readdirSync(CONNECTORS_FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const everyOutcome = CONNECTORS.flatMap((connector) =>
  fixtureNames(connector.id).flatMap((name) => outcomesOf(connector, name)),
);

describe('the list of connectors', () => {
  it('names every folder once: add a line to connectors/index.ts for each', () => {
    expect(CONNECTORS.map(({ id }) => id).sort()).toEqual(folders.sort());
  });

  it('shows in its fixtures every kind of fact there is', () => {
    const types = everyOutcome.flatMap((one) => ('events' in one ? one.events.map(({ fact }) => fact.type) : []));
    const all = ['changed', 'replied', 'noted', 'customer-replied', 'rated', 'reviewed', 'sla-reported', 'linked'];
    expect(new Set(types)).toEqual(new Set(all));
  });
});

describe.each(CONNECTORS)('connector $id', (connector) => {
  const names = fixtureNames(connector.id);

  it('says in a README.md what it reads, assumes and falls for', () => {
    const path = join(CONNECTORS_FOLDER, connector.id, 'README.md');
    expect(existsSync(path), `write ${path}`).toBe(true);
    const text = readFileSync(path, 'utf8');
    for (const heading of ['## What it reads', '## What it assumes', '## Traps']) expect(text).toContain(heading);
    expect(connector.title.trim()).not.toBe('');
  });

  it('has fixtures, one of rows it sets aside among them', () => {
    expect(names.length, 'add fixtures/NAME.json and fixtures/NAME.events.json').toBeGreaterThan(0);
    expect(names.flatMap((name) => outcomesOf(connector, name)).some((one) => 'setAside' in one)).toBe(true);
  });

  it.each(names)('reads %s as written down', (name) => {
    const expected = expectedOf(connector.id, name);
    expect(expected, `write fixtures/${name}.events.json: a list of what each row becomes`).toBeDefined();
    expect(outcomesOf(connector, name).map(asWritten)).toEqual(expected);
  });

  it.each(names)('reads %s the same when asked again', (name) => {
    expect(outcomesOf(connector, name)).toEqual(outcomesOf(connector, name));
  });

  it.each(names)('gives %s ids of their own, within their source, known no earlier than they happened', (name) => {
    const events = outcomesOf(connector, name).flatMap((one) => ('events' in one ? one.events : []));
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    for (const { id, ticketId, occurredAt, knownAt } of events) {
      expect(id.startsWith(`${ticketId}#`)).toBe(true);
      expect(ticketId).toMatch(/^[\w.-]+:./);
      expect(knownAt).toBeGreaterThanOrEqual(occurredAt);
    }
  });

  it.each(names)('sets rows of %s aside with a reason, what it found and a remedy', (name) => {
    for (const one of outcomesOf(connector, name))
      if ('setAside' in one) expect(one.setAside).toMatch(/^[^:]+: .+\. .+\.$/);
  });
});
