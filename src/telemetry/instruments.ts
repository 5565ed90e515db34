import { performance } from 'node:perf_hooks';
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { METRICS } from '../metrics/index.ts';
import type { Store } from '../store/store.ts';
import { type Evaluated, type Row, type Rule, readEvaluated } from './evaluated.ts';
import { INSTRUMENTS, type Instrument, type Reading, type Waiting } from './instrument-list.ts';
import type { SourceReading } from './source-instruments.ts';
import { sparingly } from './sparingly.ts';

export { INSTRUMENT_NAMES } from './instrument-list.ts';

interface InstrumentOptions {
  /** Read anew for each evaluation. */
  readonly rules: readonly Rule[];
  /** Whether what lies in the rules folder is in force; left out: it is. */
  readonly rulesValid?: () => boolean;
  /** What rules/metrics.yaml asks for; else each metric's own minimum. */
  readonly minimumSampleOf?: (metricId: string) => number;
  /** How reading each source goes that is read over the network; none if left out. */
  readonly sources?: () => Promise<readonly SourceReading[]>;
  /** What waits for people; not shown if left out. */
  readonly waiting?: () => Promise<Waiting>;
  /** Milliseconds on a steady clock: measures what reading the store costs. */
  readonly now?: () => number;
}

const ownMinimum = new Map(METRICS.map(({ id, minimumSample }) => [id, minimumSample]));

/** A registry of its own that reads the store when it is scraped. Its `metrics()` fails when the store does. */
export function createInstruments(store: Store, options: InstrumentOptions): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'stepladder_' });
  dropMisnamed(registry);
  const read = reader(store, options);
  let current: Promise<Reading> | null = null;
  // All instruments of a scrape ask in one go, and are to show the same reading.
  const reading = () => {
    current ??= read().finally(() => {
      current = null;
    });
    return current;
  };
  for (const instrument of INSTRUMENTS) {
    if (instrument.counter) addCounter(registry, instrument, reading);
    else addGauge(registry, instrument, reading);
  }
  return registry;
}

/** Node's gauges that end in _total, as only counters may, say what nodejs_active_handles{type} ... say too. */
function dropMisnamed(registry: Registry): void {
  for (const kind of ['handles', 'requests', 'resources']) {
    registry.removeSingleMetric(`stepladder_nodejs_active_${kind}_total`);
  }
}

function reader(store: Store, options: InstrumentOptions): () => Promise<Reading> {
  const {
    rulesValid = () => true,
    sources = async () => [],
    waiting = async () => null,
    now = () => performance.now(),
  } = options;
  const minimumSampleOf = options.minimumSampleOf ?? ((metricId) => ownMinimum.get(metricId) ?? 0);
  const countsOf = sparingly(() => store.counts(), now);
  const evaluatedOf = sparingly<Evaluated>(
    (key) => readEvaluated(store, Number.parseInt(key, 10), options.rules, minimumSampleOf),
    now,
  );
  const slaOf = sparingly(async () => ({ now: await store.slaCounts(), compared: await store.slaComparison() }), now);
  const sourcesOf = sparingly(sources, now);
  const waitingOf = sparingly<Waiting | null>(waiting, now);
  return async () => {
    const [counts, sla, unmapped, evaluations, readings, waits] = await Promise.all([
      countsOf(''),
      slaOf(''),
      store.unmapped(),
      store.evaluations(),
      sourcesOf(''),
      waitingOf(''),
    ]);
    const last = evaluations.at(-1);
    return {
      counts,
      sla: sla.now,
      slaCompared: sla.compared?.counts ?? [],
      unmapped,
      sources: readings,
      waiting: waits,
      rulesValid: rulesValid(),
      lastEvaluation: last?.asOf ?? null,
      staleEvaluations: evaluations.filter(({ stale }) => stale).length,
      evaluated: last === undefined ? null : await evaluatedOf(`${last.asOf} ${last.rulesVersion} ${last.stale}`),
    };
  };
}

/** Counted elsewhere: each scrape sets it anew. */
function addCounter(registry: Registry, instrument: Instrument, reading: () => Promise<Reading>): void {
  new Counter({
    name: instrument.name,
    help: instrument.help,
    labelNames: instrument.labels,
    registers: [registry],
    async collect() {
      const rows = instrument.rows(await reading());
      this.reset();
      for (const { labels, value } of rows) this.inc(labels, value);
    },
  });
}

function addGauge(registry: Registry, instrument: Instrument, reading: () => Promise<Reading>): void {
  let shown: readonly Row[] = [];
  new Gauge({
    name: instrument.name,
    help: instrument.help,
    labelNames: instrument.labels,
    registers: [registry],
    async collect() {
      const rows = instrument.rows(await reading());
      if (rows === shown) return;
      shown = rows;
      this.reset();
      if (instrument.labels.length === 0) this.remove(); // what has no labels is reset to zero, not to nothing
      for (const { labels, value } of rows) this.set(labels, value);
    },
  });
}
