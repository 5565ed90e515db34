import { z } from 'zod';

/** The fields we read of what Jira's REST API returns. Ids come as text or as numbers, and whatever is not said as null or not at all. */

type Json = Readonly<Record<string, unknown>>;

const anything = z.unknown().optional();

/** Text, or a number as text; null: neither. */
export const text = anything.transform((value): string | null => {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null;
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
});

/** Null: not said. */
const flag = anything.transform((value): boolean | null => {
  if (typeof value === 'boolean') return value;
  return value === 'true' ? true : value === 'false' ? false : null;
});

/** Null: not that shape. */
const perhaps = <T extends z.ZodType>(schema: T) => schema.nullable().catch(null);
/** Entries that are not of the shape are left out. */
const listOf = <T extends z.ZodType>(schema: T) =>
  z
    .array(perhaps(schema))
    .catch([])
    .transform((list) => list.filter((one) => one !== null));

const json = z.custom<Json>((value) => typeof value === 'object' && value !== null && !Array.isArray(value));

/** Names come from settings and payloads: only what an object says itself counts. */
export const own = (of: Json, name: string): unknown => (Object.hasOwn(of, name) ? of[name] : undefined);

/** Cloud names people by accountId; Data Center by key, which outlives a renaming, and name. */
export const userSchema = z.object({
  accountId: text,
  key: text,
  name: text,
  displayName: text,
  accountType: text,
  timeZone: text,
  /** Of an address that Atlassian has verified; written by our reader. */
  mail_digest: text,
});
export type User = z.output<typeof userSchema>;
export const anyUser = perhaps(userSchema);

/** A time as Jira writes it, ISO 8601; or as Jira Service Management does, an object of several forms. */
export const moment = z.union([
  z.number(),
  z.object({ epochMillis: z.number() }).transform(({ epochMillis }) => epochMillis),
  z.object({ iso8601: z.string() }).transform(({ iso8601 }) => iso8601),
  text,
]);

export const statusSchema = z.object({ id: text, name: text, statusCategory: perhaps(z.object({ key: text })) });
export const statusList = listOf(statusSchema);

/** `toString` is the new word; where an item has none, it is the function that every object has, which is no text. */
export const itemSchema = z
  .object({
    field: text,
    fieldId: text,
    from: text,
    fromString: text,
    to: text,
    toString: text,
    tmpFromAccountId: text,
    tmpToAccountId: text,
  })
  .transform(({ toString: word, ...item }) => ({ ...item, text: word }));
export type Item = z.output<typeof itemSchema>;

export const historySchema = z.object({ id: text, author: anyUser, created: moment, items: z.array(itemSchema) });
/** As `changelog/bulkfetch` gives them: all of one issue. */
export const changeLogSchema = z.object({ issueId: text, changeHistories: z.array(z.unknown()) });

export const issueSchema = z.object({
  id: text,
  key: text,
  fields: json,
  changelog: perhaps(
    z.object({ startAt: perhaps(z.number()), total: perhaps(z.number()), histories: z.array(z.unknown()) }),
  ),
  schema: json.catch({}),
  properties: json.catch({}),
});
export type Issue = z.output<typeof issueSchema>;

const issueRef = z.object({
  id: text,
  key: text,
  fields: perhaps(z.object({ issuetype: perhaps(z.object({ name: text })) })),
});
export const linkList = listOf(
  z.object({
    id: text,
    type: perhaps(z.object({ name: text, inward: text, outward: text })),
    inwardIssue: perhaps(issueRef),
    outwardIssue: perhaps(issueRef),
  }),
);
export type IssueLink = z.output<typeof linkList>[number];
export const parentSchema = perhaps(issueRef);

const commentProperty = z.object({ key: text, value: perhaps(z.object({ internal: flag })) });
export const commentSchema = z.object({
  id: text,
  self: text,
  author: anyUser,
  created: moment,
  /** By Jira; Cloud says it of plain projects too. */
  jsdPublic: flag,
  /** By the service desk's own API. */
  public: flag,
  /** By Data Center, with `expand=properties`. */
  properties: listOf(commentProperty),
  /** Who alone may see it; null: whoever sees the issue. */
  visibility: perhaps(json),
});
export type Comment = z.output<typeof commentSchema>;

const cycle = z.object({ startTime: moment, stopTime: moment, breachTime: moment, breached: flag });
export const slaSchema = z.object({
  id: text,
  name: text,
  _links: perhaps(z.object({ self: text })),
  completedCycles: z.array(cycle).nullish(),
  ongoingCycle: perhaps(cycle),
});
export type Sla = z.output<typeof slaSchema>;

/** Written by us: Jira says of what is gone only that it is not found. */
export const goneSchema = z.object({ id: text, at: moment });

export const feedbackSchema = z.object({ rating: z.union([z.number(), z.null()]).optional() });

/** What we wrote around an object that was read. */
export const envelopeSchema = z.object({
  resource: z.string(),
  data: anything,
  /** The issue it is of, where it does not say so itself. */
  issue: perhaps(z.object({ id: text, fields: json.catch({}) })),
  /** `GET /rest/api/3/status`, for the categories of statuses the settings do not name. */
  statuses: statusList,
  /** When a feedback was given, or since when an SLA is as it stands. */
  at: moment,
});
export type Envelope = z.output<typeof envelopeSchema>;

const ref = perhaps(z.object({ id: text, key: text, self: text }));
export const webhookSchema = z.object({
  webhookEvent: text,
  id: text,
  key: text,
  fields: perhaps(json),
  issue: ref,
  comment: ref,
  worklog: perhaps(z.object({ issueId: text })),
  issueLink: perhaps(z.object({ sourceIssueId: text, destinationIssueId: text })),
});
