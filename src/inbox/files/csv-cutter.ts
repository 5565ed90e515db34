import { finished } from 'node:stream/promises';
import { CsvError, type Parser, parse } from 'csv-parse';
import type { DroppedLine, GuardedLines } from './line-guard.ts';
import { lostRow } from './lost-row.ts';
import { brokenOff, fatalTrouble } from './row-batch.ts';
import type { RowTrouble, SourceRow } from './source-row.ts';

/** A csv row before it is known whether it fits the header. */
export interface CsvRecord extends SourceRow {
  readonly values: readonly string[];
}

/** Cuts guarded lines into records. A record that lost a line is left out as a whole. */
export class CsvCutter {
  readonly #maxBytes: number;
  readonly #parser: Parser;
  /** The line on which the next record starts. */
  #line = 1;
  #parserLines = 0;
  /** Not yet met by the parser; the next one last. */
  #dropped: DroppedLine[] = [];
  #cut: (CsvRecord | RowTrouble)[] = [];

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
    this.#parser = parse({
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: true,
      max_record_size: maxBytes,
      on_record: (values: string[], context) => {
        this.#take(values, context.lines);
        return null; // taken here and now; nothing piles up in the parser
      },
    });
    this.#parser.on('error', () => undefined); // each write reports it
  }

  /** Throws csv-parse's CsvError where quoting is broken; the records before it can still be taken. */
  async write(lines: GuardedLines): Promise<void> {
    if (lines.dropped.length > 0) this.#dropped = [...lines.dropped.toReversed(), ...this.#dropped];
    await new Promise<void>((resolve, reject) => {
      this.#parser.write(lines.text, (error) => (error ? reject(error) : resolve()));
    });
  }

  async end(): Promise<void> {
    this.#parser.end();
    await finished(this.#parser, { readable: false });
  }

  /** What has been cut since the last call. */
  takeCut(): readonly (CsvRecord | RowTrouble)[] {
    const cut = this.#cut;
    this.#cut = [];
    return cut;
  }

  troubleOf(error: unknown): RowTrouble {
    const row = this.#line;
    if (!(error instanceof CsvError)) return brokenOff(row, error);
    const problem =
      error.code === 'CSV_MAX_RECORD_SIZE'
        ? `The row has a quoted value that is not closed within ${this.#maxBytes} bytes`
        : error.code === 'CSV_QUOTE_NOT_CLOSED'
          ? 'The row has a quoted value that is never closed'
          : 'The row has a quote where none may stand';
    return fatalTrouble(
      row,
      `${problem}; row ${row} and all after it are left out`,
      'Put values that contain quotes between quotes, write each inner quote twice, and import the file again.',
    );
  }

  /** @param parserLine csv-parse's count of lines; it counts CRLF inside quotes twice, so it only tells that there were some */
  #take(values: readonly string[], parserLine: number): void {
    const row = this.#line;
    this.#line += parserLine === this.#parserLines + 1 ? 1 : 1 + lineFeeds(values);
    this.#parserLines = parserLine;
    const whole = !this.#lostSome(row);
    const blank = values.length === 1 && values[0] === '';
    if (whole && !blank) this.#cut.push({ row, values });
  }

  /** Whether a line of the record just cut was dropped. */
  #lostSome(row: number): boolean {
    let lost = false;
    for (let next = this.#dropped.at(-1); next && next.line < this.#line; next = this.#dropped.at(-1)) {
      this.#cut.push(lostRow(row, next, this.#maxBytes));
      this.#dropped.pop();
      lost = true;
    }
    return lost;
  }
}

function lineFeeds(values: readonly string[]): number {
  return values.reduce((found, value) => found + value.split('\n').length - 1, 0);
}
