/** One line of the import table: what the files below `place` may import besides their own place. */
export interface Row {
  /** A folder or one file, from the project root; `*` stands for any one folder. The longest match counts. */
  readonly place: string;
  /** Places it may import in full. */
  readonly imports?: readonly string[];
  /** Places of which it may use types only (`import type`). */
  readonly types?: readonly string[];
  /** npm packages and node: modules; a trailing `*` stands for the rest of the name. */
  readonly packages?: readonly string[];
  /** Further packages for files of one name. */
  readonly inFiles?: Readonly<Record<string, readonly string[]>>;
}

/** Never let in by a `*`: a row that needs one names it. */
export const namedOnly: readonly string[] = ['node:sqlite'];

const base = ['src/domain', 'src/statistics'];
const judged = [...base, 'src/metrics', 'src/progression', 'src/programme'];
const core = [...judged, 'src/settings', 'src/connector', 'src/rules'];
const edges = [
  'src/inbox',
  'src/store',
  'src/reading',
  'src/people',
  'src/api',
  'src/telemetry',
  'src/notify',
  'src/simulator',
];
/** What the API says, and the web app and the CLI read. */
const shared = [
  'src/api/schemas.ts',
  'src/api/decisions-schema.ts',
  'src/api/fall-schema.ts',
  'src/api/own-schema.ts',
  'src/api/mastery-schema.ts',
  'src/api/notes-schema.ts',
  'src/api/path-schema.ts',
  'src/api/sources-schema.ts',
  'src/api/ticket-clocks-schema.ts',
  'src/api/ticket-schema.ts',
  'src/api/watch-schema.ts',
];
/** The line, and what runs it: week by week, or anew from the start. */
const line = [
  'src/pipeline.ts',
  'src/freeze.ts',
  'src/estimates.ts',
  'src/batches.ts',
  'src/settle.ts',
  'src/settle-apart.ts',
  'src/replay.ts',
  'src/sla-watch.ts',
  'src/trying-again.ts',
  'src/working-off.ts',
  'src/settling.ts',
  'src/background.ts',
  'src/watching-rules.ts',
];
const everything = [...core, ...edges, ...line, 'connectors/index.ts', 'src/config.ts'];

