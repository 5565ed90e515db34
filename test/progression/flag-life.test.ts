import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actsThatFollow, FLAG_ACTS, type FlagActName, whyNot } from '../../src/progression/acts-that-follow.ts';
import type { Act, Decision } from '../../src/progression/decision.ts';
import { linesInForce } from '../../src/progression/decision-log.ts';
import { type Flag, flagLife } from '../../src/progression/flag-life.ts';
import { awayOf, NO_RECORDS, recordsSo } from '../../src/progression/records.ts';
import { stagesHeld } from '../../src/progression/stages.ts';
import { whyNotTakenBack } from '../../src/progression/taking-back.ts';
import { flag, logOf, RAISED } from './log.ts';

const NOW = 1_000;
const ready = flag({ kind: 'readiness', ruleId: 'mentor' });
const gone = { how: 'withdrawn', at: 500, reason: 'it no longer held' } as const;
const [acknowledge, nominate, decline, challenge, close, recommend] = (
  ['acknowledge', 'nominate', 'decline', 'challenge', 'close', 'recommend-step-back'] as const
).map((act): Act => ({ act })) as [Act, Act, Act, Act, Act, Act];
const support: Act = { act: 'start-support', until: 300 };
const kept: Act = { act: 'end-support', kept: true };
const notKept: Act = { act: 'end-support', kept: false };
const probation: Act = { act: 'start-probation', until: 400 };
const right: Act = { act: 'answer', upheld: true };
const wrong: Act = { act: 'answer', upheld: false };
const appoint: Act = { act: 'appoint', path: 'mentor', stage: 'mentor' };
const stepBack: Act = { act: 'step-back', path: 'generalist', stage: 'starter' };

const standing = (acts: readonly Act[], about: Flag = flag(), log = logOf(acts, about)) => ({
  flag: about,
  life: flagLife(log, about, NOW),
  records: NO_RECORDS,
});

