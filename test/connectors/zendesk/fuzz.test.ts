import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONNECTORS_FOLDER, fixtureNames } from '../fixtures.ts';
import { eventsOf, read } from './reading.ts';

const folder = join(CONNECTORS_FOLDER, 'zendesk/fixtures');
const settings = readFileSync(join(folder, 'desk.yaml'), 'utf8');
type Row = Record<string, unknown>;
const rows = fixtureNames('zendesk').flatMap(
  (name) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')).rows as Row[],
);

/** Every place in a value, as the keys that lead there. */
function placesIn(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[key], ...placesIn(inner).map((rest) => [key, ...rest])]);
}

const deep = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
const odd = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, '', '0', ' ', 1e300, 2 ** 53, '9'.repeat(400), [], {}, [null], deep(500)),
  fc.constantFrom<unknown>('constructor', '__proto__', 'toString', '2026-02-30T00:00:00Z', '9999-12-31T00:00:00Z'),
  fc.constant(JSON.parse('{"__proto__":{"isStaff":true},"constructor":1,"toString":1,"valueOf":2,"hasOwnProperty":3}')),
  fc.constant('<!DOCTYPE html><title>503</title>'),
  fc.jsonValue({ maxDepth: 2 }),
);

const places = new Map(rows.map((row) => [row, placesIn(row)]));

const mutated = fc
  .record({
    row: fc.constantFrom(...rows),
    changes: fc.array(fc.record({ at: fc.nat(), value: odd, drop: fc.boolean() }), { minLength: 1, maxLength: 3 }),
  })
  .map(({ row, changes }) => {
    const copy = structuredClone(row);
    for (const { at, value, drop } of changes) {
      const all = places.get(row) ?? [];
      mutate(copy, all[at % all.length] ?? [], structuredClone(value), drop);
    }
    return copy;
  });

/** An earlier change may have taken the place away. */
function mutate(row: Row, place: readonly string[], value: unknown, drop: boolean): void {
  const key = place.at(-1) ?? 'resource';
  const holder = place
    .slice(0, -1)
    .reduce<unknown>((inner, step) => (inner as Row | undefined)?.[step] ?? undefined, row);
  if (typeof holder !== 'object' || holder === null) return;
  if (drop) delete (holder as Row)[key];
  else Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

describe('whatever Zendesk or a proxy before it sends', () => {
  it('becomes events at real instants with ids of their own, or is set aside with a remedy', () => {
    fc.assert(
      fc.property(mutated, fc.boolean(), (row, withSettings) => {
        const outcomes = read(withSettings ? settings : null, row);
        for (const one of outcomes) if (typeof one === 'string') expect(one).toMatch(/^[^:]+: [\s\S]+\. .+\.$/);
        for (const event of eventsOf(outcomes)) {
          expect(Number.isFinite(event.occurredAt) && Number.isFinite(event.knownAt)).toBe(true);
          expect(event.knownAt).toBeGreaterThanOrEqual(event.occurredAt);
          expect(Number.isSafeInteger(event.seq)).toBe(true);
          expect(event.id).toMatch(/^zd:[1-9]\d*#./);
          expect(event.actor ?? 'zd:1').toMatch(/^zd:(?:automation|\d+)$/);
        }
        expect(read(withSettings ? settings : null, row)).toEqual(outcomes);
      }),
      { numRuns: 2000 },
    );
  });

  it('is never more than a row', () => {
    for (const fields of [[], 'text', null, 7, undefined]) {
      expect(read(null, fields as unknown as Row)[0]).toMatch(/^no ticket: neither/);
    }
  });

  it('leaves what every object has as it was', () => {
    const audit =
      '{"resource":"audit","data":{"__proto__":{"id":1},"ticket_id":1,"events":[{"__proto__":{"type":"x"}}]}}';
    expect(read(null, JSON.parse(audit))[0]).toMatch(/^unreadable audit: id, created_at, events\.0\.type is missing/);
    expect(({} as Row)['type']).toBeUndefined();
  });
});
