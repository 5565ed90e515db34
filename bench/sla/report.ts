/** What was measured, one line each, and what is asked of it. */
export interface Report {
  readonly rows: readonly Row[];
  readonly bars: readonly Bar[];
}

/** `what` and figures by name, with their unit in the name. */
export type Row = Readonly<Record<string, string | number>> & { readonly what: string };

export interface Bar {
  readonly id: string;
  readonly value: number;
  readonly limit: number;
  readonly ok: boolean;
}

/** A value that must reach the limit. */
export function atLeast(id: string, value: number, limit: number): Bar {
  return { id, value, limit, ok: value >= limit };
}

/** A value that must not exceed the limit. */
export function atMost(id: string, value: number, limit: number): Bar {
  return { id, value, limit, ok: value <= limit };
}

export function printReport({ rows, bars }: Report): void {
  const line = (text: string) => process.stdout.write(`${text}\n`);
  for (const { what, ...figures } of rows) {
    const told = Object.entries(figures).map(([name, value]) => `${name} ${text(value)}`);
    line(`${what.padEnd(44)} ${told.join('   ')}`);
  }
  line('');
  for (const { id, value, limit, ok } of bars)
    line(`${ok ? 'ok  ' : 'MISS'} ${id}: ${text(value)} (asked: ${text(limit)})`);
}

function text(value: string | number): string {
  return typeof value === 'number' ? value.toLocaleString('en', { maximumSignificantDigits: 4 }) : value;
}