describe('where a flag stands', () => {
  it.each<[what: string, acts: Act[], about: Flag, state: string, follows: FlagActName[]]>([
    [
      'raised, about a risk',
      [],
      flag(),
      'open',
      ['acknowledge', 'start-support', 'start-probation', 'decline', 'challenge', 'close'],
    ],
    ['raised, about readiness', [], ready, 'open', ['acknowledge', 'nominate', 'decline', 'challenge', 'close']],
    [
      'looked at',
      [acknowledge],
      flag(),
      'acknowledged',
      ['start-support', 'start-probation', 'decline', 'challenge', 'close'],
    ],
    ['nominated', [acknowledge, nominate], ready, 'nominated', ['appoint', 'decline', 'challenge', 'close']],
    ['decided', [nominate, appoint], ready, 'decided', ['appoint', 'challenge', 'close']],
    ['declined: it may be thought over', [decline], ready, 'declined', ['nominate', 'challenge', 'close']],
    ['supported', [support], flag(), 'in-support', ['end-support', 'challenge']],
    [
      'support that helped',
      [support, kept],
      flag(),
      'acknowledged',
      ['start-support', 'start-probation', 'decline', 'challenge', 'close'],
    ],
    [
      'support that did not',
      [support, notKept],
      flag(),
      'acknowledged',
      ['start-support', 'start-probation', 'recommend-step-back', 'decline', 'challenge', 'close'],
    ],
    [
      'recommended',
      [support, notKept, recommend],
      flag(),
      'step-back-recommended',
      ['start-support', 'start-probation', 'step-back', 'decline', 'challenge', 'close'],
    ],
    [
      'stepped back: there is a way back',
      [support, notKept, recommend, stepBack],
      flag(),
      'decided',
      ['appoint', 'start-probation', 'challenge', 'close'],
    ],
    ['on probation', [probation], flag(), 'on-probation', ['appoint', 'start-support', 'challenge', 'close']],
    ['challenged: only an answer follows', [support, challenge], flag(), 'challenged', ['answer']],
    ['challenged in vain: as before', [support, challenge, wrong], flag(), 'in-support', ['end-support', 'challenge']],
    ['challenged rightly, a risk', [support, challenge, right], flag(), 'closed', ['challenge']],
    [
      'challenged rightly, readiness',
      [decline, challenge, right],
      ready,
      'acknowledged',
      ['nominate', 'decline', 'challenge', 'close'],
    ],
    ['closed', [acknowledge, close], flag(), 'closed', ['challenge']],
    ['withdrawn', [acknowledge], flag({ gone }), 'withdrawn', ['close']],
    ['withdrawn and closed', [close], flag({ gone }), 'closed', ['challenge']],
    ['expired', [], flag({ gone: { ...gone, how: 'expired' } }), 'expired', ['close']],
    [
      'withdrawn while supported: what was promised goes on',
      [support],
      flag({ gone }),
      'in-support',
      ['end-support', 'challenge'],
    ],
    [
      'withdrawn when a step back was recommended',
      [support, notKept, recommend],
      flag({ gone }),
      'step-back-recommended',
      ['start-support', 'start-probation', 'decline', 'challenge', 'close'],
    ],
    ['of a team', [], flag({ subject: { kind: 'team', id: 'mail' } }), 'open', ['acknowledge', 'decline', 'close']],
  ])('%s', (_what, acts, about, state, follows) => {
    const found = standing(acts, about);
    expect(found.life.state).toBe(state);
    expect(actsThatFollow(found)).toEqual(follows);
  });

  it('tells since when, until when, by whom and why; a challenge in vain leaves these as they were', () => {
    const log = logOf([acknowledge, support, challenge, wrong]);
    const before = { state: 'in-support', since: 102, until: 300, by: 'boss 1', reason: 'because 1', support: null };
    expect(flagLife(log, flag(), 102)).toEqual(before);
    expect(flagLife(log, flag(), 103)).toMatchObject({ state: 'challenged', since: 103, by: 'boss 2' });
    expect(flagLife(log, flag(), NOW)).toEqual(before);
    expect(flagLife([], flag({ gone }), NOW)).toMatchObject({
      state: 'withdrawn',
      since: 500,
      by: null,
      reason: gone.reason,
    });
    expect(flagLife([], flag({ gone }), 499)).toMatchObject({ state: 'open', since: RAISED });
  });

  it('counts only lines about this very flag', () => {
    const other = flag({ id: 'f2' });
    expect(flagLife([...logOf([nominate], other), ...logOf([acknowledge])], flag(), NOW).state).toBe('acknowledged');
    expect(flagLife(logOf([appoint], null), flag(), NOW).state).toBe('open');
  });
});

describe('what may not follow', () => {
  it.each<[act: FlagActName, acts: Act[], about: Flag, remedy: RegExp]>([
    ['close', [challenge], flag(), /boss 0 has challenged.*Answer the challenge first/],
    ['nominate', [], flag(), /Only flags of readiness/],
    ['start-support', [], ready, /Only flags of risk/],
    ['recommend-step-back', [acknowledge], flag(), /only after a support period.*Start support first/],
    ['recommend-step-back', [support, kept], flag(), /only after a support period/],
    [
      'step-back',
      [support, notKept, recommend],
      flag({ gone }),
      /evidence of this flag has gone: it no longer held\. Close it/,
    ],
    [
      'step-back',
      [support, notKept],
      flag(),
      /is acknowledged since 1970-01-01 \(boss 1\), and step back cannot follow from there\. What may: start support, /,
    ],
    ['answer', [], flag(), /answer cannot follow from there\. What may: acknowledge, /],
    [
      'challenge',
      [],
      flag({ subject: { kind: 'team', id: 'mail' } }),
      /about no single person.*acknowledge, decline, close/,
    ],
  ])('%s after %j', (act, acts, about, remedy) => {
    expect(whyNot(act, standing(acts, about))).toMatch(remedy);
  });

  it('a nomination against their wish, nor an appointment; it may when they wish it after all', () => {
    const said = (wants: boolean): Act => ({ act: 'interest', rule: 'mentor', wants });
    const at = (wishes: Act[], acts: Act[]) => ({
      ...standing(acts, ready),
      records: recordsSo(logOf(wishes, null), NOW),
    });
    expect(whyNot('nominate', at([said(false)], []))).toMatch(/do not want this\. Talk with them/);
    expect(whyNot('appoint', at([said(false)], [nominate]))).toMatch(/do not want this/);
    expect(whyNot('nominate', at([said(false), said(true)], []))).toBeNull();
    expect(whyNot('nominate', at([], []))).toBeNull();
  });
});

