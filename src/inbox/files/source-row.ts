/** What a log file can be written in. */
export type RowFormat = 'csv' | 'jsonl' | 'xes';

/** One row as it stood in the file. csv: values in the order of `columns`; jsonl and xes: an object. */
export interface SourceRow {
  /** 1-based: the line it starts on (csv, jsonl) or the number of the event (xes). */
  readonly row: number;
  readonly values: readonly string[] | Readonly<Record<string, unknown>>;
}

/** Something that could not be read; the rest goes on where it can. */
export interface RowTrouble {
  /** As in SourceRow; null when no row can be named. */
  readonly row: number | null;
  readonly problem: string;
  readonly remedy: string;
  /** Nothing more can be read from this file. */
  readonly fatal: boolean;
}

export interface RowFile {
  /** The path; for an entry of a zip `path:entry`. A label only, never a place to write to. */
  readonly name: string;
  readonly format: RowFormat;
  /** The csv header; null for the other formats and when the header could not be read. */
  readonly columns: readonly string[] | null;
  /** To be read before the next file is asked for. */
  readonly items: AsyncIterable<SourceRow | RowTrouble>;
}
