import { z } from 'zod';
import { itemSchema } from '../schema.ts';
import type { Catalogue } from './catalogue.ts';

const entry = z.object({ items: z.array(itemSchema.nullable().catch(null)).catch([]) }).catch({ items: [] });

/** The statuses a history speaks of, which it names without their category. */
export function statusesOf(histories: readonly unknown[], { statuses }: Catalogue): Catalogue['statuses'] {
  const named = new Set(
    histories.flatMap((raw) =>
      entry.parse(raw).items.flatMap((item) => (item?.field === 'status' ? [item.from, item.to] : [])),
    ),
  );
  return statuses.filter(({ id }) => named.has(id));
}