describe('a line taken back', () => {
  const back = (decision: string): Act => ({ act: 'reverse', decision });

  it('is as if it had not been written, and a reversal taken back as if that had not', () => {
    const log = logOf([acknowledge, support, back('start-support-1')]);
    expect(flagLife(log, flag(), NOW)).toEqual(flagLife(log.slice(0, 1), flag(), NOW));
    const anew = logOf([acknowledge, support, back('start-support-1'), back('reverse-2')]);
    expect(flagLife(anew, flag(), NOW)).toEqual(flagLife(log.slice(0, 2), flag(), NOW));
  });

  it.each<[id: string, acts: Act[], remedy: RegExp | null]>([
    ['nothing', [acknowledge], /There is no decision nothing/],
    ['acknowledge-0', [acknowledge, support], /Take back start-support-1 \(start-support, boss 1\) first/],
    ['start-support-1', [acknowledge, support], null],
    ['challenge-0', [challenge], /answer it/],
    ['interest-0', [{ act: 'interest', rule: 'mentor', wants: true }], /say it anew/],
    ['acknowledge-0', [acknowledge, back('acknowledge-0')], /boss 1 has taken that back already.*take back reverse-1/],
    ['reverse-1', [acknowledge, back('acknowledge-0')], null],
  ])('%s of %j', (id, acts, remedy) => {
    const found = whyNotTakenBack(logOf(acts), id);
    if (remedy === null) expect(found).toBeNull();
    else expect(found).toMatch(remedy);
  });

  it('may be one about a person, whatever came later', () => {
    expect(whyNotTakenBack(logOf([appoint, stepBack], null), 'appoint-0')).toBeNull();
  });
});

describe('stages and records', () => {
  it('stages follow from appointments and steps back alone', () => {
    const log = [
      ...logOf([support, notKept, recommend, nominate]),
      ...logOf([appoint, { ...appoint, stage: 'chief' }, stepBack], null, 200),
    ];
    const stage = { path: 'mentor', stage: 'chief', since: 201, by: 'boss 1', decision: 'appoint-1' };
    expect(stagesHeld(log.slice(0, 4), NOW).size).toBe(0);
    expect([...(stagesHeld(log, 201).get('ann')?.values() ?? [])]).toEqual([stage]);
    expect(stagesHeld(log, NOW).get('ann')?.get('generalist')?.stage).toBe('starter');
  });

  it('a challenge freezes what a rule says of somebody until its answer', () => {
    const log = logOf([challenge, wrong]);
    const frozen = (asOf: number) => recordsSo(log, asOf).isFrozen('slipping', { kind: 'agent', id: 'ann' });
    expect([100, 101, 102].map(frozen)).toEqual([false, true, false]);
    expect(recordsSo(log, 101).isFrozen('slipping', { kind: 'agent', id: 'bob' })).toBe(false);
  });

  it('leave and onboarding are told by person, in order, unless taken back', () => {
    const acts: Act[] = [
      { act: 'leave', from: 50, until: 60 },
      { act: 'onboarding', from: 10, until: 20 },
      { act: 'leave', from: 70, until: 80 },
      { act: 'reverse', decision: 'leave-2' },
    ];
    const spells = (asOf: number) => awayOf(logOf(acts, null), asOf).get('ann');
    expect(spells(NOW)).toEqual([
      { start: 10, end: 20 },
      { start: 50, end: 60 },
    ]);
    expect(spells(101)).toEqual([{ start: 50, end: 60 }]);
  });

  it('records count by kind and person from an instant on', () => {
    const log = logOf(
      [
        { act: 'record', kind: 'improvement' },
        { act: 'record', kind: 'improvement' },
        { act: 'record', kind: 'pairing' },
      ],
      null,
    );
    const records = recordsSo(log, NOW);
    expect(records.countOf('ann', 'improvement', 0)).toBe(2);
    expect(records.countOf('ann', 'improvement', 102)).toBe(1);
    expect(records.countOf('bob', 'improvement', 0)).toBe(0);
  });
});

