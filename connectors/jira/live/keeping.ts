import { z } from 'zod';
import { isAbout } from '../aspects.ts';
import { tellsOfLinks } from '../links.ts';
import { instantOf } from '../reading.ts';
import { itemSchema, moment, own } from '../schema.ts';
import { anyObject, type Json, type WholeIssue } from './answers.ts';
import type { Catalogue } from './catalogue.ts';

/**
 * What is kept of an issue: what is read of it, in the shapes that Jira gives, and nothing else: no texts, no names or
 * addresses of people. Nothing in it depends on when or by whom it was read: times are UTC, running clocks are left out.
 */
export function keptIssue({ id, key, fields, properties }: WholeIssue, catalogue: Catalogue, told: Told): Json {
  const kept = catalogue.fields.flatMap((field): [string, unknown][] => {
    const value = field === 'comment' ? { comments: told.comments.map(comment) } : own(fields, field);
    return value === undefined ? [] : [[field, value === null ? null : keeperOf(field, catalogue)(value)]];
  });
  const channel = own(properties, 'request.channel.type');
  return {
    id,
    key,
    fields: Object.fromEntries(kept),
    schema: catalogue.schema,
    ...(channel !== undefined && { properties: { 'request.channel.type': pick(channel, ['value']) } }),
    changelog: changeLog(told, catalogue),
  };
}

/** What Jira tells of an issue elsewhere, whole. */
export interface Told {
  readonly comments: readonly unknown[];
  readonly histories: readonly unknown[];
  /** How many histories there are; more than are here: the rest could not be read. */
  readonly total: number;
}

type Keep = (value: unknown) => unknown;

function keeperOf(field: string, { slas, rating, ratingDate }: Catalogue): Keep {
  if (slas.includes(field)) return keptSla;
  if (field === rating) return (value) => pick(value, ['rating']);
  if (field === ratingDate) return time;
  return (Object.hasOwn(KEEPERS, field) ? KEEPERS[field] : undefined) ?? word;
}

const KEEPERS: Readonly<Record<string, Keep>> = {
  created: time,
  updated: time,
  resolutiondate: time,
  creator: person,
  reporter: person,
  assignee: person,
  comment: (value) => value,
  status: (value) => ({ ...pick(value, ['id', 'name']), statusCategory: pick(part(value, 'statusCategory'), ['key']) }),
  project: (value) => pick(value, ['id', 'key', 'projectTypeKey']),
  issuelinks: (value) => list(value).map(link),
  parent: (value) => ({
    ...issueRef(value),
    fields: { issuetype: pick(part(part(value, 'fields'), 'issuetype'), ['name']) },
  }),
};

/** Histories of what nobody follows are left out: they hold the texts that were changed. */
function changeLog({ histories, total }: Told, catalogue: Catalogue): Json {
  const kept = histories.flatMap((raw) => {
    const items = list(part(raw, 'items')).flatMap((item) => followed(item, catalogue));
    const { id, author, created } = anyObject.catch({}).parse(raw);
    return items.length === 0 ? [] : [{ id, author: person(author), created: time(created), items }];
  });
  return { startAt: 0, total: kept.length + Math.max(0, total - histories.length), histories: kept };
}

const ITEM = ['field', 'fieldId', 'from', 'to', 'tmpFromAccountId', 'tmpToAccountId'];
const ITEM_WORDS = ['fromString', 'toString'];

function followed(raw: unknown, { aspects }: Catalogue): Json[] {
  const item = itemSchema.safeParse(raw);
  if (!item.success) return [];
  const aspect = aspects.find((one) => isAbout(one, item.data));
  if (aspect === undefined && !tellsOfLinks(item.data)) return [];
  return [pick(raw, aspect?.isPerson ? ITEM : [...ITEM, ...ITEM_WORDS])];
}

