import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { openBytes } from '../../src/inbox/files/open-bytes.ts';
import { measured } from './measured.ts';
import { CLI_FLAGS } from './node-flags.ts';

export const ROOT = join(import.meta.dirname, '../..');
export const CLI = [...CLI_FLAGS, join(ROOT, 'src/cli/stepladder.ts')];
const REAL_LOG = join(ROOT, '../shared/data/servicenow-incident-log/incident_event_log.zip');

/** A log as a plain csv whose first column is the ticket's id, and how it is imported and judged. */
export interface BenchLog {
  readonly title: string;
  readonly csv: string;
  readonly importArgs: readonly string[];
  readonly flagsArgs: readonly string[];
  /** First and last day of a quarter that it covers. */
  readonly quarter: readonly [from: string, to: string];
}

/** The real log where it is there, else one of about as many rows from a simulated desk. */
export async function benchLog(scratch: string): Promise<BenchLog> {
  const csv = join(scratch, 'log.csv');
  const rules = ['--rules', join(ROOT, 'rules/three-month-log')];
  if (!existsSync(REAL_LOG)) {
    await measured(scratch, [...CLI, 'simulate', '--agents', '90', '--weeks', '26', '--out', csv]);
    return {
      title: `a simulated desk (${REAL_LOG} is not there)`,
      csv,
      importArgs: ['--format', 'ticket-log', ...rules],
      flagsArgs: ['--as-of', '2026-07-06', ...rules],
      quarter: ['2026-04-06', '2026-07-06'],
    };
  }
  for await (const { bytes } of openBytes(
    REAL_LOG,
    () => 'csv',
    () => {},
  )) {
    await pipeline(Readable.from(bytes), createWriteStream(csv));
  }
  return {
    title: 'the ServiceNow incident log (UCI 498)',
    csv,
    importArgs: ['--mapping', join(ROOT, 'connectors/event-log/mappings/servicenow-incident-log.yaml'), ...rules],
    flagsArgs: ['--as-of', '2016-05-30', ...rules],
    quarter: ['2016-03-01', '2016-05-30'],
  };
}

/** The same log three times over, each with tickets of its own. */
export async function tripled(log: BenchLog, scratch: string): Promise<BenchLog> {
  const csv = join(scratch, 'tripled.csv');
  await pipeline(Readable.from(thrice(log.csv)), createWriteStream(csv));
  return { ...log, csv };
}

async function* thrice(path: string): AsyncIterable<string> {
  for (const copy of ['A', 'B', 'C']) {
    let isHeader = true;
    for await (const line of createInterface({ input: createReadStream(path) })) {
      if (!isHeader) yield `${copy}-${line}\n`;
      else if (copy === 'A') yield `${line}\n`;
      isHeader = false;
    }
  }
}
