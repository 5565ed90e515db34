import type { Collector } from '../metric.ts';
import type { View } from '../sample.ts';
import { proportion } from './proportion.ts';

/** Fewer resolutions of a type are a visit, not work that one does. */
const LEAST_RESOLUTIONS = 10;

interface Halves {
  first: number;
  second: number;
}

/** Of the work types done in the first half of the window, the share still done in the second (requirements S001-2). */
export function typesKept({ window }: View): Collector {
  const middle = (window.start + window.end) / 2;
  const counts = new Map<string, Map<string, Halves>>();
  return {
    add(subject, { cell, at }) {
      if (cell === null || cell.workType === 'unknown') return;
      const types = counts.get(subject) ?? new Map<string, Halves>();
      counts.set(subject, types);
      const halves = types.get(cell.workType) ?? { first: 0, second: 0 };
      types.set(cell.workType, halves);
      halves[at < middle ? 'first' : 'second'] += 1;
    },
    *samples() {
      for (const [subject, types] of counts) {
        const earlier = [...types.values()].filter(({ first }) => first >= LEAST_RESOLUTIONS);
        const kept = earlier.filter(({ second }) => second > 0);
        if (earlier.length > 0) yield [subject, proportion(kept.length, earlier.length)];
      }
    },
  };
}
