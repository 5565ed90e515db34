import { z } from 'zod';
import { accountId } from '../../src/domain/ids.ts';
import type { TicketChange } from '../../src/domain/ticket.ts';
import { localName, type Reading } from './reading.ts';
import { type Issue, type Item, own, statusSchema, text, userSchema } from './schema.ts';
import type { FieldRule, Settings } from './settings.ts';
import { KIND_NAMES, PRIORITY_NAMES } from './status-map.ts';

/** A field's value, now or then: Jira's id for it and its word. Both null: nothing. */
export interface Value {
  readonly id: string | null;
  readonly text: string | null;
}
const NOTHING: Value = { id: null, text: null };

/** One thing about a ticket that we follow through its history. */
export interface Aspect {
  readonly name: string;
  /** Empty: its id is not known, only its name. */
  readonly field: string;
  /** The field's names in change logs that give no field id, in small letters. */
  readonly called: readonly string[];
  /** Null: nothing that can be said. */
  change(value: Value, reading: Reading): TicketChange | null;
  /** The value in an issue; undefined: not said. */
  read(raw: unknown): Value | undefined;
  /** In change logs the id tells who it is; the text is but what they are called. */
  readonly isPerson: boolean;
}

type Attribute = 'team' | 'kind' | 'workType' | 'region' | 'shift' | 'requesterGroup';

/** Fields of Jira Service Management by their type, as `expand=schema` names it. */
const REQUEST_TYPE = 'com.atlassian.servicedesk:vp-origin';
const ORGANIZATIONS = 'com.atlassian.servicedesk:sd-customer-organizations';
const TEAM = 'com.atlassian.jira.plugin.system.customfieldtypes:atlassian-team';

/**
 * What to follow, in the order in which changes of one instant are told: the status last, so that who took a ticket and
 * resolved it in one step is its resolver.
 */
export function aspectsOf({ fields }: Settings, schema: Issue['schema'] = {}): Aspect[] {
  const ofType = (type: string, called: string) => ruleOf(fieldOfType(schema, type) ?? UNKNOWN, called);
  return [
    HOLDER,
    REQUESTER,
    PRIORITY,
    attribute('team', fields.team ?? ofType(TEAM, 'Team')),
    attribute('kind', fields.kind ?? ruleOf('issuetype', 'Issue Type'), KIND_NAMES),
    attribute('workType', fields.work_type ?? ofType(REQUEST_TYPE, 'Request Type')),
    attribute('region', fields.region ?? NOWHERE),
    attribute('shift', fields.shift ?? NOWHERE),
    attribute('requesterGroup', fields.requester_group ?? ofType(ORGANIZATIONS, 'Organizations')),
    STATUS,
  ];
}

/** No field has this id, nor this name. */
const UNKNOWN = '';
const ruleOf = (field: string, called: string): FieldRule => ({ field, called, words: undefined });
const NOWHERE = ruleOf(UNKNOWN, UNKNOWN);

export function fieldOfType(schema: Issue['schema'], type: string): string | undefined {
  return Object.keys(schema).find((name) => z.object({ custom: z.literal(type) }).safeParse(schema[name]).success);
}

const HOLDER: Aspect = {
  name: 'holder',
  field: 'assignee',
  called: ['assignee'],
  isPerson: true,
  read: personOf,
  change: ({ id }, { source }) => ({ holder: id === null ? null : accountId(source, id) }),
};

const REQUESTER: Aspect = {
  name: 'requester',
  field: 'reporter',
  called: ['reporter'],
  isPerson: true,
  read: personOf,
  change: ({ id }) => ({ requester: id }),
};

const PRIORITY: Aspect = {
  name: 'priority',
  field: 'priority',
  called: ['priority'],
  isPerson: false,
  read: wordIn,
  change(value, reading) {
    const word = value.text ?? value.id;
    if (word === null) return { priority: null };
    const said = lookUp(reading.settings.priorities, value) ?? lookUp(PRIORITY_NAMES, value);
    if (said === undefined && !/^P[1-5]$/.test(word)) reading.unmapped('priority', word);
    return { priority: said ?? word };
  },
};

