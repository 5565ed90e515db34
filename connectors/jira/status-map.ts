import type { TicketStatus } from '../../src/domain/ticket.ts';

/** Names of the workflows that Jira ships, in small letters. */
export const STATUS_NAMES: ReadonlyMap<string, TicketStatus> = new Map([
  ['new', 'new'],
  ['to do', 'new'],
  ['backlog', 'new'],
  ['open', 'open'],
  ['reopened', 'open'],
  ['waiting for support', 'open'],
  ['escalated', 'open'],
  ['in progress', 'open'],
  ['work in progress', 'open'],
  ['in review', 'open'],
  ['under review', 'open'],
  ['under investigation', 'open'],
  ['implementing', 'open'],
  ['waiting for customer', 'pending'],
  ['pending', 'on-hold'],
  ['on hold', 'on-hold'],
  ['waiting for approval', 'on-hold'],
  ['awaiting approval', 'on-hold'],
  ['resolved', 'resolved'],
  ['completed', 'resolved'],
  ['done', 'resolved'],
  ['closed', 'closed'],
  ['canceled', 'cancelled'],
  ['cancelled', 'cancelled'],
  ['declined', 'cancelled'],
]);

/** Every status belongs to one of these; `undefined` is Jira's word for none. */
export const STATUS_CATEGORIES: ReadonlyMap<string, TicketStatus> = new Map([
  ['new', 'new'],
  ['indeterminate', 'open'],
  ['done', 'resolved'],
]);

export const PRIORITY_NAMES: ReadonlyMap<string, string> = new Map([
  ['highest', 'P1'],
  ['high', 'P2'],
  ['medium', 'P3'],
  ['low', 'P4'],
  ['lowest', 'P5'],
  ['blocker', 'P1'],
  ['critical', 'P2'],
  ['major', 'P3'],
  ['minor', 'P4'],
  ['trivial', 'P5'],
]);

export const KIND_NAMES: ReadonlyMap<string, string> = new Map([
  ['[system] incident', 'incident'],
  ['incident', 'incident'],
  ['[system] service request', 'service-request'],
  ['[system] service request with approvals', 'service-request'],
  ['service request', 'service-request'],
  ['service request with approvals', 'service-request'],
  ['[system] problem', 'problem'],
  ['problem', 'problem'],
  ['[system] change', 'change'],
  ['change', 'change'],
]);

export const CHANNEL_NAMES: ReadonlyMap<string, string> = new Map([
  ['email', 'mail'],
  ['portal', 'web'],
  ['anonymousportal', 'web'],
]);

/** Clocks of ours by the names of the SLAs that a new service project has, and of those often added to them. */
export const SLA_NAMES: ReadonlyMap<string, string> = new Map([
  ['time to first response', 'first-response'],
  ['time to next response', 'next-response'],
  ['time to resolution', 'resolution'],
  ['time to done', 'resolution'],
]);

/** By what the link says when read from this issue to the other. */
export const LINK_PHRASES: ReadonlyMap<string, string> = new Map([
  ['duplicates', 'duplicate'],
  ['is duplicated by', 'duplicated-by'],
  ['is caused by', 'problem'],
  ['causes', 'incident'],
  ['relates to', 'related'],
]);
