import type { Calibration } from './calibration.ts';
import { chart, element, label, line, WIDTH } from './svg.ts';
import { percent } from './words.ts';

const SIZE = 320;
const LEFT = 60;
const TOP = 64;
const SIDE = WIDTH - 20;

/** What was said against what came, bin by bin, with the number of people; the line is where both agree. */
export function calibrationChart({ bins, target }: Calibration, title: string): string | null {
  if (bins.length === 0) return null;
  const x = (share: number) => LEFT + SIZE * share;
  const y = (share: number) => TOP + SIZE * (1 - share);
  const says = bins
    .map(({ predicted, came, people }) => {
      const limits = `${percent(came.lower)} to ${percent(came.upper)}`;
      return `Said ${percent(predicted)}: came true for ${percent(came.value)} (${limits}) of ${people} predictions.`;
    })
    .join(' ');
  const name = `Said and come true: ${title} at ${percent(target)} or more`;
  return chart({ title: name, says, height: TOP + SIZE + 60 }, [
    label(0, 40, 'How often it was reached in the quarter after, noise allowed for (95 % interval)', {
      class: 'quiet',
    }),
    ...[0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
      line(x(0), y(share), x(1), y(share), 'grid'),
      label(x(0) - 8, y(share) + 4, percent(share), { class: 'end quiet' }),
      label(x(share), y(0) + 18, percent(share), { class: 'mid quiet' }),
    ]),
    label(x(0.5), y(0) + 40, 'Said to reach it with this probability', { class: 'mid quiet' }),
    line(x(0), y(0), x(1), y(1), 'other'),
    ...bins.flatMap(({ predicted, came }) => [
      line(x(predicted), y(came.lower), x(predicted), y(came.upper), 'main'),
      element('circle', { cx: x(predicted), cy: y(came.value), r: 5, class: 'mainfill' }),
    ]),
    label(LEFT + SIZE + 40, TOP + 12, 'said'),
    label(LEFT + SIZE + 100, TOP + 12, 'came true'),
    label(SIDE, TOP + 12, 'predictions', { class: 'end' }),
    ...bins.flatMap(({ predicted, came, people }, i) => {
      const at = TOP + 36 + i * 24;
      const limits = `${percent(came.value)} (${Math.round(100 * came.lower)} to ${Math.round(100 * came.upper)})`;
      return [
        label(LEFT + SIZE + 40, at, percent(predicted)),
        label(LEFT + SIZE + 100, at, limits),
        label(SIDE, at, String(people), { class: 'end' }),
      ];
    }),
  ]);
}
