import { resolutionsIn } from '../observe.ts';
import { overExpected } from './families/over-expected.ts';
import type { Signal } from './signal.ts';
import { againstHabits } from './words.ts';

/** Shares of the target: the band looked at, .05 wide, between neighbours of .1 each. */
const BAND = { from: 0.95, to: 1 } as const;
const NEIGHBOURS = { from: 0.85, to: 1.1 } as const;
/** What falls into the band where the density is a straight line: as it lies in the middle, its part of the width. */
const SMOOTH = (BAND.to - BAND.from) / (NEIGHBOURS.to - NEIGHBOURS.from);

export const bunching: Signal = {
  id: 'bunching',
  title: 'Resolutions crowd just before the target',
  mayMean:
    'Work well done by the order of what falls due, or a calm queue worked off late; or tickets resolved for the clock and gone on with afterwards.',
  asks: 'What happens to these tickets after they are resolved? Does the target ask for the right thing?',
  source:
    'statistics.md 9 (bunching at the target: excess mass over a smooth fit of the neighbours, and over colleagues)',
  counted: 'resolutions near the target',
  unit: 'ratio',
  collect: overExpected(
    (contribution, view) =>
      resolutionsIn(contribution, view).flatMap(({ at, sla, cell }) => {
        if (sla === null || !(sla.targetMs > 0)) return [];
        const used = sla.elapsedMs / sla.targetMs;
        if (used < NEIGHBOURS.from || used > NEIGHBOURS.to) return [];
        return [{ at, path: [cell.priority], happened: used >= BAND.from && used <= BAND.to }];
      }),
    { leastShare: SMOOTH },
  ),
  sentence: (finding) =>
    `A resolution near the target (85 to 110 % of it) fell in the last twentieth before it ${againstHabits(finding, 'such resolutions')}.`,
};
