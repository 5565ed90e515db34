import { describe, expect, it } from 'vitest';
import { judge } from '../../src/progression/judge.ts';
import type { RecordKind } from '../../src/progression/record-kinds.ts';
import { NO_RECORDS } from '../../src/progression/records.ts';
import type { RecordRequirement } from '../../src/progression/rule.ts';
import { rule, share } from './requirement.ts';
import { upSince, WEEK, weekly } from './weekly.ts';

const SURE = share(99, 100);
const BELOW = share(60, 100);
const asked: RecordRequirement = { record: 'improvement', atLeast: 1, weeks: 26, reason: 'initiative' };
const has = (n: number) => ({ sample: SURE, records: { countOf: () => n } });

describe('a record that is asked for', () => {
  it('is not enough data while nobody has entered it, never a failure', () => {
    const [judged] = weekly([rule({ records: [asked] })], [has(0)]);
    expect(judged?.verdict).toBe('not-enough-data');
    expect(judged?.records).toEqual([
      {
        record: 'improvement',
        atLeast: 1,
        weeks: 26,
        why: 'initiative',
        count: 0,
        verdict: 'not-enough-data',
        reason: 'no record of an improvement raised by themselves in the last 26 weeks; 1 asked',
      },
    ]);
  });

  it.each([
    [1, 1, 26, 'met', '1 record of an improvement raised by themselves in the last 26 weeks'],
    [1, 2, 1, 'not-enough-data', '1 record of an improvement raised by themselves in the last week; 2 asked'],
    [3, 2, 1, 'met', '3 records of an improvement raised by themselves in the last week'],
  ] as const)('of which there are %i, %i asked within %i weeks', (count, atLeast, weeks, verdict, reason) => {
    const [judged] = weekly([rule({ records: [{ ...asked, atLeast, weeks }] })], [has(count)]);
    expect(judged).toMatchObject({ verdict, records: [{ count, verdict, reason }] });
  });

  it('is counted of that person and kind, from the start of its window on', () => {
    const countOf = (agent: string, kind: RecordKind, since: number) =>
      agent === 'ann' && kind === 'improvement' && since === (1 - 26) * WEEK ? 1 : 0;
    const judgements = weekly([rule({ records: [asked] })], [has(0), { sample: SURE, records: { countOf } }]);
    expect(judgements.map(({ verdict }) => verdict)).toEqual(['not-enough-data', 'met']);
  });

  it('does not make up for a figure that misses', () => {
    const [judged] = weekly([rule({ records: [asked] })], [{ ...has(1), sample: BELOW }]);
    expect(judged?.verdict).toBe('not-met');
  });

  it('keeps the flag from rising until it has been there as long, and is not asked again to keep it up', () => {
    const weeks = [has(0), has(0), has(1), has(1), has(0), has(0), has(0), has(0)];
    expect(upSince(weekly([rule({ records: [asked] })], weeks))).toEqual([null, null, null, 3, 3, 3, 3, 3]);
  });

  it('counts as none where nobody passes records at all', () => {
    const measurement = { weeks: 13, heldBack: null, subject: { kind: 'agent', id: 'ann' }, sample: SURE } as const;
    const asks = rule({ records: [asked] });
    const metric = asks.requirements[0]?.metric ?? expect.unreachable();
    const [judged] = judge([asks], [{ ...measurement, metric }], { asOf: 0, previous: new Map() });
    expect(judged?.verdict).toBe('not-enough-data');
  });
});

