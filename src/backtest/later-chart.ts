import type { LaterQuality } from './later-quality.ts';
import { chart, element, label, line, WIDTH } from './svg.ts';
import { count, interval, points } from './words.ts';

const TOP = 52;
const ROW = 66;
const LEFT = 0;
const RIGHT = WIDTH - 10;

/** Good outcomes of the flagged beyond those of the rest, on like work, with intervals; a row a rule that can be told of. */
export function laterChart(found: readonly LaterQuality[], titleOf: (rule: string) => string): string | null {
  const rows = found.flatMap(({ difference, ...rest }) => (difference === null ? [] : [{ difference, ...rest }]));
  if (rows.length === 0) return null;
  const widest = Math.max(0.02, ...rows.flatMap(({ difference: { lower, upper } }) => [-lower, upper]));
  const x = (value: number) => (LEFT + RIGHT) / 2 + ((RIGHT - LEFT) / 2) * (value / (widest * 1.05));
  const height = TOP + rows.length * ROW + 24;
  const says = rows
    .map(({ ruleId, difference: d }) => `${titleOf(ruleId)}: ${points(d.value)} points, ${interval(d)}.`)
    .join(' ');
  return chart({ title: 'Good outcomes of the flagged in the 90 days after, against the rest', says, height }, [
    label(0, 38, 'Points, like work compared; the bar is the 95 % interval. Left: fewer good outcomes than the rest.', {
      class: 'quiet',
    }),
    line(x(0), TOP, x(0), height - 22, 'axis'),
    label(x(0), height - 6, 'like the rest', { class: 'mid quiet' }),
    ...rows.flatMap(({ ruleId, flagged, difference }, i) => {
      const y = TOP + i * ROW + 44;
      return [
        label(LEFT, y - 22, titleOf(ruleId)),
        label(
          RIGHT,
          y - 22,
          `${points(difference.value)} (${interval(difference)}), ${count(flagged.resolutions, 'resolution')}`,
          {
            class: 'end quiet',
          },
        ),
        line(x(difference.lower), y, x(difference.upper), y, 'main'),
        element('circle', { cx: x(difference.value), cy: y, r: 5, class: 'mainfill' }),
      ];
    }),
  ]);
}
