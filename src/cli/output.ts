import { styleText } from 'node:util';

/** One JSON document on standard output. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

export function print(line = ''): void {
  process.stdout.write(`${line}\n`);
}

export const bold = (text: string): string => styleText('bold', text, { stream: process.stdout });

/** Left-aligned columns as wide as their widest cell. */
export function printTable(header: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = header.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  print(bold(line(header)));
  for (const row of rows) print(line(row));
}

/** A line on standard error that is drawn over while work goes on; nothing where standard error is no terminal. */
export class ProgressLine {
  readonly #stream = process.stderr;
  #drawnAt = 0;

  /** done/total in any unit; total null where it is not known. */
  draw(what: string, done: number, total: number | null, unit: string): void {
    const now = performance.now();
    if (!this.#stream.isTTY || now - this.#drawnAt < 100) return;
    this.#drawnAt = now;
    const share = total === null || total === 0 ? '' : ` ${bar(done / total)} ${Math.round((100 * done) / total)} %`;
    const of = total === null ? '' : ` of ${total.toLocaleString('en')}`;
    this.#stream.write(`\r\x1b[K${what}${share}  ${done.toLocaleString('en')}${of} ${unit}`);
  }

  clear(): void {
    if (this.#stream.isTTY) this.#stream.write('\r\x1b[K');
  }
}

const BAR = 24;

function bar(share: number): string {
  const full = Math.max(0, Math.min(BAR, Math.round(share * BAR)));
  return `[${'#'.repeat(full)}${'.'.repeat(BAR - full)}]`;
}