function comment(raw: unknown): Json {
  const { id, author, created, visibility } = anyObject.catch({}).parse(raw);
  const shown = list(part(raw, 'properties'))
    .filter((property) => part(property, 'key') === 'sd.public.comment')
    .map((property) => ({ key: 'sd.public.comment', value: pick(part(property, 'value'), ['internal']) }));
  return {
    id,
    author: person(author),
    created: time(created),
    ...pick(raw, ['jsdPublic', 'public']),
    ...((visibility ?? null) !== null && { visibility: {} }),
    ...(shown.length > 0 && { properties: shown }),
  };
}

/** By what stays theirs. Only of programs a name is kept: people are read by themselves. */
function person(raw: unknown): Json | null {
  const user = pick(raw, ['accountId', 'accountType', 'key', 'name', 'displayName', 'timeZone']);
  const id = pick(user, [['accountId', 'key', 'name'].find((name) => name in user) ?? 'name']);
  if (Object.keys(id).length === 0) return null;
  const isApp = user['accountType'] === 'app';
  return { ...id, ...pick(user, isApp ? ['accountType', 'displayName', 'timeZone'] : ['accountType']) };
}

/** How long a clock has run changes with each look at it. When an ongoing one will be breached, too. */
export function keptSla(raw: unknown): unknown {
  const sla = z.object({ completedCycles: z.array(z.unknown()) }).safeParse(raw);
  if (!sla.success) return null;
  const ongoing = part(raw, 'ongoingCycle');
  const isBreached = part(ongoing, 'breached') === true;
  return {
    ...pick(raw, ['id', 'name']),
    _links: pick(part(raw, '_links'), ['self']),
    completedCycles: sla.data.completedCycles.map((cycle) => keptCycle(cycle, ['startTime', 'stopTime'])),
    ...(ongoing !== undefined && {
      ongoingCycle: keptCycle(ongoing, isBreached ? ['startTime', 'breachTime'] : ['startTime']),
    }),
  };
}

function keptCycle(raw: unknown, times: readonly string[]): Json {
  const moments = Object.entries(pick(raw, times)).map(([name, value]) => [name, time(value)] as const);
  return { ...Object.fromEntries(moments), ...pick(raw, ['breached']) };
}

const link = (raw: unknown): Json => {
  const ends = Object.entries(pick(raw, ['inwardIssue', 'outwardIssue'])).map(([end, ref]) => [end, issueRef(ref)]);
  return {
    ...pick(raw, ['id']),
    type: pick(part(raw, 'type'), ['name', 'inward', 'outward']),
    ...Object.fromEntries(ends),
  };
};
const issueRef = (raw: unknown): Json => pick(raw, ['id', 'key']);

/** Options, teams, types and organisations alike. */
function word(raw: unknown): unknown {
  if (Array.isArray(raw)) return raw.map(word);
  if (typeof raw !== 'object' || raw === null) return raw;
  const type = part(raw, 'requestType');
  return {
    ...pick(raw, ['id', 'name', 'value', 'title']),
    ...(type !== undefined && { requestType: pick(type, ['id', 'name']) }),
  };
}

/** In UTC, whatever the zone of the account that reads. What is no time is kept as it is. */
function time(raw: unknown): unknown {
  const said = moment.catch(null).parse(raw ?? null);
  const at = instantOf(typeof said === 'number' && said < SECONDS_UNTIL ? said * 1_000 : said);
  return at === null ? raw : new Date(at).toISOString();
}

/** Jira's own examples of change logs count seconds, its answers milliseconds: a smaller number counts seconds. */
const SECONDS_UNTIL = 100_000_000_000;

const list = (raw: unknown): unknown[] => (Array.isArray(raw) ? raw : []);
const part = (raw: unknown, name: string): unknown => own(anyObject.catch({}).parse(raw), name);

function pick(raw: unknown, names: readonly string[]): Json {
  const of = anyObject.catch({}).parse(raw);
  return Object.fromEntries(names.filter((name) => Object.hasOwn(of, name)).map((name) => [name, of[name]]));
}
