import type { Actor, TicketStory } from '../desk/story.ts';
import { iso, zendeskIds } from './ids.ts';

export interface Audit {
  readonly id: number;
  readonly ticketId: number;
  readonly at: number;
  /** -1: a rule of the account, or the system. */
  readonly authorId: number;
  readonly via: Via;
  readonly events: readonly AuditEvent[];
}

export interface Via {
  readonly channel: string;
  readonly source: { readonly from: object; readonly to: object; readonly rel: string | null };
}

export interface AuditEvent {
  readonly id: number;
  readonly type: string;
  readonly [key: string]: unknown;
}

/** An event without the number that the account gives it. */
export type EventDraft = Readonly<Record<string, unknown>> & { readonly type: string };

export const created = (field: string, value: unknown): EventDraft => ({ type: 'Create', field_name: field, value });

export const changed = (field: string, value: unknown, previous: unknown, more: object = {}): EventDraft => ({
  ...more,
  type: 'Change',
  field_name: field,
  value,
  previous_value: previous,
});

export const comment = (authorId: number, body: string, isPublic: boolean): EventDraft => ({
  type: 'Comment',
  author_id: authorId,
  body,
  html_body: `<div class="zd-comment"><p>${body}</p></div>`,
  plain_body: body,
  public: isPublic,
  attachments: [],
});

/** Ids in audits are text; nobody is null. */
export const idText = (id: number | null): string | null => (id === null ? null : String(id));

const plain = (channel: string): Via => ({ channel, source: { from: {}, to: {}, rel: null } });
const WEB = plain('web');
const API = plain('api');

/** An automation of the account: what it did has no user as its author. */
const RULE: Via = {
  channel: 'rule',
  source: { from: { id: 360_000_000_064, title: 'Follow up' }, to: {}, rel: 'automation' },
};

export const SLA_RULE: Via = {
  channel: 'rule',
  source: { from: { id: zendeskIds.policy, title: 'Desk promises' }, to: {}, rel: 'sla_target_change' },
};

export function viaOfRequester({ channel, requester }: TicketStory): Via {
  if (channel === 'web') return WEB;
  if (channel === 'phone') return { channel: 'voice', source: { from: {}, to: {}, rel: 'inbound' } };
  const from = { address: `customer${requester}@firm.example`, name: `Customer ${requester}` };
  return { channel: 'email', source: { from, to: { address: 'help@desk.example', name: 'Help' }, rel: null } };
}

/** Who did it, and by which way. The app that hands tickets out is a user; whatever else is automatic is a rule. */
export function doneBy(by: Actor, story: TicketStory, isHandOut: boolean): { authorId: number; via: Via } {
  if (by === 'requester') return { authorId: zendeskIds.customer(story.requester), via: viaOfRequester(story) };
  if (by !== 'automation') return { authorId: zendeskIds.agent(by.agent), via: WEB };
  return isHandOut ? { authorId: zendeskIds.bot, via: API } : { authorId: -1, via: RULE };
}

export const auditRecord = ({ id, ticketId, at, authorId, via, events }: Audit) => ({
  id,
  ticket_id: ticketId,
  created_at: iso(at),
  author_id: authorId,
  metadata: { system: { client: 'Mozilla/5.0', ip_address: '192.0.2.1', location: 'Madrid, Spain' }, custom: {} },
  events,
  via,
});

/** A comment as the list of a ticket's comments has it. */
export const commentRecord = (audit: Audit, { html_body: _html, ...event }: AuditEvent) => ({
  ...event,
  html_body: _html,
  audit_id: audit.id,
  created_at: iso(audit.at),
  via: audit.via,
  metadata: { system: {}, custom: {} },
});

/** A row of the export of ticket events: the audit again, its events by other names. */
export const exportedAudit = ({ id, ticketId, at, authorId, via, events }: Audit, withComments: boolean) => ({
  id,
  ticket_id: ticketId,
  timestamp: Math.floor(at / 1000),
  created_at: iso(at),
  updater_id: authorId,
  via: VIA_TITLES[via.channel] ?? via.channel,
  system: { client: 'Mozilla/5.0', ip_address: '192.0.2.1', location: 'Madrid, Spain' },
  metadata: {},
  event_type: 'Audit',
  child_events: events.map((event) => exportedEvent(event, via, withComments)),
});

const VIA_TITLES: Readonly<Record<string, string>> = {
  web: 'Web form',
  email: 'Mail',
  voice: 'Phone call',
  api: 'Web service',
  rule: 'Rule',
};

function exportedEvent(event: AuditEvent, via: Via, withComments: boolean): object {
  const { id, type, field_name: field, value, previous_value: previous, ...more } = event;
  const head = { id, via: VIA_TITLES[via.channel] ?? via.channel, via_reference_id: 0, event_type: type };
  if (type === 'Comment') {
    const known = { comment_present: true, comment_public: more['public'] };
    return withComments ? { ...head, ...known, ...more } : { ...head, ...known };
  }
  if (typeof field !== 'string') return { ...head, ...more };
  return type === 'Change' ? { ...head, [field]: value, previous_value: previous } : { ...head, [field]: value };
}
