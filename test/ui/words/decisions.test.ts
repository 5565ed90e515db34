import { describe, expect, it } from 'vitest';
import {
  flagActSchema,
  flagDecisionSchema,
  flagStateSchema,
  personDecisionSchema,
} from '../../../src/api/decisions-schema.ts';
import { ACT_WORDS, isOverdue, STATE_WORDS, standsText, toSend } from '../../../src/ui/words/decisions.ts';
import { PERSON_ACTS, type PersonActName, personToSend } from '../../../src/ui/words/person-acts.ts';

const signed = { by: 'Zoë', reason: 'We talked.' };
const flagSigned = { ...signed, after: null };
const nothing = { until: '', stage: '', answer: '' } as const;
const all = { until: '2027-01-01', stage: 'mentor/lead', answer: 'yes' } as const;

describe('a decision on the page of a flag', () => {
  it('has words for every act and state', () => {
    expect(Object.keys(ACT_WORDS).sort()).toEqual([...flagActSchema.options].sort());
    expect(Object.keys(STATE_WORDS).sort()).toEqual([...flagStateSchema.options].sort());
  });

  it.each(flagActSchema.options)('%s is sent as the API takes it, once all is there', (act) => {
    expect(flagDecisionSchema.parse(toSend(act, all, flagSigned))).toMatchObject({ ...flagSigned, act });
  });

  it.each([
    ['start-support', 'Give the day on which it ends.'],
    ['step-back', 'Choose the stage.'],
    ['answer', 'Choose one of the two.'],
  ] as const)('%s is not sent while something is missing', (act, words) => {
    expect(toSend(act, nothing, flagSigned)).toBe(words);
  });

  it('tells a no from a yes', () => {
    expect(toSend('answer', { ...nothing, answer: 'no' }, flagSigned)).toMatchObject({ upheld: false });
    expect(toSend('end-support', { ...nothing, answer: 'yes' }, flagSigned)).toMatchObject({ kept: true });
  });
});

describe('where a flag stands', () => {
  const life = { since: '2026-05-04T12:00:00Z', until: null, by: null, reason: null, log: [], acts: [], stages: [] };

  it('is told with its beginning, and its end and who brought it there where there are', () => {
    expect(standsText({ ...life, state: 'open' })).toBe('Open since 4 May 2026');
    const supported = { ...life, state: 'in-support', until: '2026-06-01T12:00:00Z', by: 'Zoë' } as const;
    expect(standsText(supported)).toBe('In support since 4 May 2026, until 1 Jun 2026, by Zoë');
  });

  it('is overdue once its planned end has passed', () => {
    const until = '2026-06-01T00:00:00Z';
    expect([-1, 0, 1].map((ms) => isOverdue({ until }, Date.parse(until) + ms))).toEqual([false, false, true]);
    expect(isOverdue({ until: null }, Date.parse(until))).toBe(false);
  });
});

describe('what is written down of a person', () => {
  const filled = { one: 'mentor/lead', wants: 'no', from: '2026-06-01', until: '2026-06-15' };

  it.each(Object.keys(PERSON_ACTS) as PersonActName[])(
    '%s is sent as the API takes it, or what is missing is said',
    (act) => {
      expect(personDecisionSchema.parse(personToSend(act, filled, signed))).toMatchObject({ ...signed, act });
      expect(personToSend(act, { one: '', wants: 'yes', from: '', until: '' }, signed)).toMatch(
        /^(Choose: |Give both days)/,
      );
    },
  );

  it('keeps a no apart from a yes', () => {
    expect(personToSend('interest', filled, signed)).toMatchObject({ rule: 'mentor/lead', wants: false });
  });
});
