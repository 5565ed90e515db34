import type { Collector } from '../metric.ts';
import { justShown, proportion } from './proportion.ts';

/** The share of a subject's work that is of its most frequent type. Work nobody has sorted is no type. */
export function mostFrequentType(): Collector {
  const counts = new Map<string, Map<string, number>>();
  return {
    add(subject, { cell }) {
      if (cell === null || cell.workType === 'unknown') return;
      const types = counts.get(subject) ?? new Map<string, number>();
      counts.set(subject, types);
      types.set(cell.workType, (types.get(cell.workType) ?? 0) + 1);
    },
    *samples() {
      for (const [subject, types] of counts) {
        const n = [...types.values()].reduce((a, b) => a + b, 0);
        // One more ticket of any type is neither right nor wrong, so there is no saying what more of them would do.
        yield [subject, justShown(proportion(Math.max(...types.values()), n))];
      }
    },
  };
}
