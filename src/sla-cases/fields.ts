import { z } from 'zod';
import { Temporal } from '../domain/temporal.ts';
import type { Fields } from './case-file.ts';

/** A case that the engine has no way to run; the message names what it is about. */
export class CannotExpress extends Error {
  override readonly name = 'CannotExpress';
}

/** What comes out of a case by the names of its `expect`: seconds, percent, yes or no; instants in milliseconds; null: none. */
export type Answer = Readonly<Record<string, number | boolean | null>>;

/** Reads a text with an offset or Z to milliseconds since 1970. */
export const instant = z.string().transform((text, { addIssue }) => {
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    addIssue({ code: 'custom', message: `"${text}" is no instant with an offset or Z` });
    return z.NEVER;
  }
});

/** Reads seconds, perhaps with a fraction, to whole milliseconds. */
export const seconds = z
  .number()
  .nonnegative()
  .transform((value) => Math.round(value * 1000));

/** Said of a case or calendar to its reader, not asked of the engine. */
const WORDS = ['id', 'title', 'note', 'derived', 'source', 'ref', 'path', 'url', 'why', 'comment'];

/** The fields by their form, null taken as absent and words to the reader left aside. Throws CannotExpress at the first that does not fit or is unknown. */
export function readFields<S extends z.ZodObject>(form: S, fields: Fields): z.output<S> {
  const given = Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => value !== null && !WORDS.includes(name)),
  );
  const stray = Object.keys(given).find((name) => !Object.hasOwn(form.shape, name));
  if (stray !== undefined) throw new CannotExpress(`field "${stray}"`);
  const parsed = form.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const shown = JSON.stringify(given[String(issue?.path[0])]);
  throw new CannotExpress(`field "${issue?.path.map(String).join('.')}" is ${shown ?? 'missing'}: ${issue?.message}`);
}
