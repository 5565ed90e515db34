import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bounceRate } from '../../src/metrics/bounce-rate.ts';
import { ownLevelChart } from '../../src/metrics/own-level-chart.ts';
import type { Sample } from '../../src/metrics/sample.ts';
import { standardisedQuality } from '../../src/metrics/standardised-quality.ts';
import { judgeRequirement } from '../../src/progression/judge-requirement.ts';
import { nearestChange } from '../../src/progression/nearest-change.ts';
import type { Requirement } from '../../src/progression/rule.ts';
import { figures, resolved, slaResult } from '../metrics/rows.ts';
import { between, requirement, share } from './requirement.ts';

const isMet = (asked: Requirement, sample: Sample) => judgeRequirement(asked, sample).verdict === 'met';

const anyRequirement = fc.record({
  comparison: fc.constantFrom('at-least' as const, 'at-most' as const),
  target: fc.double({ min: 0.05, max: 0.95, noNaN: true }),
  confidence: fc.constantFrom(0.5, 0.6, 0.8, 0.9, 0.95),
  minimumSample: fc.nat(30),
  weight: fc.constantFrom('required' as const, 'not-clearly-below' as const),
});
const anyCounts = fc.tuple(fc.nat(80), fc.nat(80)).filter(([hits, misses]) => hits + misses > 0);

