import { type AgentWeek, type AgentYear, CLEAR, type Estimator, TARGET } from './agent-year.ts';

const BINS = 10;

/** How an estimator does as one, whatever rule is made of it; NaN where nothing can be told (statistics sheet 10.3). */
export interface EstimatorScores {
  /** Chance that somebody clearly ready is put above somebody who clearly is not. */
  readonly auc: number;
  /** Expected calibration error of its probability to reach the target, ten bins. */
  readonly ece: number;
  /** Mean of value - truth in percentage points, by shift */
  readonly biasDay: number;
  readonly biasNight: number;
  /** Root mean square of value - truth, points */
  readonly rmse: number;
  /** Share of agent-weeks of which it says nothing */
  readonly silent: number;
  /** Share of agent-weeks in which the desk's self-check lets nobody be judged by it */
  readonly heldBack: number;
}

export function estimatorScores(years: readonly AgentYear[], estimator: Estimator): EstimatorScores {
  const weeks = years.flatMap((year) => year.weeks.map((week) => ({ ...week, shift: year.shift })));
  const said = weeks.flatMap((week) => {
    const own = week.said[estimator];
    return own === undefined ? [] : [{ ...own, truth: week.truth, shift: week.shift }];
  });
  const errors = (shift: string) => said.filter((one) => one.shift === shift).map(({ value, truth }) => value - truth);
  const scoreOf = ({ value, probability }: { value: number; probability: number | null }) => probability ?? value;
  // Where everything ever said has a probability, that is what the decision rests on; a raw rate is its own score.
  const score = estimator === 'ours' ? scoreOf : ({ value }: { value: number }) => value;
  return {
    auc: auc(
      said.filter(({ truth }) => truth >= CLEAR.ready).map(score),
      said.filter(({ truth }) => truth <= CLEAR.not).map(score),
    ),
    ece: calibrationError(
      said.flatMap(({ probability, truth }) => (probability === null ? [] : [{ probability, hit: truth >= TARGET }])),
    ),
    biasDay: 100 * mean(errors('day')),
    biasNight: 100 * mean(errors('night')),
    rmse: 100 * Math.sqrt(mean(said.map(({ value, truth }) => (value - truth) ** 2))),
    silent: 1 - said.length / weeks.length,
    heldBack: said.filter(({ heldBack }) => heldBack === true).length / weeks.length,
  };
}

/** Mann and Whitney: ties count half. */
export function auc(above: readonly number[], below: readonly number[]): number {
  const all = [...above.map((score) => ({ score, up: 1 })), ...below.map((score) => ({ score, up: 0 }))];
  all.sort((a, b) => a.score - b.score);
  let won = 0;
  let beneath = 0;
  for (let from = 0, to = 0; from < all.length; from = to) {
    while (to < all.length && all[to]?.score === all[from]?.score) to++;
    const ups = all.slice(from, to).reduce((sum, { up }) => sum + up, 0);
    const downs = to - from - ups;
    won += ups * (beneath + downs / 2);
    beneath += downs;
  }
  return won / (above.length * below.length);
}

/** Mean over all of |share that came true - mean probability| of their tenth. */
export function calibrationError(told: readonly { probability: number; hit: boolean }[]): number {
  const bins = Map.groupBy(told, ({ probability }) => Math.min(BINS - 1, Math.floor(probability * BINS)));
  const gaps = [...bins.values()].map((bin) =>
    Math.abs(bin.reduce((sum, { probability, hit }) => sum + (hit ? 1 : 0) - probability, 0)),
  );
  return told.length === 0 ? Number.NaN : gaps.reduce((sum, gap) => sum + gap, 0) / told.length;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Share of `weeks` in which the rule's flag is up. */
export function flaggedShare(weeks: readonly AgentWeek[], rule: string): number {
  return weeks.filter(({ flags }) => flags.has(rule)).length / weeks.length;
}
