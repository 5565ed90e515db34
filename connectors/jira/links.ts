import type { TicketEvent } from '../../src/domain/ticket-event.ts';
import type { History } from './history.ts';
import type { IssueRead } from './issue-read.ts';
import { eventOf, type Reading, SEQ } from './reading.ts';
import { type IssueLink, type Item, linkList, own, parentSchema } from './schema.ts';
import { LINK_PHRASES } from './status-map.ts';

/** Links as they stand; the history, which names issues by key, says since when and by whom. */
export function linkEvents(read: IssueRead, reading: Reading): TicketEvent[] {
  const { fields } = read.issue;
  const links = linkList.parse(own(fields, 'issuelinks')).flatMap((link) => linked(link, read, reading));
  const parent = parentSchema.parse(own(fields, 'parent') ?? null);
  if (parent === null || parent.id === null) return links;
  const { id, key } = parent;
  const relation = parent.fields?.issuetype?.name?.toLowerCase() === 'epic' ? 'epic' : 'parent';
  const madeBy = read.histories.findLast(sets(PARENT, [id, key]));
  const since = madeBy?.at ?? (read.isWhole ? read.createdAt : read.updatedAt);
  return [...links, event(read, `parent.${id}`, relation, id, { at: since, actor: madeBy?.actor ?? null })];
}

function linked({ id, type, inwardIssue, outwardIssue }: IssueLink, read: IssueRead, reading: Reading): TicketEvent[] {
  const other = outwardIssue ?? inwardIssue;
  if (id === null || other === null || other.id === null) return [];
  const phrase = (outwardIssue === null ? type?.inward : type?.outward) ?? type?.name ?? 'linked';
  const { links } = reading.settings;
  const word = phrase.toLowerCase();
  const relation = links.get(word) ?? links.get(type?.name?.toLowerCase() ?? '') ?? LINK_PHRASES.get(word) ?? phrase;
  const madeBy = read.histories.findLast(sets(LINK, [other.key]));
  return [event(read, `link.${id}`, relation, other.id, madeBy ?? { at: read.updatedAt, actor: null })];
}

function event({ ticket }: IssueRead, key: string, relation: string, other: string, { at, actor }: Made): TicketEvent {
  return eventOf(ticket, key, { at, seq: SEQ.link, actor, fact: { type: 'linked', relation, other } });
}

type Made = Pick<History, 'at' | 'actor'>;

const LINK = ['link', 'issuelinks'];
const PARENT = ['parent', 'issueparentassociation', 'epic link'];

const sets = (fields: readonly string[], names: readonly (string | null)[]) => (history: History) =>
  history.items.some(
    (item) => isOf(fields, item) && [item.to, item.text].some((value) => value !== null && names.includes(value)),
  );

const isOf = (fields: readonly string[], { field, fieldId }: Item): boolean =>
  [field, fieldId].some((name) => name !== null && fields.includes(name.toLowerCase()));

/** Whether it tells of a link or of the parent. */
export const tellsOfLinks = (item: Item): boolean => isOf([...LINK, ...PARENT], item);
