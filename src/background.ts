import { schedule } from 'node-cron';
import type { Line } from './pipeline.ts';
import type { OpenSource } from './reading/open-sources.ts';
import { Reading } from './reading/reading.ts';
import type { DeskRules } from './rules/load-rules.ts';
import { Settling, type SettlingOptions } from './settling.ts';
import { givingWay } from './store/giving-way.ts';
import { WorkingOff } from './working-off.ts';

/** How often a process looks for what others have taken in; milliseconds. */
const LOOK_EVERY = 1_000;

/** All that is done without being asked over HTTP: working off the inbox, SLA warnings, evaluations as they fall due. */
export interface Background {
  /** Something was taken in. */
  wake(): void;
  /** Why the service cannot be relied on just now; null: it can. */
  notReady(): string | null;
  /** Resolves when the batches at hand have ended; what they leave is taken up at the next start. */
  stop(): Promise<void>;
}

/** `line`: asked anew for each run, as its rules may change. `sources`: those that are read over the network. */
export function startBackground(
  line: () => Line,
  settled: SettlingOptions,
  sources: readonly OpenSource[] = [],
): Background {
  const { log } = settled;
  const { rules, store: first } = line();
  const store = givingWay(first);
  const busy = (): Line => ({ ...line(), store });
  const working = new WorkingOff(busy, log);
  const settling = new Settling(busy, working, settled);
  settling.begin();
  const rhythms = [scheduled(rules, () => settling.begin()), everyMinute(() => settling.watch())];
  const zone = rules.desk.timezone;
  const readings = sources.map((source) => {
    const parts = { store, source, now: Date.now };
    return new Reading(parts, { log, hourAt: (at) => hourIn(zone, at), onKept: () => void working.wake() });
  });
  const looking = store.shared ? setInterval(() => void working.wake(), LOOK_EVERY) : undefined;
  return {
    wake: () => void working.wake(),
    notReady: () => settling.notReady,
    async stop() {
      clearInterval(looking);
      await Promise.all(rhythms.map((rhythm) => rhythm.destroy()));
      await Promise.all([settling.stop(), working.stop(), ...readings.map((reading) => reading.stop())]);
    },
  };
}

/**
 * Every hour at the minute of the desk's weekly evaluation: on time where all goes well, and at most an hour late where
 * a clock change skips that time, the machine slept through it, or the desk has chosen another minute since the start.
 */
function scheduled({ desk }: DeskRules, work: () => void) {
  const minute = Number(desk.evaluation.time.split(':')[1]);
  return schedule(`${minute} * * * *`, work, { timezone: desk.timezone, missedExecutionTolerance: 60_000 });
}

/** SLA warnings and breaches fall due by time alone. */
const everyMinute = (work: () => void) => schedule('* * * * *', work, { missedExecutionTolerance: 60_000 });

const hourIn = (timeZone: string, at: number): number =>
  Number(new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', hourCycle: 'h23' }).format(at));