describe('interest', () => {
  const asks = rule({ asksInterest: true });
  const says = (wants: boolean | null) => ({ sample: SURE, records: { wants: () => wants } });

  it('that was refused keeps the flag down and leaves the verdict; said otherwise, the flag rises at once', () => {
    const judgements = weekly([asks], [says(false), says(false), says(false), says(true)]);
    expect(upSince(judgements)).toEqual([null, null, null, 3]);
    expect(judgements.map(({ verdict }) => verdict)).toEqual(['met', 'met', 'met', 'met']);
    expect(judgements.map(({ notRaised }) => notRaised)).toEqual([
      undefined,
      'they said they do not want it',
      'they said they do not want it',
      undefined,
    ]);
  });

  it('that was refused later takes the flag down at once, with that as its reason', () => {
    const judgements = weekly([asks], [says(true), says(true), says(false)]);
    expect(upSince(judgements)).toEqual([null, 1, null]);
    expect(judgements[2]?.withdrawn).toEqual({ raisedAt: WEEK, reason: 'they said they do not want it' });
  });

  it('that nobody has spoken of stands in nobody’s way', () => {
    expect(upSince(weekly([asks], [says(null), says(null)]))).toEqual([null, 1]);
  });

  it('is looked at only where the rule asks for it', () => {
    expect(upSince(weekly([rule()], [says(false), says(false), says(false)]))).toEqual([null, 1, 1]);
  });
});

describe('a challenge', () => {
  const frozen = (sample = BELOW) => ({ sample, records: { isFrozen: () => true } });
  const free = (sample = BELOW) => ({ sample });

  it('keeps the flag that is up until it is answered, and what came meanwhile is not held against it', () => {
    const weeks = [free(SURE), free(SURE), free(), frozen(), frozen(), frozen(), free(), free()];
    const judgements = weekly([rule()], weeks);
    expect(upSince(judgements)).toEqual([null, 1, 1, 1, 1, 1, null, null]);
    expect(judgements.map(({ outFor }) => outFor)).toEqual([0, 0, 1, 1, 1, 1, 2, 0]);
  });

  it('lets the evidence go on: weeks in which the flag has ground again count', () => {
    const weeks = [free(SURE), free(SURE), free(), frozen(SURE), free(), free()];
    expect(weekly([rule()], weeks).map(({ outFor }) => outFor)).toEqual([0, 0, 1, 0, 1, 2]);
  });

  it('holds against refused interest too', () => {
    const refused = { sample: SURE, records: { isFrozen: () => true, wants: () => false } };
    expect(upSince(weekly([rule({ asksInterest: true })], [free(SURE), free(SURE), refused]))).toEqual([null, 1, 1]);
  });

  it('raises no flag by itself', () => {
    expect(upSince(weekly([rule({ holdFor: 1 })], [frozen(), frozen(SURE)]))).toEqual([null, 1]);
  });

  it('is not there where nobody says so', () =>
    expect(NO_RECORDS.isFrozen('any', { kind: 'agent', id: 'x' })).toBe(false));
});

describe('versions of a rule', () => {
  const strict = rule({ version: 'strict', from: 2 * WEEK, holdFor: 2, requirements: rule().requirements });
  const early = rule({ version: 'early', until: 2 * WEEK });

  it('judge from their first day on, and the flag goes on from one to the next', () => {
    const judgements = weekly([early, strict], Array(4).fill({ sample: SURE }));
    expect(judgements.map(({ ruleVersion }) => ruleVersion)).toEqual(['early', 'early', 'strict', 'strict']);
    expect(upSince(judgements)).toEqual([null, 1, 1, 1]);
    expect(judgements.map(({ heldFor }) => heldFor)).toEqual([1, 2, 3, 4]);
  });

  it('judge nobody before the first of them', () => {
    const options = { asOf: WEEK, previous: new Map() };
    const [{ metric }] = strict.requirements as [(typeof strict.requirements)[number]];
    const measurement = {
      metric,
      weeks: 13,
      heldBack: null,
      subject: { kind: 'agent', id: 'ann' },
      sample: SURE,
    } as const;
    expect(judge([strict], [measurement], options)).toEqual([]);
    expect(judge([strict], [measurement], { ...options, asOf: 2 * WEEK })).toHaveLength(1);
  });
});
