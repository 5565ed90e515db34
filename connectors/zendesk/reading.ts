import type { z } from 'zod';
import { Rejected } from '../../src/connector/rejected.ts';
import { timeReader } from '../../src/connector/source-time.ts';
import type { Instant } from '../../src/domain/interval.ts';

const readTime = timeReader('iso', 'UTC');

/** Throws Rejected, naming what is not as Zendesk's API gives it. */
export function understood<S extends z.ZodType>(resource: string, schema: S, data: unknown): z.output<S> {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const places = [...new Set(result.error.issues.map(({ path }) => path.map(String).join('.') || 'it'))];
  throw new Rejected(
    `unreadable ${resource}`,
    `${shortened(places.slice(0, 5).join(', '))} is missing or of another kind`,
    "Send the object exactly as Zendesk's API returns it.",
  );
}

export function instant(name: string, written: string): Instant {
  const at = readTime(written);
  if (at !== null) return at;
  throw new Rejected(
    'unreadable time',
    `${name} is "${shortened(written)}"`,
    'It has to be ISO 8601, like 2026-03-02T08:00:00Z.',
  );
}

/** A field's value as text, null where it is empty. Lists and objects are none: nothing of theirs is called, they may bring their own toString. */
export function plainText(value: unknown): string | null | undefined {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value.trim() === '' ? null : value.trim();
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** Vendors' ids grow with time, so they order what happened within one second. */
export function orderOf(id: string): number {
  const order = Number(id);
  return Number.isSafeInteger(order) ? order : 0;
}

export const shortened = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text);
