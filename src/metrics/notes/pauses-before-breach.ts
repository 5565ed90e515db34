import { partsIn } from '../observe.ts';
import { overExpected } from './families/over-expected.ts';
import type { Signal } from './signal.ts';
import { againstHabits } from './words.ts';

/** Shares of the target: the band looked at, with neighbours as wide on both sides. */
const BAND = { from: 0.9, to: 1 } as const;
const NEIGHBOURS = { from: 0.8, to: 1.1 } as const;
/** What falls into the middle one of three bands where the density is smooth. */
const SMOOTH = 1 / 3;

export const pausesBeforeBreach: Signal = {
  id: 'pauses-before-breach',
  title: 'Pauses crowd just before the target runs out',
  mayMean:
    'A reminder that comes shortly before the target and rightly makes one ask the requester, a shift that ends then; or pauses begun because of the clock.',
  asks: 'What makes one pause a ticket at that moment? Do reminders come too late to act on?',
  source: 'statistics.md 9 (SLA pause abuse: density of pause starts just before breach; McCrary 2008)',
  counted: 'pauses near the target',
  unit: 'ratio',
  collect: overExpected(
    ({ pauses }, view) =>
      partsIn(pauses, view).flatMap(({ at, usedShare }) => {
        if (usedShare === null || usedShare < NEIGHBOURS.from || usedShare >= NEIGHBOURS.to) return [];
        return [{ at, path: [], happened: usedShare >= BAND.from && usedShare < BAND.to }];
      }),
    { leastShare: SMOOTH },
  ),
  sentence: (finding) =>
    `A pause near the target (80 to 110 % of it) began in its last tenth ${againstHabits(finding, 'such pauses')}.`,
};
