import type { Figure } from '../../api/schemas.ts';

export type Unit = Figure['unit'];
export type Counted = Figure['counted'];
export type Shown = Pick<Figure['estimate'], 'value' | 'lower' | 'upper' | 'sampleSize'>;

/** U+00A0: a number and its unit stay on one line. */
const NBSP = '\u00a0';
/** Products like 0.57 * 100 fall a hair short of the whole number they stand for. */
const HAIR = 1e-9;

/** "92 %", "5.2 h", "14 a week". What is neither none nor all is never rounded to 0 % or 100 %. */
export function valueText(value: number, unit: Unit): string {
  if (unit === 'share' && value > 0 && value < 0.005) return `< 1${NBSP}%`;
  if (unit === 'share' && value < 1 && value >= 0.995) return `> 99${NBSP}%`;
  const scale = scaleOf(value, unit);
  return scale.suffix(unit === 'share' ? String(Math.round(value * 100)) : twoFigures(value * scale.factor));
}

/** As exact as the rule wrote it, to a tenth of a percent. */
export function targetText(target: number, unit: Unit): string {
  if (unit === 'share') return `${Number((target * 100).toFixed(1))}${NBSP}%`;
  const scale = scaleOf(target, unit);
  return scale.suffix(String(Number((target * scale.factor).toPrecision(3))));
}

/** On an axis: only a unit that is one sign is repeated at every tick. */
export function tickText(tick: number, unit: Unit): string {
  if (tick === 0 || (unit !== 'share' && unit !== 'hours')) return String(tick);
  return targetText(tick, unit);
}

/** "92 % (89–95)". Ends are rounded outwards, so that rounding never makes an interval clear a target it does not clear. */
export function estimateText({ value, lower, upper }: Shown, unit: Unit): string {
  const low = endText(lower, unit, value, 'down');
  const interval = upper === null ? `${low} or more` : `${low}–${endText(upper, unit, value, 'up')}`;
  return `${valueText(value, unit)} (${interval})`;
}

/** "92 % (89–95), 140 resolutions": the only form in which a figure is shown. */
export function figureText(estimate: Shown, unit: Unit, counted: Counted): string {
  return `${estimateText(estimate, unit)}, ${countedText(estimate.sampleSize, counted)}`;
}

const ONE: Record<Counted, string> = {
  resolutions: 'resolution',
  'hand-overs': 'hand-over',
  'tickets taken': 'ticket taken',
  'open tickets': 'open ticket',
  'tickets held': 'ticket held',
  warnings: 'warning',
  replies: 'reply',
  ratings: 'rating',
  reviews: 'review',
  acts: 'act',
  'work types': 'work type',
};

/** "1 hand-over", "140 resolutions" */
export const countedText = (n: number, counted: Counted): string => countText(n, ONE[counted], counted);

export function countText(n: number, noun: string, plural = `${noun}s`): string {
  const rounded = Math.round(n);
  return `${rounded.toLocaleString('en-GB')}${NBSP}${rounded === 1 ? noun : plural}`;
}

function endText(end: number, unit: Unit, value: number, towards: 'down' | 'up'): string {
  const round = towards === 'down' ? (x: number) => Math.floor(x + HAIR) : (x: number) => Math.ceil(x - HAIR);
  if (unit === 'share') return String(round(end * 100));
  const scaled = end * scaleOf(value, unit).factor;
  const step = scaled === 0 ? 1 : 10 ** Math.min(0, Math.floor(Math.log10(Math.abs(scaled))) - 1);
  return twoFigures(round(scaled / step) * step);
}

/** Two significant figures, but whole numbers in full. */
function twoFigures(x: number): string {
  if (Math.abs(x) >= 10) return Math.round(x).toLocaleString('en-GB');
  return String(Number(x.toPrecision(2)));
}

interface Scale {
  readonly factor: number;
  suffix(text: string): string;
}

/** Hours below one are told in minutes; the value decides for its interval too. */
function scaleOf(value: number, unit: Unit): Scale {
  if (unit === 'hours' && value < 1) return { factor: 60, suffix: (text) => `${text}${NBSP}min` };
  const suffixes: Record<Unit, string> = {
    share: `${NBSP}%`,
    hours: `${NBSP}h`,
    'per-week': ' a week',
    'per-100': ' per 100',
    tickets: ` ticket${value === 1 ? '' : 's'}`,
    people: value === 1 ? ' person' : ' people',
    types: ` type${value === 1 ? '' : 's'}`,
    ratio: '',
  };
  return { factor: 1, suffix: (text) => text + suffixes[unit] };
}
