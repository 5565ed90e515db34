import type { EvidenceView } from '../../api/schemas.ts';
import { sureText } from './mastery.ts';
import { countedText, targetText } from './numbers.ts';

type Asked = Pick<
  EvidenceView,
  | 'counted'
  | 'unit'
  | 'weeks'
  | 'comparison'
  | 'target'
  | 'stayTarget'
  | 'confidence'
  | 'minimumSample'
  | 'evidenceRatio'
  | 'weight'
>;

/** What a requirement asks, in one sentence. */
export function askedText(asked: Asked): string {
  const { unit, weeks, comparison, weight } = asked;
  const target = targetText(asked.target, unit);
  const confidence = `${Number((asked.confidence * 100).toFixed(1))}\u00a0%`;
  const window = weeks === 1 ? 'Over the last week' : `Over the last ${weeks} weeks`;
  const sample = countedText(Math.max(1, asked.minimumSample), asked.counted);
  if (weight === 'not-clearly-below') {
    const wrongSide = comparison === 'at-least' ? 'below' : 'above';
    return `${window}: not shown to be ${wrongSide} ${target} with ${confidence} confidence. Judged from ${sample} on.${stayingText(asked)}`;
  }
  const rightSide = comparison === 'at-least' ? 'at least' : 'at most';
  const own =
    asked.evidenceRatio === null ? '' : `, own work raising the odds ${timesText(asked.evidenceRatio)} or more`;
  const shown = asked.confidence > 0.5 ? `shown with ${confidence} confidence by` : 'by the figure itself from';
  return `${window}: ${rightSide} ${target}, ${shown} ${sample} or more${own}.${stayingText(asked)}`;
}

/** What a raised flag stays up by; empty: by the same. */
function stayingText({ stayTarget, comparison, unit }: Pick<Asked, 'stayTarget' | 'comparison' | 'unit'>): string {
  if (stayTarget === null) return '';
  const side = comparison === 'at-least' ? 'at least' : 'at most';
  return ` Once raised, the flag stays up by ${side} ${targetText(stayTarget, unit)}.`;
}

/** The same in a few words, for the target line of a picture. */
export function targetLabel({
  comparison,
  target,
  weight,
  unit,
}: Pick<Asked, 'comparison' | 'target' | 'weight' | 'unit'>): string {
  const text = targetText(target, unit);
  if (weight === 'required') return `${comparison === 'at-least' ? 'at least' : 'at most'} ${text}`;
  return `not clearly ${comparison === 'at-least' ? 'below' : 'above'} ${text}`;
}

/** Why a bar may cross the target though the verdict is settled. */
export function confidenceText({ confidence, estimate }: Pick<EvidenceView, 'confidence' | 'estimate'>): string {
  if (estimate === null) return '';
  const shown = Math.round(estimate.level * 100);
  const judged = Math.round((2 * confidence - 1) * 100);
  if (judged === shown) return `Bar: the ${shown}\u00a0% interval, by which the verdict is made too.`;
  if (judged <= 0) return `Bar: the ${shown}\u00a0% interval. The verdict goes by the point itself.`;
  return `Bar: the ${shown}\u00a0% interval. The verdict goes by its ${judged}\u00a0% interval (asked confidence, one-sided).`;
}

/** How sure it is that the target is reached, and how far own work says so; empty: known by the interval only. */
export function atTargetText({ atTarget, unit }: Pick<EvidenceView, 'atTarget' | 'unit'>): string {
  if (atTarget === null) return '';
  const { probability, prior, evidenceRatio, target } = atTarget;
  const reached = `${targetText(target, unit)} or more is ${sureText(probability)} likely`;
  const before = `${sureText(prior)} before any of the own work was looked at`;
  return `${reached} (${before}): ${oddsText(evidenceRatio)}.`;
}

/** Beyond this many times a number says no more than the word. */
const MOST_TOLD = 100;

function oddsText(ratio: number): string {
  if (ratio >= MOST_TOLD) return `own work raised the odds more than ${timesText(MOST_TOLD)}`;
  if (ratio >= 1.05) return `own work raised the odds ${timesText(ratio)}`;
  if (ratio <= 1 / MOST_TOLD) return `own work lowered the odds more than ${timesText(MOST_TOLD)}`;
  if (ratio <= 1 / 1.05) return `own work lowered the odds ${timesText(1 / ratio)}`;
  return 'own work left the odds as they were';
}

/** "8 times", "1.4 times" */
const timesText = (ratio: number): string => `${Number(ratio.toPrecision(2))} times`;

/** Why a figure says nothing for or against anyone; empty: it may. */
export function heldBackText(heldBack: string | null): string {
  return heldBack === null ? '' : `Gates nobody here: ${heldBack}`;
}

/** Which yardstick it was made with, so that it can be asked for; empty: none. */
export function expectationText(expectation: string | null): string {
  return expectation === null ? '' : `Made with expectation ${expectation}.`;
}

/** How the API's half sentences are shown. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '') return '';
  const capital = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}

/** What it means that a ticket is among the hits, or among the misses. */
export function sideTexts(unit: EvidenceView['unit']): { hits: string; misses: string } {
  if (unit === 'share') return { hits: 'Counted in the share', misses: 'Not counted in it' };
  if (unit === 'ratio') return { hits: 'Good outcome', misses: 'Failure' };
  return { hits: 'Counted', misses: 'Not counted' };
}
