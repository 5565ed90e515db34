import { clocksOf, type SlaClock } from '../../src/domain/sla/clock.ts';
import type { TicketTimeline } from '../../src/domain/timeline.ts';
import { BENCH_CLOCKS, eventsForBench, levelsForBench, timelineOf } from '../sla-tickets.ts';
import { atLeast, atMost, type Report, type Row } from './report.ts';

const FEW = 10_000;
const MANY = 100_000;
/** Tickets that are in memory at a time. */
const BATCH = 250;
/** After all that happens to the tickets, so that those still open run on. */
const AS_OF = Date.UTC(2028);
/** Tickets before any that count, until the compiler has settled. */
const WARM_UP = 10_000;
/** Times the cost of a ticket among few that one among many may have. */
const MOST_GROWTH = 1.2;
/** Tickets a second of one core. */
const LEAST_SPEED = 20_000;

/**
 * What the clocks of a ticket cost where there are few and where there are many. Batch by batch they take turns on the
 * same tickets, now one first and now the other; the few begin anew after each FEW, so that as many are measured of both.
 */
export function atScale(): Report {
  takeTurns(WARM_UP);
  const { few, many, folded } = takeTurns(MANY);
  const each = `${BENCH_CLOCKS.length} clocks each`;
  return {
    rows: [
      few.row(`${worded(FEW)} tickets, ${each}, mean of ${MANY / FEW} runs`),
      many.row(`${worded(MANY)} tickets, ${each}`),
      folded.row(`${worded(MANY)} tickets, folding their events too`),
    ],
    bars: [
      atMost(
        `${worded(MANY)} tickets: times the cost of a ticket among ${worded(FEW)}`,
        many.microseconds / few.microseconds,
        MOST_GROWTH,
      ),
      atLeast(`${worded(MANY)} tickets: tickets a second on one core`, 1e6 / many.microseconds, LEAST_SPEED),
    ],
  };
}

const worded = (tickets: number): string => tickets.toLocaleString('en');

function takeTurns(tickets: number) {
  const [few, many, folded] = [new Run(FEW), new Run(MANY), new Run(MANY)];
  for (let seed = 1; seed <= tickets / BATCH; seed += 1) {
    const told = eventsForBench(BATCH, seed);
    const timelines = told.map(timelineOf);
    for (const run of seed % 2 === 0 ? [few, many] : [many, few]) run.take(timelines, (timeline) => timeline);
    folded.take(told, timelineOf);
  }
  return { few, many, folded };
}

/** So many tickets by one set of service levels, and again by a new one. */
class Run {
  readonly #size: number;
  #levels = levelsForBench();
  #tickets = 0;
  #clocks = 0;
  #cpuUs = 0;

  constructor(size: number) {
    this.#size = size;
  }

  take<T>(batch: readonly T[], read: (one: T) => TicketTimeline): void {
    if (this.#tickets % this.#size === 0) this.#begin();
    const before = process.cpuUsage();
    const answers = batch.map((one) => clocksOf(read(one), this.#levels, AS_OF, BENCH_CLOCKS));
    const { user, system } = process.cpuUsage(before);
    this.#cpuUs += user + system;
    this.#tickets += batch.length;
    for (const clocks of answers) this.#clocks += counted(clocks);
  }

  /** The years of the calendar are compiled before it counts, as in a desk that runs: few would pay more for them. */
  #begin(): void {
    this.#levels = levelsForBench();
    for (const events of eventsForBench(BATCH, 0)) clocksOf(timelineOf(events), this.#levels, AS_OF, BENCH_CLOCKS);
  }

  /** Of CPU time for a ticket. */
  get microseconds(): number {
    return this.#cpuUs / this.#tickets;
  }

  row(what: string): Row {
    return {
      what,
      tickets: this.#size,
      'clocks a ticket': this.#clocks / this.#tickets,
      's of CPU': (this.microseconds * this.#size) / 1e6,
      'tickets a second on one core': 1e6 / this.microseconds,
      'µs a ticket': this.microseconds,
    };
  }
}

/** Throws where a ticket has not each of the clocks that are measured. */
function counted(clocks: readonly SlaClock[]): number {
  const missing = BENCH_CLOCKS.find((name) => clocks.every(({ clock }) => clock !== name));
  if (missing === undefined) return clocks.length;
  throw new Error(
    `A ticket of the benchmark has no ${missing} clock: mend bench/sla-tickets.ts, or it counts too little.`,
  );
}
