import type { TicketStatus } from '../../src/domain/ticket.ts';

/** Status categories, as the REST API words them. Events write them in capitals; some exports say on-hold. */
export const STATUS_WORDS: ReadonlyMap<string, TicketStatus> = new Map([
  ['new', 'new'],
  ['open', 'open'],
  ['pending', 'pending'],
  ['hold', 'on-hold'],
  ['on-hold', 'on-hold'],
  ['solved', 'resolved'],
  ['closed', 'closed'],
  // Some 120 days after it was closed a ticket is moved away; nothing has happened to it.
  ['archived', 'closed'],
  ['deleted', 'cancelled'],
  ['scrubbed', 'cancelled'],
]);

export const PRIORITY_WORDS = { urgent: 'P1', high: 'P2', normal: 'P3', low: 'P4' } as const;

export const CHANNEL_WORDS = {
  email: 'mail',
  voice: 'phone',
  phone: 'phone',
  web: 'web',
  web_service: 'web',
  web_form: 'web',
  chat: 'chat',
  native_messaging: 'chat',
} as const;

/** What a metric's clock is called here (src/domain/sla/policy.ts). Replies are told apart by their instance. */
export const CLOCK_OF_METRIC: ReadonlyMap<string, string> = new Map([
  ['resolution_time', 'resolution'],
  ['requester_wait_time', 'requester-wait'],
  ['agent_work_time', 'agent-work'],
  ['pausable_update_time', 'pausable-update'],
  ['periodic_update_time', 'update'],
  ['group_ownership_time', 'group-ownership'],
]);
