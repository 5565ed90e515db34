import { z } from 'zod';
import { TICKET_STATUSES } from '../../src/domain/ticket.ts';
import { readYaml } from '../../src/settings/read-yaml.ts';

const words = z.record(z.string(), z.string().min(1));
const fieldName = z.string().regex(/^\w+$/, 'write the id of a field, such as customfield_10001 or components');
/** `called`: the field's name in change logs that give no field id, as those of Data Center do. */
const field = z.union(
  [
    fieldName.transform((name) => ({ field: name, called: undefined, words: undefined })),
    z
      .strictObject({ field: fieldName, called: z.string().min(1).optional(), words: words.optional() })
      .transform(({ field: name, called, words: ours }) => ({ field: name, called, words: ours })),
  ],
  { error: 'write the id of a field, such as customfield_10001, or an object of field, called and words' },
);

const settingsSchema = z.strictObject({
  statuses: z.record(z.string(), z.enum(TICKET_STATUSES)).default({}),
  priorities: words.default({}),
  channels: words.default({}),
  sla: words.default({}),
  links: words.default({}),
  fields: z
    .strictObject({
      team: field.optional(),
      kind: field.optional(),
      work_type: field.optional(),
      region: field.optional(),
      shift: field.optional(),
      requester_group: field.optional(),
      satisfaction: field.optional(),
      satisfaction_date: field.optional(),
    })
    .default({}),
  bots: z.array(z.string().min(1)).default([]),
});
type Written = z.output<typeof settingsSchema>;
/** A file of comments alone says nothing. */
const anySettings = settingsSchema.nullable().transform((value) => value ?? settingsSchema.parse({}));

/** Where one thing is read from, and the desk's words for it. */
export interface FieldRule {
  readonly field: string;
  readonly called: string | undefined;
  /** By the source's word in small letters; undefined: the source's words are kept. */
  readonly words: ReadonlyMap<string, string> | undefined;
}

/** What the desk says of its Jira. Words are found whatever their capitals. */
export interface Settings {
  /** By name or id. */
  readonly statuses: ReadonlyMap<string, (typeof TICKET_STATUSES)[number]>;
  readonly priorities: ReadonlyMap<string, string>;
  readonly channels: ReadonlyMap<string, string>;
  readonly sla: ReadonlyMap<string, string>;
  /** By the link's phrase or the name of its type. */
  readonly links: ReadonlyMap<string, string>;
  readonly fields: { readonly [K in keyof Written['fields']]: FieldRule | undefined };
  /** Accounts, as ids, keys or names. */
  readonly bots: readonly string[];
}

/** Null: a Jira as it comes. Throws InvalidSettings, with the place of every mistake. */
export function readSettings(text: string | null): Settings {
  const { value } = readYaml('settings', text ?? '', anySettings);
  const { fields, bots, ...maps } = value;
  const rules = Object.entries(fields).flatMap(([name, rule]): [string, FieldRule][] =>
    rule === undefined ? [] : [[name, { ...rule, words: rule.words && byWord(rule.words) }]],
  );
  return {
    statuses: byWord(maps.statuses),
    priorities: byWord(maps.priorities),
    channels: byWord(maps.channels),
    sla: byWord(maps.sla),
    links: byWord(maps.links),
    fields: Object.fromEntries(rules),
    bots,
  };
}

function byWord<T>(record: Readonly<Record<string, T>>): ReadonlyMap<string, T> {
  return new Map(Object.entries(record).map(([word, ours]) => [word.toLowerCase(), ours]));
}
