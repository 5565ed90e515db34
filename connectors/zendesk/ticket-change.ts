import type { Unmapped } from '../../src/connector/connector.ts';
import { Rejected } from '../../src/connector/rejected.ts';
import { type AccountId, accountId } from '../../src/domain/ids.ts';
import type { TicketChange, TicketStatus } from '../../src/domain/ticket.ts';
import { plainText, shortened } from './reading.ts';
import { idOrNull } from './schema.ts';
import type { FieldRule, ZendeskSource } from './settings.ts';
import { STATUS_WORDS } from './status-map.ts';

/** A ticket's fields under the names audits use; of a field that is not in it nothing is said. */
export interface FieldValues {
  readonly values: ReadonlyMap<string, unknown>;
  /** The custom status before, where known. */
  readonly customStatusBefore: unknown;
}

/** What those fields say of the ticket in our words. Unknown words are kept and added to `unmapped`. */
export function ticketChange(fields: FieldValues, zendesk: ZendeskSource, unmapped: Unmapped[]): TicketChange {
  const { values } = fields;
  const attributes = zendesk.fields.flatMap(([attribute, rule]) => {
    const value = values.has(rule.field) ? attributeOf(attribute, rule, values.get(rule.field), unmapped) : undefined;
    return value === undefined ? [] : [[attribute, value] as const];
  });
  return {
    ...statusOf(fields, zendesk, unmapped),
    ...(values.has('assignee_id') && { holder: account(zendesk, idIn('assignee_id', values)) }),
    ...(values.has('group_id') && { team: teamOf(zendesk, idIn('group_id', values), unmapped) }),
    ...(values.has('requester_id') && { requester: idIn('requester_id', values) }),
    ...Object.fromEntries(attributes),
  };
}

export function account({ source }: ZendeskSource, id: string | null): AccountId | null {
  return id === null ? null : accountId(source, id);
}

/** A group that the settings do not name goes by its id. */
export function teamOf({ groups }: ZendeskSource, id: string | null, unmapped: Unmapped[]): string | null {
  if (id === null) return null;
  if (groups.size > 0 && !groups.has(id)) unmapped.push({ what: 'group', word: id });
  return groups.get(id) ?? id;
}

export function channelOf({ channels }: ZendeskSource, channel: string): string {
  return channels.get(channel.toLowerCase()) ?? channel;
}

/** Words that come over a custom status, which the ticket keeps all the same. */
const NO_CATEGORY: ReadonlySet<string> = new Set(['deleted', 'scrubbed', 'archived']);

/** The desk's own reading of a custom status, else its category's. */
function statusOf(
  { values, customStatusBefore }: FieldValues,
  { statuses }: ZendeskSource,
  unmapped: Unmapped[],
): Pick<TicketChange, 'status' | 'sourceStatus'> {
  const customId = idIn('custom_status_id', values);
  const custom = customId === null ? undefined : statuses.get(customId);
  const word = plain('status', values.get('status'))?.toLowerCase() ?? null;
  const isGone = word !== null && NO_CATEGORY.has(word);
  if (custom !== undefined && !isGone) return { status: custom.status, sourceStatus: custom.name };
  if (word !== null) return { status: statusWord(word, unmapped), sourceStatus: word };
  if (customId === null) return {};
  unmapped.push({ what: 'custom status', word: customId });
  // Within one category nothing changes for us, unless the one before stood for something else than its category.
  const before = plainText(customStatusBefore);
  return typeof before === 'string' && statuses.has(before) ? { status: 'unknown', sourceStatus: customId } : {};
}

function statusWord(word: string, unmapped: Unmapped[]): TicketStatus {
  const status = STATUS_WORDS.get(word);
  if (status === undefined) unmapped.push({ what: 'status', word: shortened(word) });
  return status ?? 'unknown';
}

/** Fields with words of Zendesk's own, which its events write in capitals. */
const IN_CAPITALS_AT_TIMES: ReadonlySet<string> = new Set(['type', 'priority']);

/** Undefined: nothing to be understood, which is counted. A list gives its first word that is ours, else all of them. */
function attributeOf(
  attribute: string,
  { field, words }: FieldRule,
  value: unknown,
  unmapped: Unmapped[],
): string | null | undefined {
  if (Array.isArray(value)) return ofList(words, value);
  const written = plainText(value);
  const word = typeof written === 'string' && IN_CAPITALS_AT_TIMES.has(field) ? written.toLowerCase() : written;
  if (word === undefined) unmapped.push({ what: `value of ${attribute}`, word: `an object in ${field}` });
  if (word === undefined || word === null) return word;
  const known = words.get(word);
  if (known === undefined && words.size > 0) unmapped.push({ what: attribute, word: shortened(word) });
  return known ?? word;
}

function ofList(words: ReadonlyMap<string, string>, list: readonly unknown[]): string | null {
  const written = list.flatMap((item) => plainText(item) ?? []).sort();
  if (words.size > 0) return written.flatMap((word) => words.get(word) ?? [])[0] ?? null;
  return written.length === 0 ? null : written.join(', ');
}

function idIn(field: string, values: ReadonlyMap<string, unknown>): string | null {
  const result = idOrNull.safeParse(values.get(field));
  if (result.success) return result.data;
  throw unreadable(field);
}

function plain(field: string, value: unknown): string | null {
  const word = plainText(value);
  if (word === undefined) throw unreadable(field);
  return word;
}

const unreadable = (field: string) =>
  new Rejected(
    'unreadable value',
    `${field} is of another kind`,
    "Send the object exactly as Zendesk's API returns it.",
  );
