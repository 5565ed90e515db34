import { z } from 'zod';
import { TICKET_STATUSES, type TicketStatus } from '../../src/domain/ticket.ts';
import { readYaml } from '../../src/settings/read-yaml.ts';
import { CHANNEL_WORDS, PRIORITY_WORDS } from './status-map.ts';

const ID = /^\d+$/;
/** Ids are written with or without quotes. */
const WRITE_ID = 'write an id of Zendesk, such as 23111693329300';
const byId = z.string().regex(ID, WRITE_ID);
const id = z.union([z.int(), z.string()], { error: WRITE_ID }).transform(String).pipe(byId);
const words = z.record(z.string(), z.string().min(1));
const fieldName = z
  .union([z.int(), z.string().min(1)], { error: 'name the field as audits do: by its id, or a word such as brand_id' })
  .transform(String);

const rule = (usual: string, usualWords: Readonly<Record<string, string>> = {}) =>
  z
    .strictObject({ field: fieldName.default(usual), words: words.default({}) })
    .prefault({})
    .transform(({ field, words: own }): FieldRule => ({ field, words: wordMap({ ...usualWords, ...own }) }));
const ownRule = z
  .strictObject({ field: fieldName, words: words.default({}) })
  .transform(({ field, words: own }): FieldRule => ({ field, words: wordMap(own) }))
  .optional();

const wordMap = (from: Readonly<Record<string, string>>): ReadonlyMap<string, string> => new Map(Object.entries(from));

const settingsSchema = z.preprocess(
  (value) => value ?? {},
  z.strictObject({
    statuses: z
      .record(byId, z.strictObject({ status: z.enum(TICKET_STATUSES), name: z.string().min(1).optional() }))
      .default({}),
    groups: z.record(byId, z.string().min(1)).default({}),
    channels: words.default({}),
    fields: z
      .strictObject({
        priority: rule('priority', PRIORITY_WORDS),
        kind: rule('type'),
        requester_group: rule('organization_id'),
        work_type: ownRule,
        region: ownRule,
        shift: ownRule,
      })
      .prefault({}),
    staff: z.array(id).optional(),
    bots: z.array(id).default([]),
    bot_roles: z.array(id).default([]),
  }),
);

/** From which of a ticket's fields an attribute of ours is read. */
export interface FieldRule {
  /** As audits name it: a word, or the id of a custom field. */
  readonly field: string;
  /** Our words for the field's; none: every word is kept as it is. */
  readonly words: ReadonlyMap<string, string>;
}

type Attribute = 'priority' | 'kind' | 'requesterGroup' | 'workType' | 'region' | 'shift';

/** How one Zendesk account is read. Keys of the maps are ids as text. */
export interface ZendeskSource {
  readonly source: string;
  readonly statuses: ReadonlyMap<string, { readonly status: TicketStatus; readonly name: string }>;
  readonly groups: ReadonlyMap<string, string>;
  readonly channels: ReadonlyMap<string, string>;
  readonly fields: readonly (readonly [Attribute, FieldRule])[];
  /** Everybody who is staff; null: not said. */
  readonly staff: ReadonlySet<string> | null;
  readonly bots: ReadonlySet<string>;
  readonly botRoles: ReadonlySet<string>;
}

/** Throws InvalidSettings, with the place of every mistake. Null: Zendesk's own words, nothing of the desk's own. */
export function zendeskSource(source: string, text: string | null): ZendeskSource {
  const { value } = readYaml('zendesk-settings', text ?? '', settingsSchema);
  const { fields } = value;
  const rules: readonly (readonly [Attribute, FieldRule | undefined])[] = [
    ['priority', fields.priority],
    ['kind', fields.kind],
    ['requesterGroup', fields.requester_group],
    ['workType', fields.work_type],
    ['region', fields.region],
    ['shift', fields.shift],
  ];
  return {
    source,
    statuses: new Map(Object.entries(value.statuses).map(([key, one]) => [key, { name: key, ...named(one) }])),
    groups: wordMap(value.groups),
    channels: wordMap({ ...CHANNEL_WORDS, ...value.channels }),
    fields: rules.filter((one): one is readonly [Attribute, FieldRule] => one[1] !== undefined),
    staff: value.staff === undefined ? null : new Set(value.staff),
    bots: new Set(value.bots),
    botRoles: new Set(value.bot_roles),
  };
}

function named({ status, name }: { status: TicketStatus; name?: string | undefined }) {
  return name === undefined ? { status } : { status, name };
}
