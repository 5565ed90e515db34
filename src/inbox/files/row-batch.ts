import type { RowTrouble, SourceRow } from './source-row.ts';
import { UnreadableFile } from './unreadable-file.ts';

/** The readers hand on a chunk's rows together: waiting for each row at every stage would cost more than reading it. */
export type RowBatch = Iterable<SourceRow | RowTrouble>;

export interface Rows {
  readonly columns: readonly string[] | null;
  readonly batches: AsyncIterable<RowBatch>;
}

export function trouble(row: number | null, problem: string, remedy: string): RowTrouble {
  return { row, problem, remedy, fatal: false };
}

export function fatalTrouble(row: number | null, problem: string, remedy: string): RowTrouble {
  return { row, problem, remedy, fatal: true };
}

/** The trouble of a file whose bytes stop being readable at `row`. Other errors are defects and thrown on. */
export function brokenOff(row: number, error: unknown): RowTrouble {
  if (!(error instanceof UnreadableFile)) throw error;
  return fatalTrouble(row, `The file ${error.problem}; nothing from row ${row} on can be read`, error.remedy);
}
