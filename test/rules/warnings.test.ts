import { describe, expect, it } from 'vitest';
import { loadRules } from '../../src/rules/load-rules.ts';
import { outOfReach } from '../../src/rules/out-of-reach.ts';
import { describe as placed } from '../../src/settings/read-yaml.ts';
import { smallDesk, withChange } from './small-desk.ts';

const lead = (words: string, instead: string) => withChange('roles/lead.yaml', words, instead);
const warned = (files: typeof smallDesk) => loadRules(files).warnings.map(placed);
const wishless = lead('ask_people: [Do they want it?]\n', '');

describe('rules that work, and are likely not meant so', () => {
  it('are none in the small desk', () => expect(warned(smallDesk)).toEqual([]));

  it('are those that nobody asks the person of', () => {
    expect(warned(wishless)).toEqual([
      'roles/lead.yaml:2:8 nobody asks whether they want it. Write interest: asked, or put the question under ask_people.',
    ]);
  });

  it.each([
    ['that the rule asks after itself', 'interest: asked'],
    ['of a team', 'subject: team'],
  ])('are not those %s', (_what, line) => {
    const text = (wishless['roles/lead.yaml'] ?? '').replace('why: because', `why: because\n${line}`);
    expect(warned({ ...wishless, 'roles/lead.yaml': text })).toEqual([]);
  });

  it('are flags that rise and stay by one confidence', () => {
    expect(warned(lead('leave_after: 3', 'leave_after: 3\nstay_confidence: 0.8'))).toEqual([
      'roles/lead.yaml:6:18 a flag that rises and stays by one confidence goes up and down by chance. Write less than 0.8.',
    ]);
    expect(warned(lead('leave_after: 3', 'leave_after: 3\nstay_confidence: 0.79'))).toEqual([]);
    expect(warned(lead('confidence: 0.8', 'confidence: 0.5'))).toEqual([]);
  });
});

describe('a target that nobody could have met', () => {
  type Figures = Parameters<typeof outOfReach>[1];
  const people = (uppers: readonly number[], more: Partial<Figures[number]> = {}): Figures =>
    uppers.map((upper, i) => ({
      metric: 'standardised-quality',
      weeks: 13,
      subject: { kind: 'agent', id: `a${i}` },
      estimate: { lower: upper - 0.2, upper, effectiveSampleSize: 40 },
      ...more,
    }));
  const BELOW = [0.7, 0.75, 0.8, 0.82, 0.8349];
  const told = (figures: Figures, files = smallDesk) => outOfReach(loadRules(files), figures).map(placed);

  it('is told with how near anybody came, at its place', () => {
    expect(told(people(BELOW))).toEqual([
      'roles/lead.yaml:8:47 nobody could have met standardised-quality at least 0.85 in the last year: of 5 with enough to go by, the best may be 0.835 at most. Write a target within reach.',
    ]);
  });

  it('is told from the other side where the target is one not to be passed', () => {
    const atMost = lead('at_least: 0.85', 'at_most: 0.4');
    expect(told(people(BELOW), atMost)[0]).toContain(
      'at most 0.4 in the last year: of 5 with enough to go by, the best may be 0.5 at least',
    );
    expect(told(people([...BELOW, 0.6]), atMost)).toEqual([]);
  });

  it('is placed right behind a record that is asked for', () => {
    const text = smallDesk['roles/lead.yaml'] ?? '';
    const record = '  - { record: improvement, at_least: 1, weeks: 26, reason: initiative }\n';
    const files = { ...smallDesk, 'roles/lead.yaml': text.replace('requirements:\n', `requirements:\n${record}`) };
    expect(told(people(BELOW), files)[0]).toMatch(/^roles\/lead\.yaml:9:47 /);
  });

  it.each<[string, Figures]>([
    ['one person may be there', people([...BELOW, 0.85])],
    [
      'fewer than five are known, however often',
      people([...BELOW.slice(1), ...BELOW.slice(1)].map((x, i) => x - i / 1e3)).map((one, i) => ({
        ...one,
        subject: { kind: 'agent', id: `a${i % 4}` },
      })),
    ],
    [
      'they had too little to go by',
      people(BELOW).map((one) => ({ ...one, estimate: { ...one.estimate, effectiveSampleSize: 9 } })),
    ],
    ['the figure is of another window', people(BELOW, { weeks: 26 })],
    ['the figure is of teams', people(BELOW).map((one, i) => ({ ...one, subject: { kind: 'team', id: `${i}` } }))],
    ['it is another figure', people(BELOW, { metric: 'breadth' })],
  ])('is not told where %s', (_what, figures) => expect(told(figures)).toEqual([]));

  it('is not told of a risk: nobody is to meet it', () => {
    const { 'roles/lead.yaml': rule = '', 'roles/lead.cases.yaml': cases = '', ...rest } = smallDesk;
    const files = { ...rest, 'risks/lead.yaml': rule, 'risks/lead.cases.yaml': cases };
    expect(told(people(BELOW), files)).toEqual([]);
  });
});
