import { printTable } from './output.ts';

/** Tables without rows are left out. */
export function printRows(rows: Readonly<Record<string, number>>, title = 'rows'): void {
  const held = Object.entries(rows).filter(([, count]) => count > 0);
  const width = Math.max(title.length, ...held.map(([, count]) => count.toLocaleString('en').length));
  printTable(
    ['table', title.padStart(width)],
    held.map(([table, count]) => [table, count.toLocaleString('en').padStart(width)]),
  );
}
