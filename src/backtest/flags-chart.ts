import type { RuleHistory, RuleWeek } from './flag-history.ts';
import { chart, element, label, line, WIDTH } from './svg.ts';
import { count, day } from './words.ts';

const ROW = 92;
const TOP = 34;
const PLOT = { left: 0, right: WIDTH - 60, height: 44 };

/** How many flags of each rule were up at each evaluation: a row for each rule that had any, on its own scale. */
export function flagsChart(all: readonly RuleHistory[]): string | null {
  const histories = all.filter(({ episodes }) => episodes.length > 0);
  if (histories.length === 0) return null;
  const says = histories
    .map(({ rule, raised, withdrawn, weeks }) => {
      const most = Math.max(0, ...weeks.map(({ up }) => up));
      return `${rule.title}: at most ${most} up at once, ${raised} raised, ${withdrawn} withdrawn.`;
    })
    .join(' ');
  const frame = { title: 'Flags up at each weekly evaluation', says, height: TOP + histories.length * ROW + 8 };
  return chart(
    frame,
    histories.flatMap((history, i) => row(history, TOP + i * ROW)),
  );
}

function row({ rule, weeks, raised, withdrawn }: RuleHistory, top: number): string[] {
  const most = Math.max(1, ...weeks.map(({ up }) => up));
  const base = top + 22 + PLOT.height;
  const x = (i: number) => PLOT.left + ((PLOT.right - PLOT.left) * i) / Math.max(1, weeks.length);
  const y = (up: number) => base - (PLOT.height * up) / most;
  const [first, last] = [weeks[0], weeks.at(-1)];
  return [
    label(PLOT.left, top + 14, rule.title),
    label(PLOT.right, top + 14, `${count(raised, 'raised', 'raised')}, ${withdrawn} withdrawn`, { class: 'end quiet' }),
    element('path', { d: `M${x(0)} ${base}${steps(weeks, x, y)}V${base}Z`, class: 'area' }),
    element('path', { d: `M${x(0)} ${y(weeks[0]?.up ?? 0)}${steps(weeks, x, y)}`, class: 'main' }),
    line(PLOT.left, base, PLOT.right, base, 'axis'),
    label(PLOT.right + 8, y(last?.up ?? 0) + 4, `${last?.up ?? 0} up`),
    label(PLOT.left, base + 15, first === undefined ? '' : day(first.asOf), { class: 'quiet' }),
    label(PLOT.right, base + 15, last === undefined ? '' : day(last.asOf), { class: 'end quiet' }),
  ];
}

const steps = (weeks: readonly RuleWeek[], x: (i: number) => number, y: (up: number) => number): string =>
  weeks.map(({ up }, i) => `V${tenth(y(up))}H${tenth(x(i + 1))}`).join('');

const tenth = (value: number): number => Math.round(value * 10) / 10;
