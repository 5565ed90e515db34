import { describe, expect, it } from 'vitest';
import type { Contribution } from '../../src/domain/contribution.ts';
import { qualityChange } from '../../src/metrics/quality-change.ts';
import { agentNamed, figures, ofAgent, resolved, slaResult } from './rows.ts';

const EASY = { workType: 'access', priority: 'P3', channel: 'mail', shift: 'day' };
const HARD = { workType: 'net', priority: 'P1', channel: 'mail', shift: 'night' };
/** Days before the evaluation; the last 14 are not mature. */
const BEFORE = [180, 43] as const;
const RECENT = [42, 15] as const;

/** One failure in every `every` tickets. */
const work = (name: string, n: number, every: number, days: readonly [number, number], cell = EASY): Contribution[] =>
  resolved(name, n, (i) => ({ cell, sla: slaResult(i % every !== 0) }), days);

const others = ['bob', 'cy', 'dan'].flatMap((name) => [...work(name, 300, 10, BEFORE), ...work(name, 80, 10, RECENT)]);

describe('failures against own earlier level', () => {
  it('stay near 1 for who goes on as before', async () => {
    const steady = [...work('ann', 300, 10, BEFORE), ...work('ann', 80, 10, RECENT)];
    const found = await ofAgent(qualityChange, [...others, ...steady], 'ann');
    expect(found?.value).toBeCloseTo(1, 1);
    expect(found?.sampleSize).toBe(80);
    expect(found?.lower).toBeLessThan(1);
  });

  it('rise clearly above 1 for who fails three times as often', async () => {
    const dropped = [...work('ann', 300, 10, BEFORE), ...work('ann', 84, 3, RECENT)];
    const found = await ofAgent(qualityChange, [...others, ...dropped], 'ann');
    expect(found?.value).toBeCloseTo(3.3, 0);
    expect(found?.lower).toBeGreaterThan(1.5);
  });

  it('do not rise for a colleague of theirs', async () => {
    const dropped = [...work('ann', 300, 10, BEFORE), ...work('ann', 84, 3, RECENT)];
    const found = await ofAgent(qualityChange, [...others, ...dropped], 'bob');
    expect(found?.lower).toBeLessThan(1);
    expect(found?.value).toBeLessThan(1.1);
  });

  it('are held against own level: who always failed more than others has not dropped', async () => {
    const weak = [...work('ann', 300, 5, BEFORE), ...work('ann', 80, 5, RECENT)];
    const found = await ofAgent(qualityChange, [...others, ...weak], 'ann');
    expect(found?.value).toBeGreaterThan(0.9);
    expect(found?.value).toBeLessThan(1.2);
  });

  it('do not blame a person for what befell all', async () => {
    const badWeeks = ['ann', 'bob', 'cy', 'dan'].flatMap((name) => [
      ...work(name, 300, 10, BEFORE),
      ...work(name, 84, 3, RECENT),
    ]);
    expect((await ofAgent(qualityChange, badWeeks, 'ann'))?.value).toBeCloseTo(1, 1);
  });

  it('do not blame a person for having got harder work', async () => {
    const desk = ['bob', 'cy'].flatMap((name) =>
      [BEFORE, RECENT].flatMap((days) => [...work(name, 200, 10, days), ...work(name, 200, 3, days, HARD)]),
    );
    const moved = [...work('ann', 300, 10, BEFORE), ...work('ann', 84, 3, RECENT, HARD)];
    const found = await ofAgent(qualityChange, [...desk, ...moved], 'ann');
    expect(found?.value).toBeLessThan(1.15);
  });

  it('are less sure where work came in lumps before', async () => {
    const lumps = ['ann', 'bob', 'cy'].flatMap((name) => [
      ...resolved(name, 300, (i) => ({ cell: EASY, sla: slaResult(Math.floor(i / 30) % 5 !== 0) }), BEFORE),
      ...work(name, 80, 5, RECENT),
    ]);
    const found = await ofAgent(qualityChange, lumps, 'ann');
    expect(found?.sampleSize).toBe(80);
    expect(found?.effectiveSampleSize).toBeLessThan(30);
  });

  it('stay as they are with as many tickets again of the same mix and outcome', async () => {
    const rows = [...others, ...work('ann', 300, 10, BEFORE), ...work('ann', 80, 4, RECENT)];
    const found = (await figures(qualityChange, rows)).find(({ subject }) => subject.id === agentNamed('ann'));
    const [now, then] = [found?.sample.estimate(0.95), found?.sample.extended?.(60, 20).estimate(0.95)];
    expect(then?.value).toBeCloseTo(now?.value ?? 0, 12);
    expect(then?.upper).toBeLessThan(now?.upper ?? 0);
  });

  it.each([
    [24, undefined],
    [25, 80],
  ])('need a baseline: of %i tickets they give a figure on %s', async (baseline, n) => {
    const rows = [...others, ...work('ann', baseline, 10, BEFORE), ...work('ann', 80, 10, RECENT)];
    expect((await ofAgent(qualityChange, rows, 'ann'))?.sampleSize).toBe(n);
  });

  it('are absent for who resolved nothing of late', async () => {
    expect(await ofAgent(qualityChange, [...others, ...work('ann', 300, 10, BEFORE)], 'ann')).toBeUndefined();
  });
});
