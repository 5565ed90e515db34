import type { CheckRow } from '../../../src/metrics/self-check/check-row.ts';
import { seededRandom } from '../../../src/simulator/random.ts';

/** What is true of a desk; deviations in logits, 0 unless given. */
export interface Planted {
  readonly seed?: number;
  readonly weeks?: number;
  readonly agents?: number;
  /** Between people, for good. */
  readonly people?: number;
  /** Between teams, each person being in one of four. */
  readonly teams?: number;
  /** Between the weeks of one person. */
  readonly lumps?: number;
  /** Taken off by each hand-over before; half of the people get only tickets that come late. */
  readonly handOvers?: number;
}

const PRIORITIES = ['P1', 'P2', 'P3'];
const TYPES = ['mail', 'network', 'printing', 'access'];
const A_WEEK = 6;

/** Six outcomes a week of each person. */
export function plantedDesk(planted: Planted = {}): CheckRow[] {
  const { seed = 1, weeks = 20, agents = 24, people = 0, teams = 0, lumps = 0, handOvers = 0 } = planted;
  const random = seededRandom(seed);
  const teamEffects = Array.from({ length: 4 }, () => teams * random.normal());
  const rows: CheckRow[] = [];
  for (let a = 0; a < agents; a++) {
    const person = people * random.normal() + (teamEffects[a % 4] ?? 0);
    for (let week = 0; week < weeks; week++) {
      const level = 1 + person + lumps * random.normal();
      for (let i = 0; i < A_WEEK; i++) {
        const priority = random.pickAny(PRIORITIES) ?? '';
        const before = a % 2 === 0 ? (random.chance(0.9) ? 2 : 1) : 0;
        const logit = level - (priority === 'P1' ? 1 : 0) - handOvers * before;
        const work = {
          priority,
          workType: random.pickAny(TYPES) ?? '',
          channel: 'mail',
          shift: 'day',
          team: `team ${a % 4}`,
        };
        const good = random.chance(1 / (1 + Math.exp(-logit))) ? 1 : 0;
        rows.push({ week, agent: `agent ${a}`, work, before: String(before), good });
      }
    }
  }
  return rows;
}