const STATUS: Aspect = {
  name: 'status',
  field: 'status',
  called: ['status'],
  isPerson: false,
  read: (raw) => {
    const status = statusSchema.safeParse(raw);
    return status.success && status.data.name !== null ? { id: status.data.id, text: status.data.name } : undefined;
  },
  change: ({ id, text: name }, reading) => (id === null && name === null ? null : reading.status(id, name)),
};

/** The desk's word for the field's, else the field's own. Words the desk has begun to list and left out are counted. */
function attribute(name: Attribute, rule: FieldRule, shipped: ReadonlyMap<string, string> = new Map()): Aspect {
  return {
    name,
    field: rule.field,
    called: [rule.called ?? rule.field].map((called) => called.toLowerCase()),
    isPerson: false,
    read: wordIn,
    change(value, reading) {
      const word = value.text ?? value.id;
      if (word === null) return { [name]: null };
      const said = (rule.words && lookUp(rule.words, value)) ?? lookUp(shipped, value);
      if (said === undefined && rule.words !== undefined) reading.unmapped(WHAT[name], word);
      return { [name]: said ?? word };
    },
  };
}

const WHAT: Readonly<Record<Attribute, string>> = {
  team: 'team',
  kind: 'kind',
  workType: 'work type',
  region: 'region',
  shift: 'shift',
  requesterGroup: 'requester group',
};

const lookUp = (words: ReadonlyMap<string, string>, { id, text: word }: Value): string | undefined =>
  words.get((word ?? '').toLowerCase()) ?? words.get((id ?? '').toLowerCase());

function personOf(raw: unknown): Value | undefined {
  if (raw === null) return NOTHING;
  const user = userSchema.safeParse(raw);
  const id = user.success ? localName(user.data) : null;
  return id === null ? undefined : { id, text: null };
}

const requestType = z.object({ id: text, name: text }).transform(({ id, name }): Value => ({ id, text: name }));
const named = z.object({
  id: text,
  name: text,
  value: text,
  title: text,
  requestType: requestType.nullable().catch(null),
});

/** Options, teams, types, components and organisations alike; of several the first. */
function wordIn(raw: unknown): Value | undefined {
  if (raw === null) return NOTHING;
  if (!Array.isArray(raw)) return oneWord(raw);
  return raw.length === 0 ? NOTHING : oneWord(raw[0]);
}

function oneWord(raw: unknown): Value | undefined {
  if (typeof raw === 'string' || typeof raw === 'number') return { id: null, text: text.parse(raw) };
  const { data } = named.safeParse(raw);
  if (data === undefined) return undefined;
  if (data.requestType !== null) return data.requestType;
  const word = data.name ?? data.value ?? data.title;
  return word === null && data.id === null ? undefined : { id: data.id, text: word };
}

/** What an issue says of an aspect now; undefined: nothing. */
export function valueIn(aspect: Aspect, fields: Issue['fields']): Value | undefined {
  const raw = own(fields, aspect.field);
  return raw === undefined ? undefined : aspect.read(raw);
}

export function isAbout({ field, called }: Aspect, item: Item): boolean {
  return field === UNKNOWN || item.fieldId === null ? isNamed(field, called, item.field) : item.fieldId === field;
}

const isNamed = (field: string, called: readonly string[], name: string | null): boolean =>
  name !== null && (name === field || called.includes(name.toLowerCase()));

export function before({ isPerson }: Aspect, item: Item): Value {
  return isPerson ? { id: item.tmpFromAccountId ?? item.from, text: null } : { id: item.from, text: item.fromString };
}

export function after({ isPerson }: Aspect, item: Item): Value {
  return isPerson ? { id: item.tmpToAccountId ?? item.to, text: null } : { id: item.to, text: item.text };
}

/** The same, though it may have been renamed since. */
export function isSame(a: Value, b: Value): boolean {
  return (a.id !== null && a.id === b.id) || (a.text === b.text && (a.text !== null || a.id === b.id));
}
