import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Contribution } from '../../src/domain/contribution.ts';
import { type Fall, fallOf } from '../../src/metrics/fall.ts';
import { viewOf } from '../../src/metrics/view.ts';
import { CELL, daysAgo, OPTIONS, resolution, row, STEADY_DESK, slaResult } from './rows.ts';

const view = viewOf(52, OPTIONS);
const model = STEADY_DESK.outcome ?? expect.fail('the steady desk has a model');
const fall = (rows: readonly Contribution[], away: { start: number; end: number }[] = []) =>
  fallOf(rows, { view, model, away });

/** One resolved on that day, taken and acted upon then too. */
function done(days: number, good = true, more: { workType?: string } = {}): Contribution {
  const at = daysAgo(days);
  const part = { cell: { ...CELL, ...more }, ...(!good && { sla: slaResult(false) }) };
  return row('ann', {
    resolutions: [resolution(at, part)],
    taken: [{ at, team: 'first', handedOver: false, selfPicked: false, own: null }],
    acts: [at],
  });
}
const many = (from: number, to: number, each: (days: number) => Contribution[]) =>
  Array.from({ length: from - to + 1 }, (_, i) => from - i).flatMap(each);
/** A good one a day, and every tenth day a failure. */
const steady = many(300, 57, (days) => [done(days, days % 10 !== 0)]);
const changeOf = (one: Fall | null, cause: string) => one?.parts.find((part) => part.cause === cause)?.change ?? 0;
const largest = (one: Fall | null) => [...(one?.parts ?? [])].sort((a, b) => a.change - b.change)[0]?.cause;

describe('what a fall goes with', () => {
  it('is nothing where there is no level before, or nothing since', () => {
    expect(fall([])).toBeNull();
    expect(fall(many(50, 20, (days) => [done(days)]))).toBeNull();
    expect(fall(steady)).toBeNull();
  });

  it.each<[string, readonly Contribution[]]>([
    ['rest', many(56, 15, (days) => [done(days, days % 3 !== 0)])],
    ['new-work', many(56, 15, (days) => (days % 3 === 0 ? [done(days, false, { workType: 'mail' })] : [done(days)]))],
    [
      'load',
      many(56, 15, (days) => (days >= 36 && days <= 42 ? [1, 2, 3, 4].map((n) => done(days, n > 2)) : [done(days)])),
    ],
    ['absence', many(35, 15, (days) => [done(days, days < 22 || days % 2 === 0)])],
  ])('falls on %s', (cause, recent) => {
    expect(largest(fall([...steady, ...recent]))).toBe(cause);
  });

  it('falls on harder work where the person kept their level', () => {
    const hard = { ...model, effects: { 'type\nmail': -1.5 } };
    const mail = steady
      .map((one) => one)
      .concat(many(200, 57, (days) => [done(days, days % 4 !== 0, { workType: 'mail' })]));
    const recent = many(56, 15, (days) => [done(days, days % 3 !== 0, { workType: 'mail' })]);
    const told = fallOf([...mail, ...recent], { view, model: hard });
    expect(largest(told)).toBe('mix');
  });

  it('knows leave on record, without a gap in the work', () => {
    const recent = many(56, 15, (days) => [done(days, days < 40 || days > 47 || days % 2 === 0)]);
    const away = [{ start: daysAgo(60), end: daysAgo(48) }];
    expect(changeOf(fall([...steady, ...recent]), 'absence')).toBe(0);
    expect(changeOf(fall([...steady, ...recent], away), 'absence')).toBeLessThan(-0.05);
  });

  it('is split without remainder', () => {
    const days = fc.integer({ min: 1, max: 360 });
    const some = fc.array(fc.tuple(days, fc.boolean(), fc.constantFrom('network', 'mail')), { maxLength: 60 });
    fc.assert(
      fc.property(some, (drawn) => {
        const rows = drawn.map(([at, good, workType]) => done(at, good, { workType }));
        const told = fall([...steady, done(20), ...rows]);
        const sum = told?.parts.reduce((total, { change }) => total + change, 0) ?? Number.NaN;
        expect(sum).toBeCloseTo((told?.recent ?? 0) - (told?.before ?? 0), 9);
      }),
      { numRuns: 60 },
    );
  });

  it('says how far chance alone goes', () => {
    const told = fall([...steady, ...many(56, 15, (days) => [done(days, days % 3 !== 0)])]);
    const rest = told?.parts.find(({ cause }) => cause === 'rest');
    expect(rest?.resolutions).toBe(42);
    expect(rest?.give).toBeGreaterThan(0.05);
    expect(rest?.give).toBeLessThan(0.12);
    expect(Math.abs(rest?.change ?? 0)).toBeGreaterThan(rest?.give ?? 1);
  });
});
