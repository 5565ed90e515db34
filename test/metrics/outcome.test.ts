import { describe, expect, it } from 'vitest';
import type { Contribution, ResolutionPart } from '../../src/domain/contribution.ts';
import { reasonsAgainst, scoredResolutions, shownAfter, youngResolutions } from '../../src/metrics/outcome.ts';
import { viewOf } from '../../src/metrics/view.ts';
import { DAY, daysAgo, HOUR, handoff, OPTIONS, resolution, row, slaResult } from './rows.ts';

const VIEW = viewOf(26, OPTIONS);
const AT = daysAgo(40);

/** A ticket of eight hours, good unless something is said of it. */
const ticket = (part: Partial<ResolutionPart> = {}, more: Partial<Contribution> = {}) =>
  row('ann', { resolutions: [resolution(AT, part)], ...more });
const reviewed = (days: number, score: number, critical = false): Partial<Contribution> => ({
  reviews: [{ at: AT + days * DAY, score, critical }],
});
const handedOn = (days: number, outcome: 'bounce-back' | 'onward'): Partial<Contribution> => ({
  handoffs: [handoff(AT + days * DAY, { outcome })],
});
/** Met with an hour used, and a clock that stood still for so many hours that nobody can explain. */
const paused = (hours: number) => ({ ...slaResult(true), unexplainedPauseMs: hours * HOUR });

describe('a resolution is good', () => {
  it.each<[string, Contribution]>([
    ['its target was met', ticket()],
    ['it had no target', ticket({ sla: null })],
    [
      'the source says that the target was met, whatever our policy says',
      ticket({ sla: slaResult(false), sourceSlaMet: true }),
    ],
    ['it was reopened too late to count', ticket({ reopenedAt: AT + 14 * DAY + 1 })],
    ['the requester was back after more than a week', ticket({ repeatedAt: AT + 7 * DAY + 1 })],
    ['it was handed on rightly', ticket({}, handedOn(-1, 'onward'))],
    ['it came back from elsewhere only afterwards', ticket({}, handedOn(1, 'bounce-back'))],
    ['its review was passed', ticket({}, reviewed(1, 0.7))],
    ['the review that failed was of an earlier resolution', ticket({}, reviewed(-1, 0))],
    ['the review that failed was of a later one', ticket({ reopenedAt: AT + 20 * DAY }, reviewed(21, 0))],
    ['its target was met with the pause counted in', ticket({ sla: paused(7) })],
  ])('when %s', (_when, contribution) => {
    expect(scoredResolutions(contribution, VIEW)).toMatchObject([{ good: true }]);
    expect(told(contribution)).toEqual([]);
  });
});

describe('a resolution has failed', () => {
  it.each<[string, Contribution, string]>([
    ['its target was missed', ticket({ sla: slaResult(false) }), 'target missed'],
    ['the source says so, whatever our policy says', ticket({ sourceSlaMet: false }), 'target missed'],
    ['its target was met only by a pause nobody can explain', ticket({ sla: paused(7.1) }), 'target missed'],
    ['it was reopened in time', ticket({ reopenedAt: AT + 14 * DAY }), 'reopened'],
    [
      'the requester was back within a week',
      ticket({ repeatedAt: AT + 7 * DAY }),
      'requester back within 7 days with such work',
    ],
    ['it had been handed on and got back', ticket({}, handedOn(-1, 'bounce-back')), 'handed on and got back'],
    ['it failed its review', ticket({}, reviewed(1, 0.69)), 'a quality review failed it'],
    ['its review found one critical failure', ticket({}, reviewed(1, 1, true)), 'a quality review failed it'],
  ])('when %s', (_when, contribution, why) => {
    expect(scoredResolutions(contribution, VIEW)).toMatchObject([{ good: false }]);
    expect(told(contribution)).toEqual([why]);
  });
});

describe('what is scored', () => {
  it('is the first ticket of an episode, and only what had the time to fail', () => {
    expect(scoredResolutions(ticket({ episodeOf: ticket().ticketId }), VIEW)).toEqual([]);
    const [mature, young] = [resolution(daysAgo(14)), resolution(daysAgo(14) + 1)];
    const scored = scoredResolutions(row('ann', { resolutions: [mature, young] }), VIEW);
    expect(scored.map(({ part }) => part)).toEqual([mature]);
  });

  it('is, of what is younger, whether it has failed by now; a target waits for the source where it has the last word', () => {
    const at = daysAgo(3.5);
    const young = (part: Partial<ResolutionPart>, ownTells: boolean) =>
      youngResolutions(row('ann', { resolutions: [resolution(at, part)] }), VIEW, ownTells);
    expect(young({}, true)).toMatchObject([{ failed: false, days: 3 }]);
    expect(young({ reopenedAt: at + DAY }, true)).toMatchObject([{ failed: true }]);
    const missed = { sla: slaResult(false) };
    expect(young(missed, true)).toMatchObject([{ failed: true }]);
    expect(young(missed, false)).toMatchObject([{ failed: false }]);
    expect(young({ ...missed, sourceSlaMet: false }, false)).toMatchObject([{ failed: true }]);
    expect(young({ episodeOf: ticket().ticketId }, true)).toEqual([]);
  });
});

describe('a failure shows', () => {
  const dayOf = (contribution: Contribution, ownTells = true) =>
    contribution.resolutions.map((part) => shownAfter(part, contribution, VIEW, ownTells));

  it('at once where a target was missed or the ticket had been back, or else when the requester comes back', () => {
    expect(dayOf(ticket({ sla: slaResult(false), reopenedAt: AT + 3 * DAY }))).toEqual([0]);
    expect(dayOf(ticket({}, handedOn(-1, 'bounce-back')))).toEqual([0]);
    expect(dayOf(ticket({ reopenedAt: AT + 3.5 * DAY, repeatedAt: AT + 5 * DAY }))).toEqual([3]);
    expect(dayOf(ticket({ reopenedAt: AT + 9 * DAY, repeatedAt: AT + 5 * DAY }))).toEqual([5]);
  });

  it('at the end of the maturity time where nothing tells when', () => {
    expect(dayOf(ticket({ sourceSlaMet: false }))).toEqual([14]);
    expect(dayOf(ticket({ sla: slaResult(false) }), false)).toEqual([14]);
    expect(dayOf(ticket({}, reviewed(1, 0)))).toEqual([14]);
  });
});

function told(contribution: Contribution): string[] {
  return contribution.resolutions.flatMap((part) => reasonsAgainst(part, contribution, VIEW));
}
