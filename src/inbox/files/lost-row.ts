import type { DroppedLine } from './line-guard.ts';
import { trouble } from './row-batch.ts';
import type { RowTrouble } from './source-row.ts';

/** @param row the row lost with the line: in csv it may begin on an earlier line */
export function lostRow(row: number, dropped: DroppedLine, maxBytes: number): RowTrouble {
  return dropped.reason === 'too-long'
    ? trouble(
        row,
        `Line ${dropped.line} is longer than ${maxBytes} bytes; its row is left out`,
        'Shorten its texts, or allow longer rows.',
      )
    : trouble(
        row,
        `Line ${dropped.line} is not UTF-8 text; its row is left out`,
        'Export the file as UTF-8 and import it again.',
      );
}
