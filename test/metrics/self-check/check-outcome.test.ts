import { describe, expect, it } from 'vitest';
import { candidatesOf } from '../../../src/metrics/self-check/candidates.ts';
import { checkOutcome } from '../../../src/metrics/self-check/check-outcome.ts';
import type { CheckRow } from '../../../src/metrics/self-check/check-row.ts';
import { seasonOf } from '../../../src/metrics/self-check/season.ts';
import { seededRandom } from '../../../src/simulator/random.ts';
import { plantedDesk } from './planted-desk.ts';

const check = (planted: Parameters<typeof plantedDesk>[0]) => checkOutcome('sla', plantedDesk(planted));

describe('an outcome is checked on a desk’s own history', () => {
  it('and predicts where people differ for good', () => {
    const { verdict, gain, sentence } = check({ people: 1 });
    expect(verdict).toBe('predicts');
    expect(gain?.mean).toBeGreaterThan(4 * (gain?.standardError ?? Infinity));
    expect(sentence).toMatch(/who did the work predicts whether the target of a ticket is met beyond the mix of work/);
  });

  it.each([1, 2, 3, 4, 5])('and says nothing where people are alike and only their teams differ (seed %i)', (seed) => {
    const { verdict, sentence } = check({ seed, teams: 1 });
    expect(verdict).toBe('says-nothing');
    expect(sentence).toMatch(/does not predict .* \(gain -?\.\d{4}, standard error \.\d{4}.* gate nobody here/);
  });

  it('and says nothing where hand-overs before explain what looks like people', () => {
    const { verdict, chosen, runnerUp } = check({ handOvers: 1 });
    expect(verdict).toBe('says-nothing');
    expect(chosen).toMatch(/^work-before/);
    expect(runnerUp).not.toMatch(/^work-before/);
  });

  it('and is not taken in by people’s good and bad weeks, but tells how lumpy the work is', () => {
    const lumpy = check({ lumps: 2 });
    expect(lumpy.verdict).toBe('says-nothing');
    expect(lumpy.phi).toBeGreaterThan(1.8);
    expect(check({}).phi).toBeLessThan(1.2);
    expect(lumpy.sentence).toContain(`carry the information of ${Math.round(100 / lumpy.phi)}.`);
  });

  it('and says nothing before there are eight weeks and 500 scored rows', () => {
    const short = check({ people: 1, weeks: 7, agents: 100 });
    expect(short).toMatchObject({
      verdict: 'too-little-history',
      weeks: 7,
      scoredRows: 1800,
      gain: null,
      chosen: null,
    });
    expect(short.sentence).toMatch(/7 weeks .* where 8 weeks and 500 are needed/);
    expect(check({ people: 1, weeks: 8, agents: 20 }).verdict).toBe('too-little-history');
    expect(check({ people: 1, weeks: 8, agents: 21 }).verdict).not.toBe('too-little-history');
    expect(checkOutcome('quality', [])).toMatchObject({ verdict: 'too-little-history', rows: 0, weeks: 0, phi: 1 });
  });

  it('and stays within sense where nothing ever fails', () => {
    const rows = plantedDesk().map((row) => ({ ...row, good: 1 as const }));
    expect(checkOutcome('reopen', rows)).toMatchObject({ verdict: 'says-nothing', phi: 1 });
  });
});

describe('the check', () => {
  it('is the same to the last digit whatever the order of the rows', () => {
    const rows = plantedDesk({ people: 0.3, teams: 0.5 });
    expect(checkOutcome('sla', seededRandom(7).shuffled(rows))).toEqual(checkOutcome('sla', rows));
  });

  it('chooses and tunes the mix without people: dealing them anew moves no score but their own', () => {
    const rows = plantedDesk({ people: 1, teams: 1 });
    const dealt = seededRandom(3).shuffled(rows.map(({ agent }) => agent));
    const mixed = rows.map((row, i) => ({ ...row, agent: dealt[i] ?? '' }));
    const [real, anew] = [checkOutcome('sla', rows), checkOutcome('sla', mixed)];
    const scores = ({ candidates }: typeof real, agents: boolean) =>
      candidates.filter((candidate) => candidate.agents === agents).map(({ id, score }) => ({ id, score }));
    const [before, after] = [scores(real, false), scores(anew, false)];
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    for (const [i, { score }] of after.entries()) expect(score).toBeCloseTo(before[i]?.score ?? 0, 12);
    expect(anew.chosen).toBe(real.chosen);
    expect(scores(anew, true)).not.toEqual(scores(real, true));
    expect([real.verdict, anew.verdict]).toEqual(['predicts', 'says-nothing']);
  });

  it('never looks ahead: no expectation changes with what comes of its own week', () => {
    const rows = plantedDesk({ people: 1, weeks: 12 });
    const turned = rows.map((row) =>
      row.week === 11 ? { ...row, good: row.good === 1 ? (0 as const) : (1 as const) } : row,
    );
    const expectations = (of: CheckRow[]) => {
      const season = seasonOf(of);
      const sorted = (expected: Float64Array) => [expected.slice(0, 11 * 144), expected.slice(11 * 144).sort()];
      return candidatesOf(season).map((candidate) => ({
        id: candidate.id,
        alone: sorted(candidate.expected),
        people: sorted(candidate.addPeople()),
      }));
    };
    expect(expectations(turned)).toEqual(expectations(rows));
  });

  it('forgets what is older than 52 weeks', () => {
    const rows = plantedDesk({ weeks: 60, agents: 6, people: 1 });
    expect(checkOutcome('sla', rows)).toEqual(
      checkOutcome(
        'sla',
        rows.filter(({ week }) => week >= 8),
      ),
    );
  });

  it('uses all rows of some people where there are too many, always the same', () => {
    const rows = plantedDesk({ agents: 40 });
    const some = checkOutcome('sla', rows, { mostRows: 2_500 });
    expect(some.rows).toBe(20 * 120);
    expect(checkOutcome('sla', rows.toReversed(), { mostRows: 2_500 })).toEqual(some);
  });

  it('can be stored: nothing is lost as JSON', () => {
    const found = check({ people: 1 });
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  });
});
