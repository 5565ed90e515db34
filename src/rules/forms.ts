import { z } from 'zod';
import { TICKET_STATUSES } from '../domain/ticket.ts';
import { didYouMean } from './nearest-word.ts';

const MINUTE_MS = 60_000;
const UNIT_MS = { m: MINUTE_MS, h: 60 * MINUTE_MS, d: 1440 * MINUTE_MS } as const;

/** Error text for a schema: what is there, and what to write instead. */
export function write(wanted: string): { error: (issue: { input?: unknown }) => string } {
  return {
    error: ({ input }) => (input === undefined ? `missing. Write ${wanted}.` : `not ${shown(input)}. Write ${wanted}.`),
  };
}

function shown(input: unknown): string {
  if (Array.isArray(input)) return 'a list';
  return isBlock(input) ? 'a block of keys' : JSON.stringify(input);
}

/** An object of these keys and no other. Unlike strictObject, an unknown key is a problem at its own place. */
export function keys<S extends z.core.$ZodLooseShape>(shape: S): z.ZodObject<S, z.core.$strict> {
  const known = Object.keys(shape).join(', ');
  const stray = z.unknown().refine(() => false, `unknown key. Known here: ${known}.`);
  // Nothing passes `stray`, so the output has no further keys: that of a strict object.
  return z.object(shape, write(`the keys ${known}`)).catchall(stray) as unknown as z.ZodObject<S, z.core.$strict>;
}

export function text(wanted: string): z.ZodString {
  return z.string(write(wanted)).trim().min(1, write(wanted));
}

export function whole(wanted: string, least: number, most: number): z.ZodInt {
  const error = write(`a whole number of ${wanted}, ${least} to ${most}`);
  return z.int(error).min(least, error).max(most, error);
}

/** The file's own name, repeated inside, so that a copied file cannot pass for its original. */
export function nameOfFile(name: string): z.ZodString {
  const wanted = write(`"${name}", as the file is named`);
  return z.string(wanted).refine((id) => id === name, wanted);
}

/** One of the names there are. */
export function oneOf(what: string, known: readonly string[]): z.ZodString {
  return z.string(write(`the id of a ${what}: ${known.join(', ')}`)).refine((id) => known.includes(id), {
    error: ({ input }) => `no ${what} "${input}". ${didYouMean(String(input), known)}Known: ${known.join(', ')}.`,
  });
}

/** Milliseconds of a calendar. */
export function duration() {
  const wanted = write('a duration of open time in whole minutes, hours or days: 30m, 4h or 2d (1d is 24 open hours)');
  return z
    .string(wanted)
    .regex(/^[1-9]\d*[mhd]$/, wanted)
    .transform((spec) => Number(spec.slice(0, -1)) * UNIT_MS[spec.slice(-1) as keyof typeof UNIT_MS]);
}

/** A clock that stands while work goes on, or that never has to stop, promises nothing. */
const PAUSES = TICKET_STATUSES.filter((status) => !['open', 'resolved', 'closed', 'cancelled'].includes(status));

export function pauses() {
  const status = z.enum(PAUSES, write(`a status in which the clock may stand: ${PAUSES.join(', ')}`));
  return z.array(status, write('a list of statuses, or [] for none'));
}

/** Whether a value that may have problems elsewhere can be asked for its keys: its further checks then run all the same. */
export function isBlock(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
