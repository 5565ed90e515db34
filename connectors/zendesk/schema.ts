import { z } from 'zod';

/** Only what we read. REST writes ids as numbers, events and audit values as text; both are taken. */

const plain = z.union([z.string(), z.number(), z.boolean()]).transform((value) => String(value).trim());
const text = plain.pipe(z.string().min(1));
const textOrNull = plain.nullish().transform((value) => (value === undefined || value === '' ? null : value));

/** Larger numbers have lost their last digits on the way. */
const number = z.int().transform(String);
const idText = z.union([number, z.string().trim()]);
const id = idText.pipe(z.string().regex(/^[1-9]\d{0,18}$/));
/** Nobody, nothing: null, 0, and -1, which stands for the system. */
export const idOrNull = idText
  .nullish()
  .transform((value) => (value === undefined || value === null || /^(?:0|-1)?$/.test(value) ? null : value))
  .pipe(
    z
      .string()
      .regex(/^\d{1,19}$/)
      .nullable(),
  );
const yesNo = z
  .union([z.boolean(), z.enum(['true', 'false']).transform((value) => value === 'true')])
  .nullish()
  .transform((value) => value ?? null);
const digits = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);
const whole = z.union([z.int(), digits]);
const numberOrNull = z
  .union([z.number(), digits])
  .nullish()
  .transform((value) => value ?? null);
const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((value) => value ?? []);

const via = z
  .object({
    channel: textOrNull,
    source: z
      .object({
        rel: textOrNull,
        from: z.object({ ticket_id: idOrNull, ticket_ids: listOf(id) }).nullish(),
        to: z.object({ ticket_id: idOrNull }).nullish(),
      })
      .nullish(),
  })
  .nullish()
  .transform((value) => value ?? null);
export type Via = z.output<typeof via>;

const auditEvent = z.object({
  type: text,
  field_name: textOrNull,
  value: z.unknown().optional(),
  previous_value: z.unknown().optional(),
  public: yesNo,
  author_id: idOrNull,
  author: z.object({ is_staff: yesNo }).nullish(),
  via,
});
export type AuditEvent = z.output<typeof auditEvent>;

/** What the API lays beside an audit when asked for: who its authors are, and whose ticket it is. */
export const sideloads = z.object({
  users: listOf(z.object({ id: idOrNull, role: textOrNull })),
  tickets: listOf(z.object({ id: idOrNull, requester_id: idOrNull })),
});
export type Sideloads = z.output<typeof sideloads>;

export const auditSchema = z.object({
  id,
  ticket_id: id,
  created_at: text,
  author_id: idOrNull,
  via,
  events: listOf(auditEvent),
});
export type Audit = z.output<typeof auditSchema>;

export const metricEvent = z.object({
  id,
  ticket_id: id,
  metric: text,
  instance_id: whole,
  type: text,
  time: text,
  deleted: yesNo,
  sla: z
    .object({
      target: numberOrNull,
      target_in_seconds: numberOrNull,
      business_hours: yesNo,
    })
    .nullish(),
  status: z.object({ calendar: numberOrNull, business: numberOrNull }).nullish(),
});
export type MetricEvent = z.output<typeof metricEvent>;

export const ticketSchema = z.object({
  id,
  created_at: text,
  updated_at: text,
  via,
  status: z.unknown().optional(),
  custom_status_id: z.unknown().optional(),
  assignee_id: z.unknown().optional(),
  group_id: z.unknown().optional(),
  requester_id: z.unknown().optional(),
  custom_fields: listOf(z.object({ id: idOrNull, value: z.unknown().optional() })),
  /** By metric, as the ticket's endpoint gives them when asked for. */
  metric_events: z.union([z.array(metricEvent), z.record(z.string(), listOf(metricEvent))]).nullish(),
});
export type ZendeskTicket = z.output<typeof ticketSchema>;

export const ratingSchema = z.object({
  id,
  ticket_id: id,
  assignee_id: idOrNull,
  score: text,
  created_at: text,
  updated_at: textOrNull,
});

export const surveySchema = z.object({
  id: text,
  subjects: listOf(z.object({ type: textOrNull, id: textOrNull, zrn: textOrNull })),
  answers: listOf(
    z.object({
      type: textOrNull,
      rating_category: textOrNull,
      created_at: textOrNull,
      updated_at: textOrNull,
      question: z.object({ sub_type: textOrNull }).nullish(),
    }),
  ),
});

export const userSchema = z.object({
  id,
  name: textOrNull,
  role: text,
  custom_role_id: idOrNull,
  default_group_id: idOrNull,
  iana_time_zone: textOrNull,
  active: yesNo,
  suspended: yesNo,
  updated_at: textOrNull,
  /** Ours: the reader keeps no address. */
  mail_digest: textOrNull,
});

export const groupSchema = z.object({ id, name: textOrNull });

/** Ours: a ticket that is not found, and since when, as far as the account tells. */
export const goneSchema = z.object({ id, at: text, by: idOrNull, deleted: yesNo });
