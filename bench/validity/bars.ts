import type { World } from '../../src/simulator/worlds.ts';
import { atLeast, atMost, type Bar } from '../sla/report.ts';
import type { Summary } from './summary.ts';

/** A desk of 48 in the plain world has to keep these on ten replicates; of 40 a little more is asked (statistics sheet 10.6). */
export function plainBars({ estimators, ready, risk }: Summary, replicates: number): Bar[] {
  const { ours, 'raw-30': raw } = estimators;
  const { nominate, 'raw-30 >= 90 %': naive } = ready;
  const notice = risk['notice'];
  if (nominate === undefined || naive === undefined || notice === undefined) return [];
  return [
    atLeast('auc', ours.auc.value, 0.94),
    atMost('ece', ours.ece.value, 0.06),
    atMost('bias-day', Math.abs(ours.biasDay.value), 1),
    atMost('bias-night', Math.abs(ours.biasNight.value), 1),
    atMost('nominate-ever-false', nominate.everFalse.value, 0.1),
    atLeast('nominate-sensitivity', nominate.sensitivity.value, 0.5),
    atMost('nominate-wrong', nominate.wrong.value, 0.08),
    atLeast('nominate-day-night', nominate.shiftRatio.value, replicates >= 40 ? 0.8 : 0.75),
    atMost('nominate-flips', nominate.flips.value, 1.2),
    atMost('notice-false', notice.falseInYear.value, 0.45),
    atLeast('notice-found-in-60-days', notice.foundIn60.value, 0.6),
    atLeast('auc-over-raw', ours.auc.value - raw.auc.value, 0.12),
    atLeast('ever-false-under-raw', naive.everFalse.value - nominate.everFalse.value, 0.75),
    atLeast('night-bias-under-raw', Math.abs(raw.biasNight.value) - Math.abs(ours.biasNight.value), 4),
  ];
}

/** Where work goes wrong in lumps, false readiness has to stay rare; sensitivity falls and is only told (15.6). */
function lumpyBars({ estimators, ready }: Summary): Bar[] {
  const everFalse = ready['nominate']?.everFalse.value ?? Number.NaN;
  return [atMost('lumpy-ever-false', everFalse, 0.1), atMost('lumpy-ece', estimators.ours.ece.value, 0.08)];
}

/** None for worlds of which the sheet asks nothing: they are told. */
export function barsOf(world: World, agents: number, summary: Summary, replicates: number): Bar[] {
  if (world === 'lumpy') return lumpyBars(summary);
  return world === 'plain' && agents === 48 ? plainBars(summary, replicates) : [];
}
