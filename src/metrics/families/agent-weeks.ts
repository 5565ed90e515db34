import type { BackOffTable } from '../../statistics/back-off.ts';
import { overDispersion } from '../../statistics/dispersion.ts';

const WEEK_MS = 7 * 86_400_000;
/** Weeks with fewer tickets say little about lumps: one failure alone is a huge square there. */
const FEWEST_TICKETS = 5;

interface CellCount {
  readonly path: readonly string[];
  n: number;
  failures: number;
}

interface Expected {
  n: number;
  observed: number;
  expected: number;
  squares: number;
}

/**
 * Counts outcomes by (subject, week, cell) to learn how lumpy the desk's work is: how much more a subject's weeks vary
 * around that subject's own level than independent tickets would (statistics.md 15).
 */
export class AgentWeeks {
  readonly #weeks = new Map<string, Map<number, Map<string, CellCount>>>();

  add(subject: string, at: number, path: readonly string[], failed: boolean): void {
    const weeks = getOr(this.#weeks, subject, () => new Map<number, Map<string, CellCount>>());
    const cells = getOr(weeks, Math.floor(at / WEEK_MS), () => new Map<string, CellCount>());
    const cell = getOr(cells, path.join('\n'), () => ({ path, n: 0, failures: 0 }));
    cell.n += 1;
    if (failed) cell.failures += 1;
  }

  /** Phi >= 1: n tickets carry the information of n / phi. */
  dispersion(table: BackOffTable): number {
    return overDispersion([...this.#weeks].flatMap(([subject, weeks]) => groupsOf(subject, weeks, table)));
  }
}

function groupsOf(subject: string, weeks: ReadonlyMap<number, ReadonlyMap<string, CellCount>>, table: BackOffTable) {
  const expected = [...weeks.values()].map((cells) => expectedIn(subject, cells.values(), table));
  const observedInAll = expected.reduce((sum, week) => sum + week.observed, 0);
  const expectedInAll = expected.reduce((sum, week) => sum + week.expected, 0);
  if (expectedInAll === 0) return [];
  const own = observedInAll / expectedInAll;
  return expected
    .filter((week) => week.n >= FEWEST_TICKETS)
    .map((week) => ({
      observed: week.observed,
      expected: week.expected * own,
      variance: Math.max(0, week.expected * own - week.squares * own * own),
    }));
}

function expectedIn(subject: string, cells: Iterable<CellCount>, table: BackOffTable): Expected {
  const sum = { n: 0, observed: 0, expected: 0, squares: 0 };
  for (const { path, n, failures } of cells) {
    const q = 1 - (table.expected(subject, path) ?? 1);
    sum.n += n;
    sum.observed += failures;
    sum.expected += n * q;
    sum.squares += n * q * q;
  }
  return sum;
}

function getOr<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
