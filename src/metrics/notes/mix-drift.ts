import { chiSquaredTail } from '../../statistics/gamma-distribution.ts';
import { mixShift } from '../../statistics/gap.ts';
import type { OutcomeModel, WorkMix } from '../expectation/outcome-model.ts';
import { resolutionsIn } from '../observe.ts';
import type { View } from '../sample.ts';
import type { Finding, Signal } from './signal.ts';
import { percent, short } from './words.ts';

const DAY_MS = 86_400_000;
/** What the desk does now. */
const RECENT_MS = 56 * DAY_MS;
/** Above it the mix has moved (statistics.md 9). */
const MOVED = 0.25;

export const mixDrift: Signal = {
  id: 'mix-drift',
  title: 'The mix of work has changed',
  mayMean:
    'New services, a move of work to or from another desk, other names for kinds of work in the source; figures are then set against another desk than this, until the expectation is learned anew at the start of a month.',
  asks: 'Has the work changed, or only how it is named? Who is measured on work that the desk had not known?',
  source: 'statistics.md 9 (drift: population stability index of the mix, above .25)',
  counted: 'resolutions of the last eight weeks',
  unit: 'index',
  collect: ({ view, model }) => {
    const recent = lastWeeks(view);
    const now = new Map<string, number>();
    return {
      add(contribution) {
        if (contribution.agentId === null) return;
        for (const { cell } of resolutionsIn(contribution, recent)) {
          now.set(cell.workType, (now.get(cell.workType) ?? 0) + 1);
        }
      },
      findings: () => (model === null || now.size === 0 ? [] : [drift(now, model)]),
    };
  },
  sentence: ({ figure, observed, expected }) =>
    `The mix of work has changed since the expectation was learned (stability index ${short(figure.value)}, usual is up to ${MOVED}): the kind of work that moved most is now ${percent(observed)} of it, and was ${percent(expected)}. Figures are set against another desk than this.`,
};

function lastWeeks(view: View): View {
  const { start, end } = view.window;
  return { ...view, window: { start: Math.max(start, end - RECENT_MS), end } };
}

/** Chance: of an index so large by sampling alone, which is chi-squared over the harmonic size of both samples. */
function drift(now: ReadonlyMap<string, number>, { typeMix }: OutcomeModel): Finding {
  const types = [...new Set([...Object.keys(typeMix), ...now.keys()])].sort();
  const before = types.map((type) => sizeOf(typeMix[type] ?? []));
  const after = types.map((type) => now.get(type) ?? 0);
  const [m, n] = [total(before), total(after)];
  const index = mixShift(before, after);
  const byChance = types.length < 2 ? 1 : chiSquaredTail(index / (1 / m + 1 / n), types.length - 1);
  const moves = types.map((_, i) => ({ observed: (after[i] ?? 0) / n, expected: (before[i] ?? 0) / m }));
  return {
    subject: { kind: 'desk', id: '' },
    n,
    p: index > MOVED ? byChance : 1,
    ...moves.reduce((most, move) => (size(move) > size(most) ? move : most), { observed: 0, expected: 0 }),
    figure: { value: index, lower: 0, upper: MOVED },
  };
}

const size = ({ observed, expected }: Pick<Finding, 'observed' | 'expected'>): number => Math.abs(observed - expected);
const sizeOf = (mix: WorkMix): number => mix.reduce((sum, [, weight]) => sum + weight, 0);
const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