const act: fc.Arbitrary<Act> = fc.constantFrom<Act>(
  ...[acknowledge, nominate, decline, challenge, close, recommend, support, kept, notKept, probation],
  ...[right, wrong, appoint, stepBack],
  { act: 'interest', rule: 'slipping', wants: false },
  { act: 'record', kind: 'improvement' },
);
const lines: fc.Arbitrary<Decision[]> = fc
  .array(fc.tuple(act, fc.integer({ min: 0, max: 20 }), fc.option(fc.nat(20))), { maxLength: 20 })
  .map((told) =>
    told.map(([one, at, undone], i) => {
      const acts: Act = undone === null || undone >= i ? one : { act: 'reverse', decision: `l${undone}` };
      const line = logOf([acts])[0];
      if (line === undefined) throw new Error('logOf makes one line of one act');
      return { ...line, id: `l${i}`, at: RAISED + at };
    }),
  )
  .map((all) => all.sort((a, b) => a.at - b.at));

/** All that is folded from a log. */
const told = (log: readonly Decision[], asOf: number) => {
  const records = recordsSo(log, asOf);
  return {
    life: flagLife(log, flag(), asOf),
    stages: [...stagesHeld(log, asOf)].map(([who, stages]) => [who, ...stages.values()]),
    frozen: records.isFrozen('slipping', flag().subject),
    count: records.countOf('ann', 'improvement', 0),
    wants: records.wants('ann', 'slipping'),
  };
};

describe('whatever was written', () => {
  it('nothing that comes after an instant matters to it', () => {
    fc.assert(
      fc.property(lines, fc.integer({ min: 0, max: 20 }), (log, after) => {
        const asOf = RAISED + after;
        expect(told(log, asOf)).toEqual(
          told(
            log.filter(({ at }) => at <= asOf),
            asOf,
          ),
        );
      }),
    );
  });

  it('a reversal undoes exactly one line', () => {
    fc.assert(
      fc.property(lines, fc.nat(19), (log, i) => {
        const before = linesInForce(log, NOW);
        const target = before[i % Math.max(1, before.length)];
        if (target === undefined) return;
        const [reversal] = logOf([{ act: 'reverse', decision: target.id }], flag(), 500);
        const after = linesInForce([...log, ...(reversal === undefined ? [] : [reversal])], NOW);
        expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id).filter((id) => id !== target.id));
      }),
    );
  });

  it('lines of one instant count in the order they were written', () => {
    fc.assert(
      fc.property(lines, (log) => {
        const atOnce = log.map((line) => ({ ...line, at: RAISED }));
        const apart = log.map((line, i) => ({ ...line, at: RAISED + i }));
        expect(linesInForce(atOnce, NOW).map(({ id }) => id)).toEqual(linesInForce(apart, NOW).map(({ id }) => id));
      }),
    );
  });

  it('while challenged, only an answer may follow; and every other state lets something follow', () => {
    fc.assert(
      fc.property(lines, (log) => {
        const found = { flag: flag(), life: flagLife(log, flag(), NOW), records: recordsSo(log, NOW) };
        const may = actsThatFollow(found);
        if (found.life.state === 'challenged') expect(may).toEqual(['answer']);
        expect(may.length).toBeGreaterThan(0);
        for (const one of FLAG_ACTS) expect(whyNot(one, found) === null).toBe(may.includes(one));
      }),
    );
  });
});
