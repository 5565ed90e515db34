import type { OutcomeId } from './check-row.ts';
import type { OutcomeCheck } from './outcome-check.ts';
import { FEWEST_SCORED, FEWEST_WEEKS } from './season.ts';

/** What is foretold, and what the rows count. */
const WORDS: Readonly<Record<OutcomeId, { readonly whether: string; readonly counted: string }>> = {
  quality: { whether: 'whether a resolution is good', counted: 'resolutions' },
  sla: { whether: 'whether the target of a ticket is met', counted: 'resolutions with a target' },
  'own-time': { whether: 'whether a ticket is held no longer than such work takes', counted: 'tickets held' },
  bounce: { whether: 'whether a hand-over comes back', counted: 'hand-overs' },
  reopen: { whether: 'whether a resolution is reopened', counted: 'resolutions' },
};

/** The check in words a desk can contest. */
export function sentenceOf(check: Omit<OutcomeCheck, 'sentence'>): string {
  const { whether, counted } = WORDS[check.outcome];
  if (check.verdict === 'too-little-history') {
    return `On this desk there is too little history to say whether who did the work predicts ${whether}: ${check.weeks} weeks and, from the fifth on, ${check.scoredRows} ${counted}, where ${FEWEST_WEEKS} weeks and ${FEWEST_SCORED} are needed. Until then personal figures that rest on it gate nobody here.`;
  }
  const tail = `(gain ${gainText(check.gain)}, ${check.scoredRows.toLocaleString('en')} ${counted} in ${check.weeks} weeks)`;
  const lumps = `On this desk 100 ${counted} carry the information of ${Math.round(100 / check.phi)}.`;
  if (check.verdict === 'predicts') {
    return `On this desk, who did the work predicts ${whether} beyond the mix of work ${tail}: personal figures that rest on it may be judged here. ${lumps}`;
  }
  return `On this desk, who did the work does not predict ${whether} beyond the mix of work ${tail}: personal figures that rest on it gate nobody here. ${lumps}`;
}

function gainText(gain: OutcomeCheck['gain']): string {
  return gain === null ? 'unknown' : `${small(gain.mean)}, standard error ${small(gain.standardError)}`;
}

/** ".0117", "-.0003". */
const small = (x: number): string => x.toFixed(4).replace(/^(-?)0\./, '$1.');
