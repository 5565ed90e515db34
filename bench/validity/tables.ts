import { print, printTable } from '../../src/cli/output.ts';
import type { Scored, Summary } from './summary.ts';

const share = ({ value, se }: Scored): string => told(100 * value, 100 * se, 1, ' %');
const number =
  (digits: number, unit = '') =>
  ({ value, se }: Scored) =>
    told(value, se, digits, unit);
/** Of medians, the spread between replicates says little. */
const middle =
  (unit: string) =>
  ({ value }: Scored) =>
    told(value, Number.NaN, 0, unit);

/** Ours and what dashboards show, side by side: value of all replicates, ± one standard error over them. */
export function printSummary({ estimators, ready, risk }: Summary): void {
  section('rate shown', estimators, [
    ['AUC clear-ready v clear-not', ({ auc }) => number(3)(auc)],
    ['of all desks at once', ({ aucOfAll }) => number(3)(aucOfAll)],
    ['ECE of P(>= 90 %)', ({ ece }) => number(3)(ece)],
    ['bias by day, points', ({ biasDay }) => number(1)(biasDay)],
    ['bias at night', ({ biasNight }) => number(1)(biasNight)],
    ['RMSE', ({ rmse }) => number(2)(rmse)],
    ['says nothing', ({ silent }) => share(silent)],
    ['held back', ({ heldBack }) => share(heldBack)],
  ]);
  section('called ready', ready, [
    ['ever, never at 90 %', ({ everFalse }) => share(everFalse)],
    ['ever, never at 92 %', ({ everUnclear }) => share(everUnclear)],
    ['wrong flags', ({ wrong }) => share(wrong)],
    ['sensitivity', ({ sensitivity }) => share(sensitivity)],
    ['by day', ({ sensitivityDay }) => share(sensitivityDay)],
    ['at night', ({ sensitivityNight }) => share(sensitivityNight)],
    ['min/max', ({ shiftRatio }) => number(2)(shiftRatio)],
    ['flips a year', ({ flips }) => number(2)(flips)],
    ['improver', ({ improverWeeks }) => middle(' weeks')(improverWeeks)],
  ]);
  section('called at risk', risk, [
    ['false in a good year', ({ falseInYear }) => number(2)(falseInYear)],
    ['by day', ({ falseInYearDay }) => number(2)(falseInYearDay)],
    ['at night', ({ falseInYearNight }) => number(2)(falseInYearNight)],
    ['drops found in 60 days', ({ foundIn60 }) => share(foundIn60)],
    ['median delay', ({ delayDays }) => middle(' days')(delayDays)],
    ['two-week dips flagged', ({ dipsFlagged }) => share(dipsFlagged)],
  ]);
}

function section<T>(
  title: string,
  rows: Readonly<Record<string, T>>,
  columns: readonly (readonly [name: string, cell: (row: T) => string])[],
): void {
  const body = Object.entries(rows).map(([name, row]) => [name, ...columns.map(([, cell]) => cell(row))]);
  printTable([title, ...columns.map(([name]) => name)], body);
  print();
}

function told(value: number, se: number, digits: number, unit: string): string {
  if (Number.isNaN(value)) return '-';
  if (!Number.isFinite(value)) return 'never';
  return `${value.toFixed(digits)}${Number.isNaN(se) ? '' : ` ±${se.toFixed(digits)}`}${unit}`;
}
