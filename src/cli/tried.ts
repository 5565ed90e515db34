import { styleText } from 'node:util';
import type { Tried } from '../reading/connect.ts';
import { print } from './output.ts';

const MARKS = { ok: ['green', 'ok'], warning: ['yellow', 'look'], failed: ['red', 'FAILED'] } as const;

/** One line for what was tried, and one for what to do. */
export function printTried({ title, result, said, remedy }: Tried): void {
  const [colour, word] = MARKS[result];
  print(`  ${styleText(colour, word.padEnd(6), { stream: process.stdout })}  ${title}: ${said}`);
  if (remedy !== undefined && result !== 'ok') print(`          ${remedy}`);
}
