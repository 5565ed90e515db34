import { z } from 'zod';
import type { Fields } from './case-file.ts';
import { CannotExpress } from './fields.ts';

/** Read before the kind is asked. */
const OUTER = ['kind', 'calendar', 'expect', 'check'];

const fieldsForm = z.record(z.string(), z.unknown());
const checkForm = z.object({
  agrees: z.boolean().default(true),
  own: fieldsForm.nullish(),
  /** Choices under which the source is right, such as boundary=next_open. */
  with: z.array(z.string()).nullish(),
});

/** What is to come out, and what the kind is asked. Where the source is known to be wrong, the right value is wanted. */
export function askedOf(worked: Fields): { wanted: Fields; fields: Fields } {
  const fields = Object.fromEntries(Object.entries(worked).filter(([name]) => !OUTER.includes(name)));
  const check = read('check', checkForm, worked['check'] ?? {});
  if (check.agrees) {
    const choices = (check.with ?? []).map((choice) => choice.split('=', 2).map((part) => part.trim()));
    const chosen = Object.fromEntries(
      choices.map(([name = '', value = 'true']) => [name.replaceAll('-', '_'), plain(value)]),
    );
    return { wanted: read('expect', fieldsForm, worked['expect']), fields: { ...chosen, ...fields } };
  }
  const wanted = read('check.own', fieldsForm, check.own);
  // Beside at_next_open, at is the value by closing, whatever the case asks for.
  const both = Object.hasOwn(wanted, 'at_next_open');
  return { wanted, fields: both ? { ...fields, boundary: null } : fields };
}

export function read<S extends z.ZodType>(name: string, form: S, value: unknown): z.output<S> {
  const parsed = form.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new CannotExpress(`field "${name}" is ${JSON.stringify(value) ?? 'missing'}`);
}

/** Text of a choice as the value it would have as a field. */
function plain(text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}