describe('the nearest change', () => {
  it('to a verdict that is met is that number of bad tickets in a row, and not one less', () => {
    fc.assert(
      fc.property(anyRequirement, anyCounts, (more, [hits, misses]) => {
        const asked = requirement(more);
        fc.pre(isMet(asked, share(hits, hits + misses)));
        const { tickets } = nearestChange(asked, share(hits, hits + misses));
        const wrong = (n: number) => share(hits + (more.comparison === 'at-least' ? 0 : n), hits + misses + n);
        expect(tickets).not.toBeNull();
        expect(isMet(asked, wrong(tickets ?? 0))).toBe(false);
        expect(isMet(asked, wrong((tickets ?? 0) - 1))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('to one that is not met or not told is that number at the present rate or in a row, and not one less', () => {
    fc.assert(
      fc.property(anyRequirement, anyCounts, (more, [hits, misses]) => {
        const asked = requirement(more);
        const now = share(hits, hits + misses);
        fc.pre(!isMet(asked, now));
        const { tickets, sentence } = nearestChange(asked, now);
        const right = (n: number) => share(hits + (more.comparison === 'at-least' ? n : 0), hits + misses + n);
        const alike = (n: number) => {
          const [good, bad] = more.comparison === 'at-least' ? [hits, misses] : [misses, hits];
          const further = Math.floor((good * n) / (good + bad));
          return share(hits + (more.comparison === 'at-least' ? further : n - further), hits + misses + n);
        };
        expect(tickets).not.toBeNull();
        const step = sentence.includes('present rate') ? alike : right;
        expect(isMet(asked, step(tickets ?? 0))).toBe(true);
        expect((tickets ?? 0) === 1 || !isMet(asked, step((tickets ?? 0) - 1))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  // Counts found by trying Wilson's formula ticket by ticket.
  it.each<[string, Partial<Requirement>, Sample, string]>([
    ['nothing known', {}, share(0, 0), '10 further resolutions on the right side in a row would meet it'],
    ['a good rate of too few tickets', {}, share(9, 9), 'about 1 more resolution at the present rate would meet it'],
    [
      'a good rate that cannot be told yet',
      {},
      share(45, 50),
      'about 39 more resolutions at the present rate would meet it',
    ],
    ['a rate below the target', {}, share(80, 100), '74 further resolutions on the right side in a row would meet it'],
    ['a narrow pass', {}, share(90, 100), '1 further resolution on the wrong side in a row would undo it'],
    ['a sure pass', {}, share(100, 100), '12 further resolutions on the wrong side in a row would undo it'],
    [
      'a risk that holds',
      { comparison: 'at-most', target: 0.5 },
      share(10, 100),
      '64 further resolutions on the wrong side in a row would undo it',
    ],
  ])('reads: %s', (_what, more, sample, sentence) => {
    expect(nearestChange(requirement(more), sample).sentence).toBe(sentence);
  });

  it('without a sample is the tickets needed before anything can be said', () => {
    expect(nearestChange(requirement({ minimumSample: 20 }), undefined)).toEqual({
      tickets: 20,
      sentence: '20 resolutions needed before anything can be said',
    });
  });

  it('counts what the figure counts, one or many', () => {
    const ofHandOvers = requirement({ metric: bounceRate, comparison: 'at-most', target: 0.2 });
    expect(nearestChange(ofHandOvers, undefined).sentence).toBe('10 hand-overs needed before anything can be said');
    expect(nearestChange(ofHandOvers, share(0, 9)).sentence).toBe(
      'about 1 more hand-over at the present rate would meet it',
    );
  });

  it('gives up where thousands of tickets would be needed', () => {
    expect(nearestChange(requirement({ target: 0.999 }), share(500, 1000))).toEqual({
      tickets: null,
      sentence: 'no number below 5000 of further resolutions would meet it: the rate itself has to change',
    });
  });
});

describe('the nearest change of a figure with the mix taken out', () => {
  const work = (name: string, failures: number) =>
    resolved(name, 200, (i) => ({ sla: slaResult(i % Math.round(200 / failures) !== 0) }));
  const rows = [...work('ann', 40), ...work('bob', 20), ...work('cy', 20)];
  const sampleOf = async (metric: typeof standardisedQuality, id: string) =>
    (await figures(metric, rows, 20)).find(({ subject }) => subject.id === id)?.sample as Sample;

  it.each([
    ['met', standardisedQuality, 'desk:ann', { comparison: 'at-least', target: 0.6 }],
    ['not met', standardisedQuality, 'desk:ann', { comparison: 'at-least', target: 0.9 }],
    ['met', standardisedQuality, 'desk:bob', { comparison: 'at-most', target: 0.95 }],
    ['not met', standardisedQuality, 'desk:bob', { comparison: 'at-most', target: 0.8 }],
    ['met', ownLevelChart, 'desk:ann', { comparison: 'at-most', target: 1, confidence: 0.5 }],
    ['not met', ownLevelChart, 'desk:ann', { comparison: 'at-least', target: 1, confidence: 0.5 }],
  ] as const)('turns the verdict at that count, not at one less: %s, $1.id $3', async (_now, metric, id, more) => {
    const asked = requirement({ metric, ...more });
    const sample = await sampleOf(metric, id);
    const { tickets, sentence } = nearestChange(asked, sample);
    expect(sentence).toContain('in a row');
    const goodIsUp = metric === standardisedQuality;
    const before = isMet(asked, sample);
    const good = (more.comparison === 'at-least') === goodIsUp ? !before : before;
    const row = (n: number) => (good ? sample.extended?.(n, 0) : sample.extended?.(0, n)) as Sample;
    expect(isMet(asked, row(tickets ?? 0))).toBe(!before);
    expect(isMet(asked, row((tickets ?? 0) - 1))).toBe(before);
  });
});

describe('the nearest change of a figure that is no share', () => {
  it.each<[string, Partial<Requirement>, Sample, string]>([
    ['the end that decides', {}, between(0.8, 0.9), 'the lower end 80 % of its interval would have to cross 85 %'],
    [
      'the same at most',
      { comparison: 'at-most' },
      between(0.8, 0.9),
      'the upper end 90 % of its interval would have to cross 85 %',
    ],
    [
      'the end that decides what is not clearly below',
      { weight: 'not-clearly-below' },
      between(0.8, 0.9),
      'the upper end 90 % of its interval would have to cross 85 %',
    ],
    ['the tickets needed first', {}, between(0.9, 0.95, 7), '3 more resolutions needed before anything can be said'],
  ])('names %s', (_what, more, sample, sentence) => {
    expect(nearestChange(requirement(more), sample)).toEqual({
      tickets: sentence.startsWith('3') ? 3 : null,
      sentence,
    });
  });

  it('reads the end by which the verdict was reached, not that of the interval shown', () => {
    const byLevel: Sample = {
      ...between(0, 1),
      estimate: (level) => ({ ...between(0.95 - level / 10, 0.95).estimate(level) }),
    };
    expect(nearestChange(requirement({ confidence: 0.75 }), byLevel).sentence).toContain('lower end 90 % ');
  });
});
