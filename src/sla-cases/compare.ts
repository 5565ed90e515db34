import { z } from 'zod';
import { read } from './asked.ts';
import type { Fields } from './case-file.ts';
import { type Answer, CannotExpress, instant } from './fields.ts';

/** What is wanted, in the units of an answer. Throws CannotExpress for what the kind does not answer. */
export function expectedOf(wanted: Fields, answer: Answer): Answer {
  if (Object.keys(wanted).length === 0) throw new CannotExpress('field "expect" says nothing');
  const value = z.union([z.number(), z.boolean()]).nullable();
  return Object.fromEntries(
    Object.entries(wanted).map(([name, text]) => {
      if (!Object.hasOwn(answer, name)) throw new CannotExpress(`field "expect.${name}"`);
      return [name, read(`expect.${name}`, isInstant(name) ? instant.nullable() : value, text)];
    }),
  );
}

const isInstant = (name: string): boolean => /(^|_)at(_|$)/.test(name);

/** To the millisecond; a percent as finely as it is stated. */
export function same(
  name: string,
  expected: number | boolean | null,
  got: number | boolean | null | undefined,
): boolean {
  if (typeof expected !== 'number' || typeof got !== 'number') return expected === got;
  if (name === 'percent') return Math.abs(expected - got) <= 0.5 / 10 ** decimals(expected);
  // Instants are read to whole milliseconds, so two finer ones may lie one apart.
  return Math.abs(expected - got) <= (isInstant(name) ? 1 : 0.001) + 1e-9;
}

function decimals(value: number): number {
  return /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0;
}

/** Instants as text in UTC. */
export function shown(answer: Answer): Readonly<Record<string, unknown>> {
  const text = (value: number | boolean | null) => (typeof value === 'number' ? new Date(value).toISOString() : value);
  return Object.fromEntries(
    Object.entries(answer).map(([name, value]) => [name, isInstant(name) ? text(value) : value]),
  );
}
