import { z } from 'zod';
import { TICKET_STATUSES } from '../../src/domain/ticket.ts';

const column = z.string().min(1);
const status = z.enum(TICKET_STATUSES);

/** A column with, optionally, the desk's words for the source's; a word without a translation is kept as it is. */
const attribute = z.union(
  [
    column.transform((name) => ({ column: name, words: {} as Record<string, string>, value: undefined })),
    z
      .strictObject({
        column: column.optional(),
        words: z.record(z.string(), z.string()).default({}),
        value: z.string().optional(),
      })
      .refine((spec) => (spec.column === undefined) !== (spec.value === undefined), {
        message: 'give either a column, or a value that holds for every row',
      }),
  ],
  { error: 'write the name of a column, or an object of column and words, or of value' },
);

const account = z.strictObject({ column, space: z.string().regex(/^[\w-]+$/, 'letters, digits, _ and - only') });

/** A mapping file: which columns of a log mean what. docs/import.md explains each key. */
export const mappingSchema = z.strictObject({
  source: z.string().regex(/^[\w.-]+$/, 'letters, digits, dot, _ and - only: it begins every id'),
  title: z.string(),
  ticket: column,
  time: z.strictObject({ column, format: z.string(), zone: z.string() }),
  order: column.optional(),
  opened_at: column.optional(),
  missing: z.array(z.string()).default(['']),
  status: z.strictObject({ column, words: z.record(z.string(), status) }),
  attributes: z
    .strictObject({
      team: attribute.optional(),
      priority: attribute.optional(),
      kind: attribute.optional(),
      work_type: attribute.optional(),
      channel: attribute.optional(),
      shift: attribute.optional(),
      region: attribute.optional(),
      requester: attribute.optional(),
      requester_group: attribute.optional(),
    })
    .default({}),
  accounts: z
    .strictObject({ holder: account.optional(), resolver: account.optional(), actor: account.optional() })
    .default({}),
  sla: z.record(z.string(), z.strictObject({ column, met: z.string(), breached: z.string() })).default({}),
  known_only: z
    .record(
      column,
      z.strictObject({
        from: z.array(status).min(1),
        not_before: column.optional(),
        else_from: z.array(status).optional(),
      }),
    )
    .default({}),
  bots: z.array(z.string()).default([]),
});

export type Mapping = z.output<typeof mappingSchema>;
export type AttributeSpec = z.output<typeof attribute>;

/** Every column the mapping names, without repetition. */
export function columnsOf(mapping: Mapping): string[] {
  const columns = [
    mapping.ticket,
    mapping.time.column,
    mapping.order,
    mapping.opened_at,
    mapping.status.column,
    ...Object.values(mapping.attributes).map((spec) => spec?.column),
    ...Object.values(mapping.accounts).map((spec) => spec?.column),
    ...Object.values(mapping.sla).map((spec) => spec.column),
    ...Object.entries(mapping.known_only).flatMap(([name, spec]) => [name, spec.not_before]),
  ];
  return [...new Set(columns.filter((name) => name !== undefined))];
}
