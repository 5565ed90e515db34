import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONNECTORS_FOLDER, fixtureNames } from '../fixtures.ts';
import { reader, readOrNull } from './source.ts';

type Row = Record<string, unknown>;
const rows = fixtureNames('jira').flatMap((name): Row[] => {
  const text = readFileSync(join(CONNECTORS_FOLDER, 'jira/fixtures', `${name}.json`), 'utf8');
  return JSON.parse(text).rows;
});
const desk = readFileSync(join(CONNECTORS_FOLDER, 'jira/fixtures/desk.yaml'), 'utf8');

/** Every place in a value, as a path of keys. */
function placesOf(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...path]];
  return [[...path], ...Object.entries(value).flatMap(([key, inner]) => placesOf(inner, [...path, key]))];
}

/** Drops what stands there, or puts something else there. */
function mutated(value: unknown, [key, ...rest]: readonly string[], by: { drop: boolean; as: unknown }): unknown {
  if (key === undefined) return by.as;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as Row) }) as Row;
  if (rest.length === 0 && by.drop) delete copy[key];
  else copy[key] = mutated((value as Row)[key], rest, by);
  return copy;
}

const nasty = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(
    undefined,
    Number.NaN,
    1e300,
    -1,
    8.64e15,
    '9999-12-31T00:00:00.000+0000',
    '2026-02-30T08:00:00.000+0000',
    '__proto__',
    'constructor',
    JSON.parse('{"__proto__": {"id": "1"}, "toString": "x", "hasOwnProperty": 1, "constructor": null}'),
    Object.assign(Object.create(null), { id: 1 }),
    [[]],
    { completedCycles: [{}], ongoingCycle: {} },
    { epochMillis: 1e18 },
  ),
);
const mutation = fc.record({ at: fc.nat(), drop: fc.boolean(), as: nasty });
const someRow = fc
  .tuple(fc.constantFrom(...rows), fc.array(mutation, { minLength: 1, maxLength: 4 }))
  .map(([row, mutations]) =>
    mutations.reduce<Row>((one, { at, drop, as }) => {
      const places = placesOf(one).slice(1);
      const place = places[at % Math.max(places.length, 1)];
      return place === undefined ? one : (mutated(one, place, { drop, as }) as Row);
    }, row),
  );

describe('a delivery that is not as it should be', () => {
  it.each([null, desk])('is read or set aside, and never gives what is no event', (settings) => {
    const read = reader(settings);
    fc.assert(
      fc.property(someRow, (row) => {
        const normalised = readOrNull(() => read(row));
        for (const { id, ticketId, occurredAt, knownAt, seq, fact } of normalised?.events ?? []) {
          expect(ticketId).toMatch(/^jira:\d+$/);
          expect(id.startsWith(`${ticketId}#`)).toBe(true);
          expect([occurredAt, knownAt, seq].every(Number.isSafeInteger)).toBe(true);
          expect(knownAt).toBeGreaterThanOrEqual(occurredAt);
          if (fact.type === 'changed')
            for (const value of Object.values(fact.set)) expect(value === null || typeof value === 'string').toBe(true);
          if (fact.type === 'rated') expect(fact.score >= 0 && fact.score <= 1).toBe(true);
        }
        for (const id of normalised?.reread ?? []) expect(id).toMatch(/^(\d+|\w+-\d+)$/);
      }),
      { numRuns: 1500 },
    );
  });
});