/** Who may import what: the design's layers, innermost first. Changing a line is a decision (docs/decisions). */
export const table: readonly Row[] = [
  // Pure: no I/O, so no node: module.
  { place: 'src/domain', packages: ['temporal-polyfill'] },
  { place: 'src/statistics' },
  // Reads any YAML settings file, and knows the place of every mistake in it.
  { place: 'src/settings', packages: ['yaml', 'zod'] },
  { place: 'src/metrics', imports: base },
  { place: 'src/progression', imports: [...base, 'src/metrics'] },
  { place: 'src/programme', imports: [...base, 'src/metrics', 'src/progression'] },
  // Compares groups of people; is told what of figures and flags it needs.
  { place: 'src/audit', imports: [...base, 'src/metrics'], types: ['src/progression'] },

  // A connector knows the contract and the domain, never another connector.
  { place: 'src/connector', imports: ['src/domain'], packages: ['zod', 'node:*'] },
  // Signed tokens are checked by keys that their senders publish.
  { place: 'src/connector/verifiers', imports: ['src/domain', 'src/connector'], packages: ['jose', 'node:*'] },
  // The only place that asks anybody over the network for a connector.
  {
    place: 'src/connector/http',
    imports: ['src/domain', 'src/connector'],
    packages: ['axios', 'p-queue', 'zod', 'node:*'],
  },
  {
    place: 'connectors/*',
    imports: ['src/connector', 'src/domain', 'src/settings'],
    packages: ['zod', 'node:crypto'],
  },
  { place: 'connectors/index.ts', imports: ['connectors/*', 'src/connector', 'src/domain'] },

  // Reads the desk's YAML into the types of those who judge by it.
  {
    place: 'src/rules',
    // Runs the cases beside each rule through the real judge.
    imports: [
      'src/domain',
      'src/metrics',
      'src/progression',
      'src/settings',
      'src/connector',
      'src/connector/verifiers',
    ],
    types: ['src/programme'],
    packages: ['zod', '@marcbachmann/cel-js', 'node:*'],
  },
  // Worked SLA examples against the engine.
  { place: 'src/sla-cases', imports: ['src/domain', 'src/settings'], packages: ['zod'] },

  // The edge: each vendor library in one place.
  { place: 'src/calendar-import', imports: ['src/domain'], packages: ['ical.js', 'date-holidays'] },
  {
    place: 'src/inbox',
    imports: [...core, 'src/inbox/files', 'connectors/index.ts'],
    types: ['src/store'],
    packages: ['express', 'zod', 'pino', 'node:*'],
  },
  {
    place: 'src/inbox/files',
    imports: [...base, 'src/connector'],
    packages: ['csv-parse', 'saxes', 'yauzl', 'node:*'],
  },
  { place: 'src/store', imports: core, packages: ['kysely', 'kysely/migration', 'pg', 'zod', 'node:*', 'node:sqlite'] },
  {
    place: 'src/api',
    imports: [...core, ...shared, 'src/audit', 'src/config.ts'],
    types: ['src/store', 'src/inbox', 'src/telemetry'],
    packages: ['express', 'helmet', 'swagger-ui-dist', 'zod', '@asteasolutions/zod-to-openapi', 'pino', 'node:*'],
  },
  // These go into the browser too, so nothing of the server may come with it.
  {
    place: 'src/api/schemas.ts',
    imports: ['src/api/decisions-schema.ts', 'src/api/fall-schema.ts'],
    packages: ['zod'],
  },
  { place: 'src/api/fall-schema.ts', packages: ['zod'] },
  { place: 'src/api/decisions-schema.ts', packages: ['zod'] },
  {
    place: 'src/api/own-schema.ts',
    imports: ['src/api/schemas.ts', 'src/api/decisions-schema.ts', 'src/api/path-schema.ts'],
    packages: ['zod'],
  },
  { place: 'src/api/path-schema.ts', imports: ['src/api/schemas.ts'], packages: ['zod'] },
  { place: 'src/api/watch-schema.ts', imports: ['src/api/schemas.ts'], packages: ['zod'] },
  { place: 'src/api/mastery-schema.ts', imports: ['src/api/schemas.ts'], packages: ['zod'] },
  { place: 'src/api/notes-schema.ts', imports: ['src/api/schemas.ts'], packages: ['zod'] },
  { place: 'src/api/sources-schema.ts', imports: ['src/api/schemas.ts'], packages: ['zod'] },
  { place: 'src/api/ticket-clocks-schema.ts', imports: ['src/domain', 'src/api/schemas.ts'], packages: ['zod'] },
  { place: 'src/api/ticket-schema.ts', imports: ['src/api/schemas.ts'], packages: ['zod'] },
  { place: 'src/telemetry', imports: core, types: ['src/store'], packages: ['prom-client', 'pino', 'node:*'] },
  { place: 'src/notify', imports: core, types: ['src/store'], packages: ['zod', 'pino', 'node:*'] },
  // Asks sources for what has changed; the connectors know how.
  {
    place: 'src/reading',
    imports: [...core, 'src/connector/http'],
    types: ['src/store'],
    packages: ['pino', 'node:*'],
  },
  // Who is whom: proposes, people confirm.
  { place: 'src/people', imports: core, types: ['src/store'] },
  { place: 'src/simulator', imports: [...base, 'src/connector', 'connectors/index.ts'] },

  // Talks HTTP; shares the API's schemas and nothing else.
  {
    place: 'src/ui',
    imports: shared,
    packages: ['react', 'react-dom', '@mantine/*', '@tanstack/react-query', 'wouter', 'zod'],
    inFiles: { 'vite.config.ts': ['vite', '@vitejs/plugin-react', 'node:*'] },
  },

  { place: 'src/config.ts', imports: ['src/domain'], packages: ['zod', 'yaml', 'node:*'] },
  { place: 'src/batches.ts', imports: ['src/settings', 'src/store'] },
  { place: 'src/freeze.ts', imports: [...core, 'src/store'] },
  { place: 'src/estimates.ts', imports: [...core, 'src/store', 'src/freeze.ts', 'src/pipeline.ts'] },
  {
    place: 'src/pipeline.ts',
    imports: [...core, ...edges, 'src/batches.ts', 'src/freeze.ts', 'connectors/index.ts'],
  },
  { place: 'src/settle.ts', imports: [...core, 'src/store', 'src/pipeline.ts'], packages: ['node:*'] },
  // The same in a process of its own, and that process.
  { place: 'src/settle-apart.ts', imports: [...core, 'src/pipeline.ts', 'src/settle.ts'], packages: ['node:*'] },
  {
    place: 'src/settle-process.ts',
    imports: [...core, 'src/store', 'src/settle.ts', 'src/settle-apart.ts', 'connectors/index.ts'],
  },
  // Replays evaluations in memory; reads the store and writes nothing.
  { place: 'src/backtest', imports: [...core, 'src/freeze.ts'], types: ['src/store', 'src/pipeline.ts'] },
  {
    place: 'src/what-if',
    imports: [...core, 'src/audit', 'src/backtest', 'src/freeze.ts'],
    types: ['src/store'],
    packages: ['node:path'],
  },
  { place: 'src/sla-watch.ts', imports: [...core, 'src/store', 'src/pipeline.ts'] },
  { place: 'src/replay.ts', imports: [...core, 'src/store', 'src/pipeline.ts', 'src/settle.ts'] },
  { place: 'src/trying-again.ts' },
  { place: 'src/working-off.ts', imports: [...core, 'src/pipeline.ts', 'src/trying-again.ts'], packages: ['pino'] },
  {
    place: 'src/settling.ts',
    imports: [
      ...core,
      'src/api',
      'src/pipeline.ts',
      'src/settle.ts',
      'src/sla-watch.ts',
      'src/trying-again.ts',
      'src/working-off.ts',
    ],
    packages: ['pino'],
  },
  {
    place: 'src/background.ts',
    imports: [...core, 'src/store', 'src/reading', 'src/pipeline.ts', 'src/settling.ts', 'src/working-off.ts'],
    packages: ['node-cron', 'pino'],
  },
  { place: 'src/watching-rules.ts', imports: core, packages: ['pino'] },
  { place: 'src/main.ts', imports: everything, packages: ['pino', 'node:*'] },
  {
    place: 'src/cli',
    imports: [
      ...everything,
      ...shared,
      'src/main.ts',
      'src/audit',
      'src/backtest',
      'src/what-if',
      'src/sla-cases',
      'src/calendar-import',
    ],
    packages: ['commander', 'yaml', 'zod', 'pino', 'node:*'],
  },
];
