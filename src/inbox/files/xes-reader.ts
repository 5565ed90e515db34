import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { trouble } from './row-batch.ts';
import type { RowTrouble } from './source-row.ts';

const ATTRIBUTES = new Set(['string', 'date', 'int', 'float', 'boolean', 'id']);
/** XES nests far less; saxes keeps every open tag. */
const DEEPEST = 100;
/** Of a trace or an event. Each event repeats those of its trace, so a few kilobytes could ask for gigabytes. */
export const MOST_ATTRIBUTES = 1000;

/** Keys with their values as written. Nothing more is kept once `size` has passed the reader's limit; Infinity: too many. */
interface Attributes {
  readonly entries: [key: string, value: string][];
  /** In characters of keys and values. */
  size: number;
}

export interface XesEvent {
  readonly row: number;
  readonly trace: Attributes;
  readonly own: Attributes;
}

/** Turns the text of a XES log, piece by piece, into its events: log > trace > event, or log > event. */
export class XesReader {
  /** The number of the event that is being read or comes next. */
  next = 1;
  /** Why reading ended, with its place, once it has. */
  flaw: string | null = null;
  readonly #maxSize: number;
  readonly #parser = new SaxesParser();
  #depth = 0;
  #trace: Attributes | null = null;
  #traceHadEvent = false;
  #event: Attributes | null = null;
  #eventDepth = 0;
  /** An event whose closing tag has not been checked: saxes tells of a tag's end before it compares the names. */
  #closed: XesEvent | null = null;
  /** Where the last tag ended, in characters: what follows it may still be held by the parser. */
  #tagEnd = 0;
  #written = 0;
  #read: (XesEvent | RowTrouble)[] = [];

  /** @param maxSize longest tag, text and set of attributes, in characters */
  constructor(maxSize: number) {
    this.#maxSize = maxSize;
    this.#parser.on('opentag', (tag) => this.#open(tag));
    this.#parser.on('closetag', () => this.#close());
    this.#parser.on('error', (error) => this.#stop(`is not well-formed XML: ${error.message.replace(/^[\d:]+ /, '')}`));
  }

  /** Throws when no more can be read; `flaw` then says why. */
  write(text: string): void {
    this.#parser.write(text);
    this.#keepClosed();
    this.#written += text.length; // the parser's own position is right only while it calls back
    if (this.#written - this.#tagEnd > this.#maxSize)
      this.#stop(`has a tag or text of more than ${this.#maxSize} bytes`);
  }

  end(): void {
    this.#parser.close();
  }

  /** What has been read since the last call. */
  takeRead(): readonly (XesEvent | RowTrouble)[] {
    const read = this.#read;
    this.#read = [];
    return read;
  }

  #open(tag: SaxesTagPlain): void {
    const name = tag.name.slice(tag.name.indexOf(':') + 1);
    this.#keepClosed();
    this.#tagEnd = this.#parser.position;
    this.#depth++;
    if (this.#depth > DEEPEST) this.#stop(`nests more than ${DEEPEST} tags`);
    if (this.#depth === 1 && name !== 'log') this.#stop(`is XML, but not XES: it begins with <${tag.name}>`);
    if (ATTRIBUTES.has(name)) this.#attribute(tag.attributes);
    else if (name === 'trace' && this.#depth === 2) this.#trace = { entries: [], size: 0 };
    else if (name === 'event' && this.#depth === (this.#trace ? 3 : 2)) this.#beginEvent();
  }

  #beginEvent(): void {
    this.#traceHadEvent = true;
    this.#event = { entries: [], size: 0 };
    this.#eventDepth = this.#depth;
  }

  #close(): void {
    this.#keepClosed();
    this.#tagEnd = this.#parser.position;
    if (this.#event && this.#depth === this.#eventDepth) {
      this.#closed = { row: this.next, trace: this.#trace ?? { entries: [], size: 0 }, own: this.#event };
      this.#event = null;
    } else if (this.#depth === 2) {
      this.#trace = null;
      this.#traceHadEvent = false;
    }
    this.#depth--;
  }

  #keepClosed(): void {
    if (!this.#closed) return;
    this.#read.push(this.#closed);
    this.#closed = null;
    this.next++;
  }

  /** Attributes of attributes, and those of the log itself, are passed over. */
  #attribute({ key, value }: SaxesTagPlain['attributes']): void {
    const ofEvent = this.#event !== null && this.#depth === this.#eventDepth + 1;
    const ofTrace = this.#event === null && this.#trace !== null && this.#depth === 3;
    const owner = ofEvent ? this.#event : ofTrace ? this.#trace : null;
    if (!owner) return;
    if (key === undefined || value === undefined) {
      this.#passOver('has no key or no value', 'Give it both.');
    } else if (ofTrace && this.#traceHadEvent) {
      this.#passOver('of a trace stands after its events', 'Write the attributes of a trace before its events.');
    } else {
      owner.size += owner.entries.length < MOST_ATTRIBUTES ? key.length + value.length : Infinity;
      if (owner.size <= this.#maxSize) owner.entries.push([ofTrace ? `trace:${key}` : key, value]);
    }
  }

  #passOver(flaw: string, remedy: string): void {
    const row = this.#event ? this.next : null;
    this.#read.push(trouble(row, `An attribute ${flaw} (${this.#place()}); it is passed over`, remedy));
  }

  #stop(flaw: string): never {
    this.flaw = `The file ${flaw} (${this.#place()})`;
    throw new Error(this.flaw);
  }

  #place(): string {
    return `line ${this.#parser.line}, column ${this.#parser.column}`;
  }
}
