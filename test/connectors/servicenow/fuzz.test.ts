import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixtureNames } from '../fixtures.ts';
import { EXAMPLE, FOLDER, outcome, type Row } from './desk.ts';

const rows = fixtureNames('servicenow').flatMap((name) => {
  const fixture = JSON.parse(readFileSync(join(FOLDER, 'fixtures', `${name}.json`), 'utf8')) as { rows: Row[] };
  return fixture.rows;
});

const deep = (levels: number): unknown => (levels === 0 ? 'x' : { value: deep(levels - 1) });
const odd = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 1e21, 2.5, '', ' ', '-100', '<html><body>502</body></html>', [], {}, [
    [],
  ]),
  fc.constantFrom<unknown>({ value: '2' }, { value: {} }, { display_value: 'In Progress' }, deep(500)),
  fc.constantFrom<unknown>('toString', '__proto__', 'constructor', '9999-12-31 00:00:00', '2026-03-02 09:00:00'),
  fc.string(),
  fc.jsonValue() as fc.Arbitrary<unknown>,
);

/** Every place in a value at which something can be put or taken away. */
function placesIn(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...placesIn(inner, [...path, key])]);
}

interface Mutation {
  readonly where: number;
  readonly how: 'set' | 'drop' | 'own' | 'poison';
  readonly to: unknown;
}

function mutated(row: Row, { where, how, to }: Mutation): Row {
  const copy = JSON.parse(JSON.stringify(row)) as Row;
  const places = placesIn(copy);
  const path = places[where % Math.max(places.length, 1)];
  if (path === undefined) return copy;
  let inner = copy as Record<string, unknown>;
  for (const key of path.slice(0, -1)) inner = inner[key] as Record<string, unknown>;
  const key = path.at(-1) ?? '';
  if (how === 'drop') delete inner[key];
  else if (how === 'set') inner[key] = to;
  else Object.defineProperty(inner, how === 'own' ? 'toString' : '__proto__', { value: to, enumerable: true });
  return copy;
}

const mutation = fc.record({
  where: fc.nat(),
  how: fc.constantFrom('set', 'set', 'drop', 'own', 'poison') as fc.Arbitrary<Mutation['how']>,
  to: odd,
});

describe('a delivery with something wrong in it', () => {
  it('is read or set aside, never a crash, and every instant is a real one', () => {
    let read = 0;
    const told = fc.record({
      row: fc.constantFrom(...rows),
      mutations: fc.array(mutation, { minLength: 1, maxLength: 4 }),
    });
    fc.assert(
      fc.property(told, fc.boolean(), ({ row, mutations }, isExample) => {
        const result = outcome(mutations.reduce(mutated, row), isExample ? EXAMPLE : null);
        if (typeof result === 'string') {
          expect(result).toMatch(/^[^:]+: .+\. .+\.$/s);
          return;
        }
        read += 1;
        for (const { id, ticketId, occurredAt, knownAt, seq, fact } of result.events) {
          expect(id.startsWith(`${ticketId}#`)).toBe(true);
          expect([occurredAt, knownAt, seq].every(Number.isSafeInteger)).toBe(true);
          expect(knownAt).toBeGreaterThanOrEqual(occurredAt);
          if (fact.type === 'rated') expect(fact.score >= 0 && fact.score <= 1).toBe(true);
        }
        for (const { endedAt } of result.agents) expect(endedAt === null || Number.isSafeInteger(endedAt)).toBe(true);
      }),
      { numRuns: 1500 },
    );
    expect(read).toBeGreaterThan(300);
  });

  it('may be anything at all', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), odd), (fields) => void outcome(fields)),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(odd, odd, odd, (resource, data, audits) => void outcome({ resource, data, audits })),
      { numRuns: 500 },
    );
  });
});
