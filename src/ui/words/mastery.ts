import type { TypeMastery } from '../../api/mastery-schema.ts';
import { countText, valueText } from './numbers.ts';

type Told = Pick<TypeMastery, 'state' | 'probability' | 'missing'>;

const MASTERY_WORDS: Readonly<Record<TypeMastery['state'], string>> = {
  mastered: 'Mastered',
  'not-shown': 'Not shown yet',
  'not-offered': 'Not offered',
};

/** "92 %"; rounded down, so that nothing short of what shows mastery looks like it. */
export const sureText = (probability: number): string =>
  valueText(Math.floor(probability * 100 + 1e-9) / 100 || probability, 'share');

/** "Mastered, 92 % sure" */
export function masteryText({ state, probability }: Told): string {
  const word = MASTERY_WORDS[state];
  return probability === null ? word : `${word}, ${sureText(probability)} sure`;
}

/** What it would take, in a sentence; empty: it is shown. */
export function missingText({ state, probability, missing }: Told): string {
  if (state === 'mastered') return '';
  if (probability === null) return 'Nothing can be scored yet: tickets need time to show what came of them.';
  if (missing === null) return 'No likely number of tickets at this rate would show it; a better rate would.';
  return `About ${missing} more at this rate would show it.`;
}

/** "31 of 40 tickets taken were resolved without handing on" */
export const aloneText = ({ taken, alone }: Pick<TypeMastery, 'taken' | 'alone'>): string =>
  `${alone} of ${countText(taken, 'ticket')} taken resolved without handing on`;

/** Depth of a cell's colour, 0 to 4; the cell says it in words, too. */
export const shadeOf = (probability: number | null): number => Math.min(4, Math.floor((probability ?? 0) * 5));
