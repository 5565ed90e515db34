import type { z } from 'zod';
import { SourceTrouble } from '../../../src/connector/source-trouble.ts';

/** Where a list goes on, as we wrote it. */
export function cursorAs<S extends z.ZodType>(schema: S, written: string): z.output<S> {
  const result = schema.safeParse(parsed(written));
  if (result.success) return result.data;
  throw new SourceTrouble(
    'refused',
    'The place where this list was left cannot be read. Read it again from the start.',
  );
}

function parsed(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return null;
  }
}
