import { isUtf8 } from 'node:buffer';

const LINE_FEED = 10;
const QUOTE = 34;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

export interface DroppedLine {
  /** 1-based. */
  readonly line: number;
  readonly reason: 'too-long' | 'not-text';
}

export interface GuardedLines {
  /** Whole lines of UTF-8 text without NUL; only the last line of a file may lack its line feed. */
  readonly text: Buffer;
  /** Lines that were replaced by an empty one, so that line numbers still count. */
  readonly dropped: readonly DroppedLine[];
}

export interface GuardOptions {
  /** Longest line let through, line end included. Also the most the guard ever holds. */
  readonly maxBytes: number;
  /** csv: a dropped line that held an odd number of quotes leaves one behind, so that quoting stays in step after it. */
  readonly keepQuotes: boolean;
}

/**
 * Cuts bytes into whole, decent lines in bounded memory; looks at nothing but line feeds.
 * Not a stream.Transform: a stream that breaks throws away what it has buffered, and with it good rows before the break.
 */
export async function* guardLines(chunks: AsyncIterable<Buffer>, options: GuardOptions): AsyncGenerator<GuardedLines> {
  const guard = new LineGuard(options);
  for await (const chunk of chunks) yield guard.take(chunk);
  yield guard.end();
}

class LineGuard {
  readonly #options: GuardOptions;
  #line = 0;
  /** The line begun in earlier chunks. */
  #begun: Buffer[] = [];
  #begunBytes = 0;
  #overflown = false;
  #oddQuotes = false;
  #out: Buffer[] = [];
  #dropped: DroppedLine[] = [];

  constructor(options: GuardOptions) {
    this.#options = options;
  }

  take(chunk: Buffer): GuardedLines {
    const first = chunk.indexOf(LINE_FEED);
    if (first === -1) {
      this.#begin(chunk);
    } else {
      const last = chunk.lastIndexOf(LINE_FEED);
      this.#begin(chunk.subarray(0, first + 1));
      this.#finishLine();
      this.#wholeLines(chunk.subarray(first + 1, last + 1));
      this.#begin(chunk.subarray(last + 1));
    }
    return this.#handOver();
  }

  end(): GuardedLines {
    if (this.#begunBytes > 0) this.#finishLine();
    return this.#handOver();
  }

  #begin(part: Buffer): void {
    this.#begunBytes += part.length;
    this.#begun.push(part);
    if (this.#begunBytes <= this.#options.maxBytes) return;
    this.#overflown = true;
    for (const piece of this.#begun) if (hasOddQuotes(piece)) this.#oddQuotes = !this.#oddQuotes;
    this.#begun = [];
  }

  #finishLine(): void {
    if (this.#overflown) {
      this.#line++;
      this.#drop('too-long', this.#oddQuotes);
    } else {
      this.#oneLine(this.#begun.length === 1 && this.#begun[0] ? this.#begun[0] : Buffer.concat(this.#begun));
    }
    this.#begun = [];
    this.#begunBytes = 0;
    this.#overflown = false;
    this.#oddQuotes = false;
  }

  #wholeLines(lines: Buffer): void {
    if (lines.length <= this.#options.maxBytes && isText(lines)) {
      this.#line += count(lines, LINE_FEED);
      this.#out.push(lines);
      return;
    }
    for (let start = 0; start < lines.length; ) {
      const end = lines.indexOf(LINE_FEED, start) + 1;
      this.#oneLine(lines.subarray(start, end));
      start = end;
    }
  }

  #oneLine(line: Buffer): void {
    this.#line++;
    if (line.length > this.#options.maxBytes) this.#drop('too-long', hasOddQuotes(line));
    else if (!isText(line)) this.#drop('not-text', hasOddQuotes(line));
    else this.#out.push(this.#line === 1 ? withoutMark(line) : line);
  }

  #drop(reason: DroppedLine['reason'], oddQuotes: boolean): void {
    this.#dropped.push({ line: this.#line, reason });
    this.#out.push(Buffer.from(oddQuotes && this.#options.keepQuotes ? '"\n' : '\n'));
  }

  #handOver(): GuardedLines {
    const lines = { text: Buffer.concat(this.#out), dropped: this.#dropped };
    this.#out = [];
    this.#dropped = [];
    return lines;
  }
}

function isText(bytes: Buffer): boolean {
  return !bytes.includes(0) && isUtf8(bytes);
}

function withoutMark(line: Buffer): Buffer {
  return line.subarray(0, 3).equals(BYTE_ORDER_MARK) ? line.subarray(3) : line;
}

function hasOddQuotes(bytes: Buffer): boolean {
  return count(bytes, QUOTE) % 2 === 1;
}

function count(bytes: Buffer, byte: number): number {
  let found = 0;
  for (let at = bytes.indexOf(byte); at !== -1; at = bytes.indexOf(byte, at + 1)) found++;
  return found;
}
