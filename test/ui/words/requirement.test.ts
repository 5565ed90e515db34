import { describe, expect, it } from 'vitest';
import {
  askedText,
  atTargetText,
  confidenceText,
  expectationText,
  heldBackText,
  sentence,
  sideTexts,
  targetLabel,
} from '../../../src/ui/words/requirement.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const asked = {
  counted: 'resolutions',
  unit: 'share',
  weeks: 12,
  comparison: 'at-least',
  target: 0.9,
  stayTarget: null,
  confidence: 0.9,
  minimumSample: 30,
  evidenceRatio: null,
  weight: 'required',
} as const;
const estimate = { value: 0.93, lower: 0.9, upper: 0.96, level: 0.95, sampleSize: 140, effectiveSampleSize: 140 };

describe('what is asked', () => {
  it.each([
    [asked, 'Over the last 12 weeks: at least 90 %, shown with 90 % confidence by 30 resolutions or more.'],
    [
      { ...asked, counted: 'hand-overs', comparison: 'at-most', target: 0.08, weeks: 1, minimumSample: 0 },
      'Over the last week: at most 8 %, shown with 90 % confidence by 1 hand-over or more.',
    ],
    [
      { ...asked, confidence: 0.5 },
      'Over the last 12 weeks: at least 90 %, by the figure itself from 30 resolutions or more.',
    ],
    [
      { ...asked, weight: 'not-clearly-below', confidence: 0.8, target: 0.85 },
      'Over the last 12 weeks: not shown to be below 85 % with 80 % confidence. Judged from 30 resolutions on.',
    ],
    [
      { ...asked, weight: 'not-clearly-below', comparison: 'at-most', target: 1.5, unit: 'ratio', confidence: 0.975 },
      'Over the last 12 weeks: not shown to be above 1.5 with 97.5 % confidence. Judged from 30 resolutions on.',
    ],
  ] as const)('is one sentence: %o', (requirement, text) => {
    expect(plain(askedText(requirement))).toBe(text);
  });
});

it('is put in a few words at the line of a picture', () => {
  expect(plain(targetLabel(asked))).toBe('at least 90 %');
  expect(plain(targetLabel({ ...asked, comparison: 'at-most' }))).toBe('at most 90 %');
  const lenient = { ...asked, weight: 'not-clearly-below' } as const;
  expect(plain(targetLabel(lenient))).toBe('not clearly below 90 %');
  expect(plain(targetLabel({ ...lenient, comparison: 'at-most' }))).toBe('not clearly above 90 %');
});

describe('the interval drawn and the one the verdict goes by', () => {
  it.each([
    [0.9, 'its 80 % interval'],
    [0.975, 'by which the verdict is made too'],
    [0.5, 'the point itself'],
  ])('at an asked confidence of %d', (confidence, text) => {
    expect(plain(confidenceText({ confidence, estimate }))).toContain(text);
  });

  it('are not spoken of where there is none', () => {
    expect(confidenceText({ confidence: 0.9, estimate: null })).toBe('');
  });
});

describe('how sure it is', () => {
  const told = (evidenceRatio: number) =>
    plain(atTargetText({ unit: 'share', atTarget: { target: 0.9, probability: 0.97, prior: 0.8, evidenceRatio } }));

  it.each([
    [8.05, 'own work raised the odds 8.1 times.'],
    [1e9, 'own work raised the odds more than 100 times.'],
    [1, 'own work left the odds as they were.'],
    [0.25, 'own work lowered the odds 4 times.'],
    [1e-9, 'own work lowered the odds more than 100 times.'],
  ])('is told with what own work did to the odds: %d', (ratio, text) => {
    expect(told(ratio)).toBe(`90 % or more is 97 % likely (80 % before any of the own work was looked at): ${text}`);
  });

  it('is not told where only the interval is known', () => {
    expect(atTargetText({ unit: 'share', atTarget: null })).toBe('');
  });

  it('is asked with what a raised flag stays up by', () => {
    expect(plain(askedText({ ...asked, stayTarget: 0.85 }))).toMatch(
      /or more\. Once raised, the flag stays up by at least 85 %\.$/,
    );
    const most = {
      ...asked,
      comparison: 'at-most',
      target: 0.1,
      stayTarget: 0.2,
      weight: 'not-clearly-below',
    } as const;
    expect(plain(askedText(most))).toMatch(/Once raised, the flag stays up by at most 20 %\.$/);
  });

  it('is asked with the odds where the rule asks for them', () => {
    expect(plain(askedText({ ...asked, evidenceRatio: 3 }))).toContain(', own work raising the odds 3 times or more.');
  });
});

it('says plainly what gates nobody, and by which expectation a figure was made', () => {
  expect(heldBackText('Too little history.')).toBe('Gates nobody here: Too little history.');
  expect(heldBackText(null)).toBe('');
  expect(expectationText('abc123')).toBe('Made with expectation abc123.');
  expect(expectationText(null)).toBe('');
});

it('makes sentences of the half sentences of the API', () => {
  expect(sentence('who resolved it')).toBe('Who resolved it.');
  expect(sentence(' Done. ')).toBe('Done.');
  expect(sentence('')).toBe('');
});

it('says what the two sides of a sample are', () => {
  expect(sideTexts('ratio').misses).toBe('Failure');
  expect(sideTexts('share').hits).not.toBe(sideTexts('share').misses);
});
